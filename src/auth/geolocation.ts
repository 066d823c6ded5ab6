import { isConcurHost } from '../catalog/concurHost.js';
import { isLoopbackHost } from '../kernel/loopbackHost.js';

/** The base URI that Concur hands out with a token, to be used for all calls with it: scheme and host only. */
export type Geolocation = string & { readonly __geolocation: unique symbol };

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
  return protocol === 'https:' && username === '' && isConcurHost(hostname);
}

/** Whether this URL is on this computer. */
export function isLoopbackUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return isLoopbackHost(new URL(text).hostname);
}

/** The host for browsers beside this one, which never asks for a client certificate (/platform/base-uris.html). */
export function browserGeolocation(geolocation: Geolocation): Geolocation {
  const url = new URL(geolocation);
  if (!/^(?!www-)[a-z0-9-]+\.api\.concursolutions\.com$/.test(url.hostname)) return geolocation;
  return `https://www-${url.host}` as Geolocation;
}
