import type { Advice } from '../kernel/advice.js';
import type { Geolocation } from './geolocation.js';
import { type CodedKind, REQUEST_TOKEN_REFUSED, TOKEN_CODES } from './tokenCodes.js';

/** Why no token was given. Holds no secret. */
export type TokenFailure =
  | { readonly kind: 'notSignedIn'; readonly connection: string }
  /** The host is none that a secret may be sent to; nothing was sent. */
  | { readonly kind: 'foreignHost'; readonly geolocation: string }
  | { readonly kind: 'livesElsewhere'; readonly geolocation: Geolocation }
  /** A documented code of the service. */
  | { readonly kind: CodedKind; readonly code: number; readonly correlationId?: string }
  /** The service's own words and number, for codes without a kind of their own. */
  | {
      readonly kind: 'refused';
      readonly code: number | undefined;
      readonly status: number;
      readonly text: string;
      readonly correlationId?: string;
    }
  | { readonly kind: 'tooManyRequests'; readonly retryAfterSeconds: number | undefined }
  /** The service has trouble of its own (500, 502, 503, 504). */
  | { readonly kind: 'serviceDown'; readonly status: number; readonly correlationId?: string }
  /** A proxy on the way wants to know who is asking. */
  | { readonly kind: 'proxy'; readonly status: number }
  /** This computer's clock is so far from the service's that tokens look expired or not yet valid. */
  | { readonly kind: 'clockSkew'; readonly minutes: number }
  | { readonly kind: 'unreadable'; readonly status: number }
  /** The redirect carries another `state` than the one sent: it belongs to another sign-in, or somebody forged it. */
  | { readonly kind: 'stateMismatch' }
  /** What came or was pasted lacks something. */
  | { readonly kind: 'badRedirect'; readonly lacks: string }
  /** The last renewal was cut off before its answer was stored, and the old refresh token is good no more. */
  | { readonly kind: 'renewalLost'; readonly startedAt: Date }
  /** The file of the client certificate cannot be read or used. */
  | { readonly kind: 'certificate'; readonly path: string; readonly reason: string };

/** No token was given. `failure` holds the facts, `cause` what lay beneath. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  constructor(
    readonly failure: TokenFailure,
    options?: ErrorOptions,
  ) {
    super(`No token: ${failure.kind}`, options);
  }
}

/** What to tell a person. A new kind without a sentence does not compile. */
export function adviseOnToken(failure: TokenFailure): Advice {
  switch (failure.kind) {
    case 'notSignedIn':
      return { what: `"${failure.connection}" is signed out. Sign in and send again.`, next: ['signIn'] };
    case 'foreignHost':
      return {
        what: `${failure.geolocation} is neither a host of Concur by https, nor the local sandbox, nor a host that you allowed, so no secret was sent there.`,
        next: ['signIn'],
      };
    case 'livesElsewhere':
      return {
        what: `This user or company lives at ${failure.geolocation}. Use that geolocation for the connection.`,
        next: ['signIn'],
      };
    case 'refused':
      return {
        what: `No token: ${withoutStop(failure.text) || `the service answered ${failure.status}`}${failure.code === undefined ? '' : ` (code ${failure.code})`}.${quoteCorrelation(failure)}`,
        next: ['signIn', 'openDocs'],
      };
    case 'tooManyRequests':
      return {
        what: `Concur was asked for tokens too often. Wait ${failure.retryAfterSeconds === undefined ? 'some minutes' : `${failure.retryAfterSeconds} s`} and send again.`,
        next: ['sendAgain'],
      };
    case 'serviceDown':
      return {
        what: `The token service is in trouble (${failure.status}). Try again in some minutes; at weekends it may be under maintenance.${quoteCorrelation(failure)}`,
        next: ['sendAgain'],
      };
    case 'proxy':
      return {
        what: `The proxy on the way to Concur wants a sign-in of its own (${failure.status}). Enter user and password in the proxy settings.`,
        next: ['sendAgain'],
      };
    case 'clockSkew':
      return {
        what: `This computer's clock is ${Math.abs(failure.minutes)} minutes ${failure.minutes > 0 ? 'ahead of' : 'behind'} Concur's, so tokens are refused. Set the clock and sign in again.`,
        next: ['signIn'],
      };
    case 'unreadable':
      return {
        what: `The token service answered ${failure.status} with something that is no token. Check the geolocation.`,
        next: ['signIn'],
      };
    case 'stateMismatch':
      return {
        what: 'The redirect belongs to another sign-in, so it was not used. Start this sign-in again.',
        next: ['signIn'],
      };
    case 'badRedirect':
      return {
        what: `The redirect carries no ${failure.lacks}. Paste the whole address that the browser ended at.`,
        next: ['signIn'],
      };
    case 'renewalLost':
      return {
        what: `The renewal that began at ${failure.startedAt.toISOString()} was cut off before its new refresh token was kept, and the old one is good no more. Sign in again.`,
        next: ['signIn'],
      };
    case 'certificate':
      return {
        what: `The client certificate ${failure.path} cannot be used: ${failure.reason}. Check the file and its passphrase.`,
        next: ['signIn'],
      };
    case 'requestTokenInvalid':
      if (failure.code !== 5) return adviseOnCode(failure);
      return { what: `${REQUEST_TOKEN_REFUSED}${quoteCorrelation(failure)}`, next: ['signIn', 'openDocs'] };
    default:
      return adviseOnCode(failure);
  }
}

function adviseOnCode(failure: { readonly code: number; readonly correlationId?: string }): Advice {
  const known = TOKEN_CODES[failure.code];
  const what = known?.what ?? `The token service answered with code ${failure.code}.`;
  return { what: `${what}${quoteCorrelation(failure)}`, next: known?.next ?? ['signIn'] };
}

/** Support finds a call by this id (/platform/correlation-id.html). */
function quoteCorrelation({ correlationId }: { readonly correlationId?: string }): string {
  return correlationId === undefined ? '' : ` Correlation id for the support: ${correlationId}.`;
}

function withoutStop(text: string): string {
  return text.trim().replace(/\.$/, '');
}
