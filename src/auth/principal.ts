import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import type { Sender } from '../http/sender.js';

const claims = z.object({
  sub: z.optional(z.string()),
  useruuid: z.optional(z.string()),
  'concur.type': z.optional(z.string()),
});

/** Whom an access token speaks for. */
export interface Principal {
  /** UUID. */
  readonly id: string;
  readonly kind: 'user' | 'company' | 'app';
}

/**
 * Reads an access token; undefined when it does not say. Older tokens have a profile URL in `sub`, which ends with the
 * UUID, and are those of users (/api-reference/authentication/apidoc.html).
 */
export function readPrincipal(accessToken: string): Principal | undefined {
  const parsed = claims.safeParse(decode(accessToken));
  if (!parsed.success) return undefined;
  const { sub, useruuid, 'concur.type': type } = parsed.data;
  const id = (useruuid ?? sub)?.split('/').at(-1);
  return id === undefined ? undefined : { id, kind: type === 'company' || type === 'app' ? type : 'user' };
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const user = z.object({ [ENTERPRISE]: z.object({ companyId: z.string() }) });

/**
 * The UUID of a user's company, which no token of a user promises to hold: asked of Identity v4.1, so the token needs
 * one of its scopes. Undefined where Concur does not say.
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
