import { type Connection, mayCarryToken } from './connection.js';
import type { Secrets } from './credentials.js';
import { type Geolocation, parseGeolocation } from './geolocation.js';
import { silentSignIn } from './silentSignIn.js';
import type { TokenClient } from './tokenClient.js';
import { TokenError } from './tokenError.js';
import type { TokenSet } from './tokenSet.js';

/** A place where companies live. */
export interface DataCentre {
  /** As Concur's pages name it. */
  readonly code: string;
  readonly region: string;
  readonly geolocation: Geolocation;
  /**
   * - `current`: production
   * - `implementation`: copies of production entities for projects
   * - `older`: still met, in samples and old tokens
   * - `legacy`: takes tokens of before 2017 only
   */
  readonly kind: 'current' | 'implementation' | 'older' | 'legacy';
}

const at = (kind: DataCentre['kind'], code: string, region: string, host: string): DataCentre => ({
  kind,
  code,
  region,
  geolocation: `https://${host}` as Geolocation,
});

/** All data centres that pages name, the ones of today first (/platform/base-uris.html). */
export const DATA_CENTRES: readonly DataCentre[] = [
  at('current', 'US2', 'North America', 'us2.api.concursolutions.com'),
  at('current', 'EU2', 'Europe, Middle East, Africa', 'eu2.api.concursolutions.com'),
  at('current', 'APJ1', 'Asia-Pacific and Japan', 'apj1.api.concursolutions.com'),
  at('current', 'CCPS', 'US public sector (USG)', 'usg.api.concursolutions.com'),
  at('current', 'GLZ', 'Worldwide, for the first token only', 'glz.api.concursolutions.com'),
  at('current', 'CN', 'China', 'cn.api.concurcdc.cn'),
  at('implementation', 'US-IMPL', 'North America, implementation', 'us-impl.api.concursolutions.com'),
  at('implementation', 'EMEA-IMPL', 'Europe, Middle East, Africa, implementation', 'emea-impl.api.concursolutions.com'),
  at('older', 'INTEGRATION', 'Integration, for partners', 'integration.api.concursolutions.com'),
  at('older', 'US', 'North America, older gateway', 'us.api.concursolutions.com'),
  at('older', 'EMEA', 'Europe, Middle East, Africa, older gateway', 'emea.api.concursolutions.com'),
  at('legacy', 'US-LEGACY', 'North America, before 2017', 'www.concursolutions.com'),
  at('legacy', 'EMEA-LEGACY', 'Europe, Middle East, Africa, before 2017', 'eu1.concursolutions.com'),
  at('legacy', 'US-IMP-LEGACY', 'North America, implementation before 2017', 'implementation.concursolutions.com'),
  at(
    'legacy',
    'EMEA-IMP-LEGACY',
    'Europe, Middle East, Africa, implementation before 2017',
    'eu1imp.concursolutions.com',
  ),
];

/** The data centre of a geolocation, that for browsers (`www-`) included; undefined for a host that no page names. */
export function dataCentreOf(geolocation: string): DataCentre | undefined {
  const origin = parseGeolocation(geolocation)?.replace('://www-', '://');
  return DATA_CENTRES.find((known) => known.geolocation === origin);
}

/**
 * Finds out where a user or company lives, by signing in with what was given: any data centre that knows the app
 * either gives the token, which names its geolocation, or names the right one (code 16). One that does not know the app
 * (code 61: implementation apart from production) is passed over; any other refusal ends the search, so that a wrong
 * password does not lock an account.
 * @param candidates in the order to try; those of today, then of implementation, unless given
 * @throws {TokenError} the last refusal; `notSignedIn` for a flow that needs a browser, which finds the place by itself
 */
export async function findGeolocation(
  connection: Connection,
  secrets: Secrets,
  client: TokenClient,
  now: Date,
  candidates: readonly Geolocation[] = defaultCandidates(connection),
  signal?: AbortSignal,
): Promise<{ readonly geolocation: Geolocation; readonly tokenSet: TokenSet }> {
  let last: unknown = new TokenError({ kind: 'notSignedIn', connection: connection.name });
  for (const geolocation of candidates) {
    if (!mayCarryToken(connection, geolocation)) continue;
    try {
      const tokenSet = await silentSignIn({ ...connection, geolocation }, secrets, client, now, signal);
      if (tokenSet) return { geolocation: tokenSet.geolocation, tokenSet };
      break;
    } catch (error) {
      last = error;
      if (!(error instanceof TokenError) || !('code' in error.failure) || error.failure.code !== 61) throw error;
    }
  }
  throw last;
}

/** Company request tokens start at GLZ (/api-reference/authentication/company-auth.html), users at their own place. */
function defaultCandidates({ grant }: Connection): Geolocation[] {
  const kinds = grant.kind.startsWith('legacy') ? ['legacy'] : ['current', 'implementation'];
  const places = DATA_CENTRES.filter(({ kind, code }) => kinds.includes(kind) && code !== 'GLZ').map(
    ({ geolocation }) => geolocation,
  );
  const glz = 'https://glz.api.concursolutions.com' as Geolocation;
  return grant.kind === 'password' && grant.credtype === 'authtoken' ? [glz, ...places] : places;
}
