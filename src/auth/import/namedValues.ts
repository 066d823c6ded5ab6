import type { Connection, Grant } from '../connection.js';
import type { Secrets } from '../credentials.js';
import { DATA_CENTRES } from '../dataCentres.js';
import { type Geolocation, isConcurUrl, isLoopbackUrl, parseGeolocation } from '../geolocation.js';
import type { ImportFinding, ImportResult } from './imported.js';

/** What names of variables mean, once the letter case, separators and the product's name are taken off. */
const MEANINGS = {
  geolocation: [
    'geolocation',
    'baseurl',
    'baseuri',
    'url',
    'uri',
    'host',
    'apiurl',
    'apibaseurl',
    'apihost',
    'instanceurl',
    'datacenter',
    'datacentre',
    'region',
  ],
  clientId: ['clientid', 'appid', 'applicationid', 'consumerkey', 'oauthclientid'],
  clientSecret: ['clientsecret', 'appsecret', 'secret', 'consumersecret', 'oauthclientsecret'],
  username: ['username', 'user', 'login', 'loginid', 'userlogin'],
  password: ['password', 'pwd', 'pass', 'userpassword'],
  companyUuid: ['companyuuid', 'companyid', 'companyguid'],
  requestToken: ['requesttoken', 'companyrequesttoken', 'authtoken'],
  refreshToken: ['refreshtoken'],
  accessToken: ['accesstoken', 'token', 'bearertoken', 'bearer', 'jwt'],
  redirectUri: ['redirecturi', 'redirecturl', 'callbackurl', 'callbackuri'],
  channelHandle: ['channelhandle', 'email', 'emailaddress'],
  scopes: ['scope', 'scopes'],
  credtype: ['credtype'],
  grantType: ['granttype', 'grant'],
  name: ['connectionname'],
} as const;

type Meaning = keyof typeof MEANINGS;
type Found = { readonly [M in Meaning]?: string };

const PREFIX = /^(sap)?(concur)?(api)?/;

/** What the name of a variable, such as `CONCUR_CLIENT_ID` or `clientId`, means; undefined when it means nothing here. */
export function meaningOf(name: string): Meaning | undefined {
  const bare = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const forms = [bare, bare.replace(PREFIX, ''), bare.replace(/^(sap)?concur/, '')];
  for (const meaning of Object.keys(MEANINGS) as Meaning[]) {
    const names: readonly string[] = MEANINGS[meaning];
    if (forms.some((form) => names.includes(form))) return meaning;
  }
  return undefined;
}

/**
 * Makes one connection of named values; the first value of each meaning counts.
 * @param source what the connection is called unless a value names it
 * @param newId makes an id for the connection
 */
export function connectionFromValues(
  pairs: Iterable<readonly [string, string]>,
  source: string,
  newId: () => string,
): ImportResult {
  const findings: ImportFinding[] = [];
  const found: { [M in Meaning]?: string } = {};
  for (const [name, raw] of pairs) {
    const value = raw.trim();
    const meaning = meaningOf(name);
    if (meaning === undefined || value === '') continue;
    if (found[meaning] === undefined) found[meaning] = value;
    else if (found[meaning] !== value) warn(`${name} says something else than an earlier variable, which was taken.`);
  }
  const isUsable = found.clientId !== undefined || found.accessToken !== undefined;
  if (!isUsable) {
    const message = `${source} names neither a client id nor an access token, so it holds no connection.`;
    return { connections: [], findings: [{ severity: 'error', message }] };
  }
  const grant = readGrant(found);
  if (!grant) {
    const message = `${source} has a client id, but nothing to sign in with: no secret, password, token or redirect URI.`;
    return { connections: [], findings: [...findings, { severity: 'error', message }] };
  }
  const place = readPlace(found.geolocation, warn);
  const scopes = found.scopes?.split(/[\s,]+/).filter(Boolean);
  const connection: Connection = {
    id: newId(),
    name: found.name ?? source,
    ...place,
    clientId: found.clientId ?? '',
    grant,
    ...(scopes && scopes.length > 0 ? { scopes } : {}),
  };
  const names = ['clientSecret', 'password', 'requestToken', 'refreshToken', 'accessToken'] as const;
  const secrets: Secrets = Object.fromEntries(
    names.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])),
  );
  if (secrets.clientSecret === undefined && grant.kind !== 'accessToken') {
    warn(`${source} has no client secret; enter it before you sign in.`);
  }
  return { connections: [{ connection, secrets }], findings };

  function warn(message: string): void {
    findings.push({ severity: 'warning', message });
  }
}

/** By what the file says, else by which secrets are there. */
function readGrant(found: Found): Grant | undefined {
  const { username, companyUuid, redirectUri, channelHandle } = found;
  const company = companyUuid ?? username;
  switch (found.grantType?.toLowerCase().replace(/[^a-z]/g, '')) {
    case 'clientcredentials':
      return { kind: 'clientCredentials' };
    case 'authorizationcode':
      if (isUrl(redirectUri)) return { kind: 'authorizationCode', redirectUri };
      break;
    case 'refreshtoken':
      return { kind: 'refreshToken' };
    case 'otp':
      if (channelHandle !== undefined) return { kind: 'otp', channelHandle };
      break;
    default:
  }
  const isAuthtoken = found.credtype?.toLowerCase() === 'authtoken';
  if (company !== undefined && (isAuthtoken || (found.requestToken !== undefined && companyUuid !== undefined))) {
    return { kind: 'password', username: company, credtype: 'authtoken' };
  }
  if (username !== undefined && found.password !== undefined)
    return { kind: 'password', username, credtype: 'password' };
  if (found.refreshToken !== undefined) return { kind: 'refreshToken' };
  if (found.accessToken !== undefined) return { kind: 'accessToken' };
  if (isUrl(redirectUri)) return { kind: 'authorizationCode', redirectUri };
  if (username !== undefined) return { kind: 'password', username, credtype: 'password' };
  return found.clientSecret === undefined ? undefined : { kind: 'clientCredentials' };
}

function isUrl(text: string | undefined): text is string {
  return text !== undefined && URL.canParse(text);
}

/** A whole URL, a host alone, or the code of a data centre such as `us2`. */
function readPlace(
  text: string | undefined,
  warn: (message: string) => void,
): Pick<Connection, 'kind' | 'geolocation'> {
  const fallback = DATA_CENTRES[0]?.geolocation as Geolocation;
  if (text === undefined) {
    warn(`No geolocation is named, so ${fallback} is taken; correct it if the company lives elsewhere.`);
    return { kind: 'concur', geolocation: fallback };
  }
  const centre = DATA_CENTRES.find(({ code }) => code.toLowerCase() === text.toLowerCase());
  const geolocation = centre?.geolocation ?? parseGeolocation(text) ?? parseGeolocation(`https://${text}`);
  if (!geolocation) {
    warn(`The geolocation is no URL, so ${fallback} is taken; correct it.`);
    return { kind: 'concur', geolocation: fallback };
  }
  if (isConcurUrl(geolocation)) return { kind: 'concur', geolocation };
  if (!isLoopbackUrl(geolocation)) {
    warn(`${geolocation} is no host of Concur: nothing secret is sent there until you allow it.`);
  }
  return { kind: 'custom', geolocation };
}
