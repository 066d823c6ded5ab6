import * as z from 'zod/mini';
import type { TokenReport } from '../../auth/inspectToken.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import type { Transport } from '../../http/transport.js';

const TIMEOUT_MS = 15_000;
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const user = z.object({
  userName: z.optional(z.string()),
  displayName: z.optional(z.string()),
  [ENTERPRISE]: z.optional(z.object({ companyId: z.optional(z.string()) })),
});

/** Who a user's token belongs to; what its scopes do not let see is undefined. */
export interface TokenOwner {
  readonly name: string | undefined;
  readonly companyId: string | undefined;
}

/**
 * Asks Identity v4.1 for the owner of a user's token, for the token itself need not name the company
 * (/api-reference/profile/v4.1.identity.html). Nothing is sent without a scope for it.
 * @returns undefined when the token is no user's, lacks the scopes, or the service does not tell
 */
export async function whoAmI(
  transport: Transport,
  tokenSet: TokenSet,
  { principal, subject }: TokenReport,
): Promise<TokenOwner | undefined> {
  const mayAsk = tokenSet.scopes.some((scope) => /^identity\.user\.(ids|core|enterprise)\.read$/.test(scope));
  if (principal !== 'user' || subject === undefined || !mayAsk) return undefined;
  try {
    const { response } = await transport.send(
      {
        method: 'GET',
        url: `${tokenSet.geolocation}/profile/identity/v4.1/Users/${encodeURIComponent(subject)}`,
        headers: [['Accept', 'application/json']],
      },
      { timeoutMs: TIMEOUT_MS, followRedirects: false, authorization: `Bearer ${tokenSet.accessToken}` },
    );
    const parsed = user.safeParse(JSON.parse(new TextDecoder().decode(response.body)));
    if (response.status !== 200 || !parsed.success) return undefined;
    const { userName, displayName, [ENTERPRISE]: enterprise } = parsed.data;
    return { name: userName ?? displayName, companyId: enterprise?.companyId };
  } catch {
    return undefined; // the sign-in is good without it
  }
}
