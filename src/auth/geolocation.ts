/** The base URI that Concur hands out with a token, to be used for all calls with it: scheme and host only. */
export type Geolocation = string & { readonly __geolocation: unique symbol };

/**
 * Host suffixes that belong to Concur (/platform/base-uris.html). Image and UI hosts below them take tokens as well;
 * look-alikes such as `concursolutions.com.example.org` do not end like this.
 */
const CONCUR_SUFFIXES = ['.concursolutions.com', '.concurcdc.cn', '.cnqr-cn.com'];

/** Reads a base URI; a path, query or other letter case in it is dropped. Undefined when it is no http(s) URL. */
export function parseGeolocation(text: string): Geolocation | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? (url.origin as Geolocation) : undefined;
}

/** Whether this URL is one of Concur's own, by https. */
export function isConcurUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username } = new URL(text);
  return protocol === 'https:' && username === '' && CONCUR_SUFFIXES.some((suffix) => hostname.endsWith(suffix));
}

/** Whether this URL is on this computer. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(text).hostname);
}
