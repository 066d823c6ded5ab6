import type { Advice } from '../kernel/advice.js';
import type { Geolocation } from './geolocation.js';

/** Why no token was given. Holds no secret. */
export type TokenFailure =
  | { readonly kind: 'notSignedIn'; readonly connection: string }
  /** The host is none that a secret may be sent to; nothing was sent. */
  | { readonly kind: 'foreignHost'; readonly geolocation: Geolocation }
  | { readonly kind: 'wrongCredentials' }
  | { readonly kind: 'wrongClient' }
  | { readonly kind: 'appNotAllowed' }
  | { readonly kind: 'grantNotAllowed' }
  | { readonly kind: 'refreshTokenInvalid' }
  | { readonly kind: 'livesElsewhere'; readonly geolocation: Geolocation }
  /** The service's own words and number, for codes without a kind of their own. */
  | { readonly kind: 'refused'; readonly code: number | undefined; readonly status: number; readonly text: string }
  | { readonly kind: 'unreadable'; readonly status: number };

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
        what: `${failure.geolocation} is neither a host of Concur by https nor the local sandbox, so no secret was sent there.`,
        next: ['signIn'],
      };
    case 'wrongCredentials':
      return { what: 'Concur does not know this user and password. Check both and sign in again.', next: ['signIn'] };
    case 'wrongClient':
      return {
        what: 'Concur does not know this client id, or its secret is wrong. Check both, and that they belong to this data centre.',
        next: ['signIn'],
      };
    case 'appNotAllowed':
      return {
        what: 'This company has not enabled the app, or the app is switched off. An administrator has to connect it first.',
        next: ['openDocs'],
      };
    case 'grantNotAllowed':
      return { what: 'The app is not allowed this way of signing in. Add the grant to the app.', next: ['openDocs'] };
    case 'refreshTokenInvalid':
      return {
        what: 'The sign-in has ended: its refresh token is expired or revoked. Sign in again.',
        next: ['signIn'],
      };
    case 'livesElsewhere':
      return {
        what: `This user or company lives at ${failure.geolocation}. Use that geolocation for the connection.`,
        next: ['signIn'],
      };
    case 'refused':
      return {
        what: `No token: ${failure.text || `the service answered ${failure.status}`}${failure.code === undefined ? '' : ` (code ${failure.code})`}.`,
        next: ['signIn', 'openDocs'],
      };
    case 'unreadable':
      return {
        what: `The token service answered ${failure.status} with something that is no token. Check the geolocation.`,
        next: ['signIn'],
      };
  }
}
