import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import type { Sender } from '../http/sender.js';

const claims = z.object({ sub: z.optional(z.string()), useruuid: z.optional(z.string()) });

/**
 * The UUID of the user (or company, or app) that an access token speaks for; undefined of a token that does not say.
 * Older tokens have a profile URL in `sub`, which ends with the UUID (/api-reference/authentication/apidoc.html).
 */
export function readPrincipalId(accessToken: string): string | undefined {
  const parsed = claims.safeParse(decode(accessToken));
  const id = parsed.success ? (parsed.data.useruuid ?? parsed.data.sub) : undefined;
  return id === undefined ? undefined : id.split('/').at(-1);
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const user = z.object({ [ENTERPRISE]: z.object({ companyId: z.string() }) });

/**
 * The UUID of a user's company, which no token promises to hold: asked of Identity v4.1, so the token needs one of its
 * scopes. Undefined where Concur does not say.
 * @throws {SendError} no response came; {TokenError} no token could be had
 */
export async function findCompanyId(
  sender: Sender,
  geolocation: string,
  userId: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const url = `${geolocation}/profile/identity/v4.1/Users/${encodeURIComponent(userId)}`;
  const { response } = await sender.send(
    { method: 'GET', url, headers: [['Accept', 'application/json']] },
    signal ? { signal } : {},
  );
  const parsed = user.safeParse(parseJson(new TextDecoder().decode(response.body)));
  return parsed.success ? parsed.data[ENTERPRISE]?.companyId : undefined;
}

function decode(token: string): unknown {
  try {
    return decodeJwt(token);
  } catch {
    return undefined; // opaque tokens say nothing
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no answer of that kind
  }
}
