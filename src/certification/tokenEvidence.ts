import type { TokenLogEntry } from '../auth/tokenLog.js';
import type { TokenEvent } from './evidence.js';

const GRANTS: Readonly<Record<string, TokenEvent['kind']>> = {
  authorization_code: 'web',
  client_credentials: 'clientCredentials',
  refresh_token: 'refresh',
  otp: 'otp',
};

/**
 * What an exchange with a token service tells; undefined for those that give and take no token (a one-time password that
 * is mailed, keys).
 * @param flow of the connection, where the form alone does not tell: the App Center and the Native flow share a grant
 */
export function toTokenEvent(
  { at, request, response }: TokenLogEntry,
  flow: (geolocation: string) => string | undefined = () => undefined,
): TokenEvent | undefined {
  const { pathname, origin } = new URL(request.url);
  const wasGranted = response !== undefined && response.status >= 200 && response.status < 300;
  const event = (kind: TokenEvent['kind']): TokenEvent => ({
    at,
    kind,
    wasGranted,
    geolocation: geolocationOf(response?.body) ?? origin,
  });
  if (/revoke/i.test(pathname) || request.method === 'DELETE') return event('revoke');
  if (/^\/net2\/oauth2\//i.test(pathname)) return event('legacy');
  if (!/\/oauth2\/v0\/token$/i.test(pathname)) return undefined;
  const form = new URLSearchParams(request.body);
  const known = GRANTS[form.get('grant_type') ?? ''];
  if (known) return event(known);
  const isAppCenter = flow(origin) === 'appCenter' && form.get('credtype') === 'authtoken';
  return event(isAppCenter ? 'appCenter' : 'native');
}

function geolocationOf(body: string | undefined): string | undefined {
  const found = /"geolocation"\s*:\s*"(https?:[^"]+)"/.exec(body ?? '')?.[1];
  return found?.replaceAll('\\/', '/');
}
