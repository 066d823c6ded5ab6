import { type Geolocation, isConcurUrl, isLoopbackUrl } from './geolocation.js';

/** How a token is obtained for a connection. */
export type Grant =
  /** A user's login and password (`credtype` password); the password is in the credential store. */
  | { readonly kind: 'password'; readonly username: string }
  /** A refresh token that came from elsewhere and is in the credential store. */
  | { readonly kind: 'refreshToken' }
  /** A ready access token that cannot be renewed. */
  | { readonly kind: 'accessToken' };

/** A named way to Concur. Secrets are never part of it. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** `sandbox`: the local server; `concur`: one of Concur's data centres. */
  readonly kind: 'sandbox' | 'concur';
  /** Where the first token is asked for; every answer may name another for the calls that follow. */
  readonly geolocation: Geolocation;
  readonly clientId: string;
  readonly grant: Grant;
}

/** Whether secrets of this connection may be sent to `url`: only to Concur by https, or to the connection's own sandbox. */
export function mayCarryToken(connection: Connection, url: string): boolean {
  if (connection.kind === 'concur') return isConcurUrl(url);
  return isLoopbackUrl(url) && new URL(url).origin === connection.geolocation;
}
