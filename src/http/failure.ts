import type { Advice } from '../kernel/advice.js';
import { describeBodyFailure } from './bodyFailure.js';
import type { BodyFailure } from './exchange.js';

/** The part of a call that took too long: opening the connection, waiting for an answer, or for more of its body. */
export type TimeoutPhase = 'connect' | 'firstByte' | 'idle';

/** Why no response came. Holds hosts and numbers, never a secret. */
export type SendFailure =
  | { readonly kind: 'badUrl'; readonly url: string }
  | { readonly kind: 'untrustedWorkspace' }
  | { readonly kind: 'noGeolocation'; readonly url: string }
  | { readonly kind: 'bodyNotAllowed'; readonly method: string }
  | { readonly kind: 'badMethod'; readonly method: string }
  | { readonly kind: 'badHeader'; readonly header: string }
  | { readonly kind: 'unknownHost'; readonly host: string }
  | { readonly kind: 'refused'; readonly host: string }
  | { readonly kind: 'tls'; readonly host: string; readonly code: string }
  | { readonly kind: 'timeout'; readonly seconds: number; readonly phase?: TimeoutPhase }
  | { readonly kind: 'tooManyRedirects'; readonly limit: number }
  /** `chain`: the addresses of one round, the first one again at its end. */
  | { readonly kind: 'redirectLoop'; readonly chain: readonly string[] }
  | { readonly kind: 'badRedirect'; readonly location: string }
  | { readonly kind: 'bodyFile'; readonly path: string }
  | { readonly kind: 'proxyRefused'; readonly host: string; readonly status: number }
  /** Nothing came of an answer. */
  | { readonly kind: 'closedEarly'; readonly host: string }
  /** What came is no HTTP. */
  | { readonly kind: 'notHttp'; readonly host: string }
  | { readonly kind: 'headersTooLarge'; readonly host: string }
  /** The head of the answer came, its body not whole; only for calls that have no use for a part. */
  | { readonly kind: 'incomplete'; readonly host: string; readonly body: BodyFailure }
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
    case 'badMethod':
      return {
        what: `"${failure.method}" is no method that can be sent. Use GET, POST, PUT, PATCH, DELETE or another word of HTTP.`,
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
      return { what: describeTimeout(failure), next: ['sendAgain', 'changeTimeout'] };
    case 'tooManyRedirects':
      return {
        what: `The request was redirected more than ${failure.limit} times. Check the URL: it may lead in a circle.`,
        next: ['showRequest'],
      };
    case 'redirectLoop':
      return {
        what: `The redirects lead in a circle: ${failure.chain.join(' -> ')}. Check the URL, or a cookie or token that the server misses.`,
        next: ['showRequest'],
      };
    case 'badRedirect':
      return {
        what: `The server redirects to "${failure.location}", which is no address for HTTP. Turn following of redirects off to see its answer.`,
        next: ['showRequest'],
      };
    case 'bodyFile':
      return {
        what: `The file ${failure.path} cannot be read, so nothing was sent. Check its path.`,
        next: ['showRequest'],
      };
    case 'proxyRefused':
      return {
        what:
          failure.status === 407
            ? `The proxy asks for a user and password before it connects to ${failure.host} (407). Put them into its address, or check them.`
            : `The proxy did not connect to ${failure.host} (${failure.status}). Check the proxy, or except the host from it.`,
        next: ['sendAgain'],
      };
    case 'closedEarly':
      return {
        what: `${failure.host} closed the connection without an answer. Whether the request was carried out is not known.`,
        next: ['sendAgain'],
      };
    case 'notHttp':
      return {
        what: `What ${failure.host} answered is no HTTP. Check port and scheme (http or https).`,
        next: ['showRequest', 'sendAgain'],
      };
    case 'headersTooLarge':
      return {
        what: `${failure.host} answered with more headers than are taken in (16 KB). The server needs mending.`,
        next: ['sendAgain'],
      };
    case 'incomplete':
      return { what: `${failure.host}: ${describeBodyFailure(failure.body)}`, next: ['sendAgain'] };
    case 'network':
      return { what: `The connection to ${failure.host} failed (${failure.code}).`, next: ['sendAgain'] };
  }
}

function describeTimeout({ seconds, phase }: Extract<SendFailure, { kind: 'timeout' }>): string {
  if (phase === 'connect') {
    return `No connection within ${seconds} s, so the request was given up before it was sent. Check host, port and proxy.`;
  }
  if (phase === 'firstByte') {
    return `The request was sent, but no answer began within ${seconds} s. Send it again, or allow more time.`;
  }
  if (phase === 'idle')
    return `Nothing more came for ${seconds} s, so the answer was given up. Send the request again.`;
  return `No answer within ${seconds} s, so the request was given up. Send it again, or allow more time.`;
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

/** Reads what node throws. The cause's own text is kept as cause only: it may quote URLs. */
export function toSendError(cause: unknown, url: string): SendError {
  const { host } = new URL(url);
  const code = codeOf(cause);
  const options = { cause };
  if (code === 'ECONNREFUSED') return new SendError({ kind: 'refused', host }, options);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new SendError({ kind: 'unknownHost', host }, options);
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') {
    return new SendError({ kind: 'badHeader', header: '(name unknown)' }, options);
  }
  if (code === 'HPE_HEADER_OVERFLOW') return new SendError({ kind: 'headersTooLarge', host }, options);
  if (code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE')
    return new SendError({ kind: 'notHttp', host }, options);
  if (['HPE_INVALID_EOF_STATE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code)) {
    return new SendError({ kind: 'closedEarly', host }, options);
  }
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SIGNED|ISSUER|EPROTO/.test(code)) {
    return new SendError({ kind: 'tls', host, code }, options);
  }
  return new SendError({ kind: 'network', host, code: code || 'unknown cause' }, options);
}

/** The error code of node's that lies deepest: agents wrap, Happy Eyeballs aggregates. */
export function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  if ('errors' in cause && Array.isArray(cause.errors) && cause.errors.length > 0) return codeOf(cause.errors[0]);
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return 'cause' in cause ? codeOf(cause.cause) : '';
}
