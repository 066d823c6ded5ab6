import { TOKEN_CODES } from '../tokenCodes.js';
import { TokenError } from '../tokenError.js';

/**
 * Reads what a person pasted: the whole address, or only its query.
 * @returns undefined when it is neither
 */
export function parsePasted(text: string): URL | undefined {
  const trimmed = text.trim().replace(/^[<"']+|[>"']+$/g, '');
  if (/^[a-z][\w+.-]*:\/\//i.test(trimmed)) return URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const query = trimmed.replace(/^[^?]*\?/, '');
  return /^[\w.-]+=/.test(query) ? new URL(`http://localhost/?${query}`) : undefined;
}

/** Whether this is the redirect that is waited for: with the state that was sent, where one was. */
export function hasState(url: URL, state: string | undefined): boolean {
  return state === undefined || url.searchParams.get('state') === state;
}

/**
 * The code of a web flow's redirect, and the data centre where the person lives.
 * @throws {TokenError} the person declined, the service refused, the state is another's, or something lacks
 */
export function readCode(
  url: URL,
  state: string | undefined,
): { readonly code: string; readonly geolocation: string | undefined } {
  const { searchParams } = url;
  refuse(searchParams);
  if (!hasState(url, state)) throw new TokenError({ kind: 'stateMismatch' });
  const code = searchParams.get('code');
  if (!code) throw new TokenError({ kind: 'badRedirect', lacks: 'code' });
  return { code, geolocation: searchParams.get('geolocation') ?? undefined };
}

/**
 * What the App Center adds to an app's connect URI (/api-reference/authentication/app-center-learn-more.html).
 * @returns `id` of whom to connect, a company or user, with the `requestToken` that goes with it
 * @throws {TokenError} when one of the two lacks
 */
export function readAppCenterRedirect(url: URL): { readonly id: string; readonly requestToken: string } {
  const find = (name: string): string => {
    const value = [...url.searchParams].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    if (!value) throw new TokenError({ kind: 'badRedirect', lacks: name });
    return value;
  };
  refuse(url.searchParams);
  return { id: find('id'), requestToken: find('requestToken') };
}

/** @throws {TokenError} for `error_code` and `error_description` as Concur adds them, and `error` as OAuth 2.0 does */
function refuse(query: URLSearchParams): void {
  const error = query.get('error');
  const number = query.get('error_code');
  if (error === null && number === null) return;
  const code = number !== null && /^\d+$/.test(number) ? Number(number) : undefined;
  const known = code === undefined ? undefined : TOKEN_CODES[code];
  const text = query.get('error_description') ?? error ?? '';
  throw new TokenError(
    known && code !== undefined ? { kind: known.kind, code } : { kind: 'refused', code, status: 302, text },
  );
}
