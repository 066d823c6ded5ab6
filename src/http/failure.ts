import type { Advice } from '../kernel/advice.js';

/** Why no response came. Holds hosts and numbers, never a secret. */
export type SendFailure =
  | { readonly kind: 'badUrl'; readonly url: string }
  | { readonly kind: 'untrustedWorkspace' }
  | { readonly kind: 'noGeolocation'; readonly url: string }
  | { readonly kind: 'bodyNotAllowed'; readonly method: string }
  | { readonly kind: 'badHeader'; readonly header: string }
  | { readonly kind: 'unknownHost'; readonly host: string }
  | { readonly kind: 'refused'; readonly host: string }
  | { readonly kind: 'tls'; readonly host: string; readonly code: string }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'tooManyRedirects'; readonly limit: number }
  | { readonly kind: 'closedEarly'; readonly host: string }
  | { readonly kind: 'network'; readonly host: string; readonly code: string };

/** The request got no response. */
export class SendError extends Error {
  override readonly name = 'SendError';
  constructor(
    readonly failure: SendFailure,
    options?: ErrorOptions,
  ) {
    super(`No response: ${failure.kind}`, options);
  }
}

/** What to tell a person about a request that got no response. A new kind without a sentence does not compile. */
export function adviseOnSend(failure: SendFailure): Advice {
  switch (failure.kind) {
    case 'badUrl':
      return { what: `"${failure.url}" is no complete URL. Write it as https://host/path.`, next: ['showRequest'] };
    case 'untrustedWorkspace':
      return {
        what: 'Nothing is sent from a workspace that is not trusted. Trust it first, then send again.',
        next: ['trustWorkspace', 'sendAgain'],
      };
    case 'noGeolocation':
      return {
        what: `"${failure.url}" needs a connection to say where it goes, and none is signed in. Start the local sandbox, or write the whole URL.`,
        next: ['startSandbox', 'showRequest'],
      };
    case 'bodyNotAllowed':
      return {
        what: `A ${failure.method} request cannot carry a body. Remove the body, or use POST or PUT.`,
        next: ['showRequest'],
      };
    case 'badHeader':
      return {
        what: `The header "${failure.header}" has characters that HTTP does not allow. Correct it and send again.`,
        next: ['showRequest'],
      };
    case 'unknownHost':
      return {
        what: `No computer named ${failure.host} was found. Check the host name and your network.`,
        next: ['sendAgain', 'showRequest'],
      };
    case 'refused':
      return isLoopback(failure.host)
        ? {
            what: `Nothing answers at ${failure.host}. If this is the local sandbox, it is not running: start it and send again.`,
            next: ['startSandbox', 'sendAgain'],
          }
        : { what: `${failure.host} refused the connection. Check host, port and firewall.`, next: ['sendAgain'] };
    case 'tls':
      return {
        what: `No secure connection to ${failure.host} (${failure.code}). Check proxy and certificate settings; verification stays on.`,
        next: ['sendAgain'],
      };
    case 'timeout':
      return {
        what: `No answer within ${failure.seconds} s, so the request was given up. Send it again, or allow more time.`,
        next: ['sendAgain', 'changeTimeout'],
      };
    case 'tooManyRedirects':
      return {
        what: `The request was redirected more than ${failure.limit} times. Check the URL: it may lead in a circle.`,
        next: ['showRequest'],
      };
    case 'closedEarly':
      return { what: `${failure.host} closed the connection before its answer was complete.`, next: ['sendAgain'] };
    case 'network':
      return { what: `The connection to ${failure.host} failed (${failure.code}).`, next: ['sendAgain'] };
  }
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

/** Reads what node and node-fetch throw. The cause's own text is kept as cause only: it may quote URLs. */
export function toSendError(cause: unknown, url: string): SendError {
  const { host } = new URL(url);
  const code = codeOf(cause);
  const options = { cause };
  if (code === 'ECONNREFUSED') return new SendError({ kind: 'refused', host }, options);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new SendError({ kind: 'unknownHost', host }, options);
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') {
    return new SendError({ kind: 'badHeader', header: '(name unknown)' }, options);
  }
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET' || code.startsWith('HPE_')) {
    return new SendError({ kind: 'closedEarly', host }, options);
  }
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SIGNED|ISSUER|EPROTO/.test(code)) {
    return new SendError({ kind: 'tls', host, code }, options);
  }
  return new SendError({ kind: 'network', host, code: code || 'unknown cause' }, options);
}

/** The error code of node's that lies deepest: node-fetch wraps, Happy Eyeballs aggregates. */
function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  if ('errors' in cause && Array.isArray(cause.errors) && cause.errors.length > 0) return codeOf(cause.errors[0]);
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'cause' in cause ? codeOf(cause.cause) : '';
}
