import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExpectedRedirect, RedirectExpectation } from '../browserDoor.js';
import { isLoopbackUrl } from '../geolocation.js';
import { hasState } from './readRedirect.js';

/** Whether a redirect to this URI can be caught by listening on this computer. */
export function canListenFor(redirectUri: string | undefined): redirectUri is string {
  return redirectUri !== undefined && isLoopbackUrl(redirectUri) && new URL(redirectUri).protocol === 'http:';
}

/**
 * Listens on this computer for one redirect. Other paths are not found, and a redirect with another state is refused
 * while waiting goes on: whoever sent it, it is not ours.
 * @throws {NodeJS.ErrnoException} EADDRINUSE or EACCES when the port of the URI cannot be had
 */
export async function listenForRedirect(
  { redirectUri, state, isAnyPortFine }: RedirectExpectation & { readonly redirectUri: string },
  signal?: AbortSignal,
): Promise<ExpectedRedirect> {
  signal?.throwIfAborted();
  const registered = new URL(redirectUri);
  const port = registered.port !== '' ? Number(registered.port) : isAnyPortFine ? 0 : 80;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, hostOf(registered), resolve);
  });
  const listening = new URL(redirectUri);
  if (port === 0) listening.port = String((server.address() as AddressInfo).port);
  const dispose = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const arrived = new Promise<URL>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    server.on('error', reject);
    server.on('request', (request, response) => {
      const url = URL.canParse(request.url ?? '', listening.href) ? new URL(request.url ?? '', listening) : undefined;
      if (
        request.method !== 'GET' ||
        url?.pathname !== listening.pathname ||
        !isForUs(request.headers.host, listening)
      ) {
        return answer(response, 404, 'Nothing is here.');
      }
      if ([...url.searchParams].length === 0) return answer(response, 400, 'This address waits for a sign-in.');
      if (!hasState(url, state)) return answer(response, 400, 'This belongs to another sign-in, so it was not used.');
      const isRefused = url.searchParams.has('error') || url.searchParams.has('error_code');
      response.once('close', () => resolve(url));
      answer(response, 200, isRefused ? 'The sign-in was refused.' : 'The sign-in is on its way.');
    });
  });
  arrived.catch(() => undefined); // whoever waits is told; nobody may be waiting yet
  void arrived.finally(dispose).catch(() => undefined);
  return { redirectUri: port === 0 ? withPort(redirectUri, listening.port) : redirectUri, arrived, dispose };
}

/** A page of another site that points its own name at this computer does not get in. */
function isForUs(host: string | undefined, listening: URL): boolean {
  return host === listening.host || host === `127.0.0.1:${listening.port}` || host === `localhost:${listening.port}`;
}

function hostOf({ hostname }: URL): string {
  return hostname === '[::1]' ? '::1' : '127.0.0.1';
}

/** The URI as it was written, but for its port: `http://localhost` stays without a slash at its end. */
function withPort(uri: string, port: string): string {
  return uri.replace(/^(http:\/\/(?:localhost|[\d.]+|\[::1\]))/i, `$1:${port}`);
}

function answer(response: ServerResponse, status: number, what: string): void {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Concur API Explorer</title>
<body style="font-family: sans-serif; margin: 3em"><main><h1>${what}</h1>
<p>You can close this page and go back to where you started.</p></main></body></html>`;
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Referrer-Policy': 'no-referrer', // the address holds the code
    Connection: 'close',
  });
  response.end(page);
}
