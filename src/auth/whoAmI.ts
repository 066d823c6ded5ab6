import * as z from 'zod/mini';
import type { Transport } from '../http/transport.js';
import type { TokenReport } from './inspectToken.js';
import type { TokenSet } from './tokenSet.js';

const TIMEOUT_MS = 15_000;
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const EMPLOYEE = 'com:concur:Employee:1.0';

/** Identity v4.1 (/api-reference/profile/v4.1.identity.html). */
const identity = z.object({
  userName: z.optional(z.string()),
  displayName: z.optional(z.string()),
  [ENTERPRISE]: z.optional(z.object({ companyId: z.optional(z.string()) })),
});

/** Profile v1 (/api-reference/profile/v1.user.html); its work address is the login as a rule. */
const profile = z.object({
  displayName: z.optional(z.string()),
  emails: z.optional(z.array(z.object({ value: z.string() }))),
  [EMPLOYEE]: z.optional(z.object({ companyUUID: z.optional(z.string()) })),
});

/** Who a user's token belongs to; what its scopes do not let see is undefined. */
export interface TokenOwner {
  readonly name: string | undefined;
  readonly companyId: string | undefined;
}

/** A service that knows owners of tokens. */
interface Source {
  readonly scopes: RegExp;
  readonly path: (subject: string) => string;
  readonly read: (answer: unknown) => TokenOwner | undefined;
}

/** The first that answers is believed: Identity takes tokens of companies alone in some places. */
const SOURCES: readonly Source[] = [
  {
    scopes: /^identity\.user\.(ids|core|enterprise)\.read$/,
    path: (subject) => `/profile/identity/v4.1/Users/${encodeURIComponent(subject)}`,
    read: (answer) => {
      const { data } = identity.safeParse(answer);
      return data && { name: data.userName ?? data.displayName, companyId: data[ENTERPRISE]?.companyId };
    },
  },
  {
    scopes: /^(user|company)\.read$/,
    path: () => '/profile/v1/me',
    read: (answer) => {
      const { data } = profile.safeParse(answer);
      return data && { name: data.emails?.[0]?.value ?? data.displayName, companyId: data[EMPLOYEE]?.companyUUID };
    },
  },
];

/**
 * Asks for the owner of a user's token, for the token itself need not name the company. Nothing is sent without a scope
 * for it.
 * @returns undefined when the token is no user's, lacks the scopes, or no service tells
 */
export async function whoAmI(
  transport: Transport,
  tokenSet: TokenSet,
  { principal, subject }: Pick<TokenReport, 'principal' | 'subject'>,
): Promise<TokenOwner | undefined> {
  if (principal !== 'user' || subject === undefined) return undefined;
  for (const source of SOURCES) {
    if (!tokenSet.scopes.some((scope) => source.scopes.test(scope))) continue;
    const owner = await ask(transport, tokenSet, source, subject);
    if (owner) return owner;
  }
  return undefined;
}

async function ask(
  transport: Transport,
  { geolocation, accessToken }: TokenSet,
  { path, read }: Source,
  subject: string,
): Promise<TokenOwner | undefined> {
  try {
    const { response } = await transport.send(
      { method: 'GET', url: geolocation + path(subject), headers: [['Accept', 'application/json']] },
      { timeoutMs: TIMEOUT_MS, followRedirects: false, authorization: `Bearer ${accessToken}` },
    );
    if (response.status !== 200) return undefined;
    return read(JSON.parse(new TextDecoder().decode(response.body)));
  } catch {
    return undefined; // the sign-in is good without it
  }
}
