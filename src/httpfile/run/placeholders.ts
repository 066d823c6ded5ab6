/** `{HOST}`, `{ACCESS_TOKEN}`, `<companyId>`: what Concur's pages write where a person is to put in something. */
import type { ResolvedRequest } from '../variables/resolve.js';

const IN_URL = /(?<!\{)\{([A-Za-z][\w .-]*)\}(?!\})|<([A-Za-z][\w .-]*)>/g;
/** In a body braces and angle brackets mean other things: only whole values count. */
const IN_JSON = /(?<=")(?:\{([A-Za-z][\w .-]*)\}|<([A-Za-z][\w .-]*)>)(?=")/g;
const IN_FORM = /(?<==)(?:\{([A-Za-z][\w .-]*)\}|<([A-Za-z][\w .-]*)>)(?=&|\s|$)/g;

const HOSTS = new Set(['host', 'baseurl', 'baseuri', 'geolocation', 'datacenter', 'concurhost', 'domain', 'hostname']);
const TOKENS = new Set(['accesstoken', 'token', 'jwt', 'companyjwt', 'useraccesstoken', 'bearertoken']);

/**
 * Leaves to the connection what is its own: a host becomes a path (which goes to the geolocation), `Host: {HOST}` and
 * `Authorization: Bearer {ACCESS_TOKEN}` go, so that the connection's token is attached by the usual rules.
 */
export function leaveToConnection({ url, headers, ...rest }: ResolvedRequest): ResolvedRequest {
  const [whole, braced, angled] = /^(?:https?:\/\/)?(?:\{([\w .-]+)\}|<([\w .-]+)>)(?=\/)/.exec(url) ?? [];
  const name = braced ?? angled;
  return {
    ...rest,
    url: whole !== undefined && name !== undefined && HOSTS.has(fold(name)) ? url.slice(whole.length) : url,
    headers: headers.filter(([key, value]) => !isOfConnection(key.toLowerCase(), value)),
  };
}

function isOfConnection(name: string, value: string): boolean {
  const placeholder = /^(?:(?:Bearer|OAuth)\s+)?[{<]([\w .-]+)[}>]$/i.exec(value)?.[1];
  if (placeholder === undefined) return false;
  return name === 'host' ? HOSTS.has(fold(placeholder)) : name === 'authorization' && TOKENS.has(fold(placeholder));
}

/** The names of all placeholders in url, headers and body, each once. */
export function findPlaceholders(
  { url, headers }: ResolvedRequest,
  body: string,
  mediaType: string,
): readonly string[] {
  const texts = [url, ...headers.map(([, value]) => value)];
  const pattern = bodyPattern(mediaType);
  const matches = [...texts.flatMap((text) => [...text.matchAll(IN_URL)]), ...(pattern ? body.matchAll(pattern) : [])];
  return [...new Set(matches.map(([, braced, angled]) => braced ?? angled ?? ''))];
}

/** @param values by the name as it is written; what has none stays */
export function fillUrl(url: string, values: ReadonlyMap<string, string>): string {
  return fill(url, IN_URL, values, encodeURIComponent);
}

export function fillHeader(value: string, values: ReadonlyMap<string, string>): string {
  return fill(value, IN_URL, values, (text) => text);
}

export function fillBody(body: string, mediaType: string, values: ReadonlyMap<string, string>): string {
  const pattern = bodyPattern(mediaType);
  if (!pattern) return body;
  return fill(
    body,
    pattern,
    values,
    pattern === IN_FORM ? encodeURIComponent : (text) => JSON.stringify(text).slice(1, -1),
  );
}

/** What the connection itself knows by this name; undefined of any other name. */
export function concurNameOf(placeholder: string): 'token' | 'geolocation' | 'userId' | 'companyId' | undefined {
  const name = fold(placeholder);
  if (TOKENS.has(name)) return 'token';
  if (HOSTS.has(name)) return 'geolocation';
  if (name === 'userid' || name === 'useruuid') return 'userId';
  return name === 'companyid' || name === 'companyuuid' ? 'companyId' : undefined;
}

function bodyPattern(mediaType: string): RegExp | undefined {
  if (/json/i.test(mediaType)) return IN_JSON;
  return /form-urlencoded/i.test(mediaType) ? IN_FORM : undefined;
}

function fill(
  text: string,
  pattern: RegExp,
  values: ReadonlyMap<string, string>,
  encode: (value: string) => string,
): string {
  return text.replace(pattern, (written, braced?: string, angled?: string) => {
    const value = values.get(braced ?? angled ?? '');
    return value === undefined ? written : encode(value);
  });
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
