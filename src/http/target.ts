import { isConcurHost } from '../catalog/concurHost.js';
import { SendError } from './failure.js';
import { type HttpRequest, headerValue } from './request.js';

/**
 * Completes the URL of a request as it is written in a file or typed by a person.
 * - `https://host/path` stays as it is
 * - `/path` goes to the connection's geolocation, or to the host of a `Host` header that is not Concur's
 * - `host/path` gets `https://` (`http://` on this computer)
 * @param geolocation base of the connection in use, when there is one
 * @throws {SendError} `badUrl`, or `noGeolocation` when a path stands alone and no connection says where it goes
 */
export function completeTarget(request: HttpRequest, geolocation: string | undefined): HttpRequest {
  const { url } = request;
  if (/^https?:\/\//i.test(url)) return requireUrl(request);
  if (url.startsWith('/')) {
    const host = headerValue(request.headers, 'host');
    const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'host');
    // Pages of Concur print legacy hosts: calls to those go to the geolocation of the connection instead.
    if (host !== undefined && !isConcurHost(`.${host.replace(/:\d+$/, '')}`)) {
      return requireUrl({ ...request, headers, url: `${schemeFor(host)}://${host}${url}` });
    }
    if (geolocation === undefined) throw new SendError({ kind: 'noGeolocation', url });
    return requireUrl({ ...request, headers, url: geolocation + url });
  }
  if (/^[\w.-]+(:\d+)?([/?]|$)/.test(url)) return requireUrl({ ...request, url: `${schemeFor(url)}://${url}` });
  throw new SendError({ kind: 'badUrl', url });
}

function schemeFor(host: string): 'http' | 'https' {
  return /^(localhost|127\.\d+\.\d+\.\d+)([:/?]|$)/i.test(host) ? 'http' : 'https';
}

function requireUrl(request: HttpRequest): HttpRequest {
  if (!URL.canParse(request.url)) throw new SendError({ kind: 'badUrl', url: request.url });
  return request;
}
