import type { Authorization, Authorizer } from '../http/sender.js';
import type { ClientCertificate } from '../http/transport.js';
import { type Connection, mayCarryToken } from './connection.js';
import type { TokenKeeper } from './tokenKeeper.js';
import type { TokenSet } from './tokenSet.js';

/** The connection in use, with what keeps its token. */
export interface ActiveConnection {
  readonly connection: Connection;
  readonly keeper: TokenKeeper;
  /** Loads the client certificate, at first use; undefined when the connection has none. */
  readonly certificate?: () => Promise<ClientCertificate | undefined>;
}

/** Gives requests the token of the connection in use, and only those that may carry it. */
export class TokenAuthorizer implements Authorizer {
  readonly #active: () => ActiveConnection | undefined;

  constructor(active: () => ActiveConnection | undefined) {
    this.#active = active;
  }

  async authorize(url: string, signal?: AbortSignal): Promise<Authorization | undefined> {
    const active = this.#active();
    if (!active || !mayCarryToken(active.connection, url)) return undefined;
    return this.#toAuthorization(active, await active.keeper.current(signal));
  }

  async renew(url: string, refused: Authorization, signal?: AbortSignal): Promise<Authorization | undefined> {
    const active = this.#active();
    if (!active || active.connection.grant.kind === 'accessToken' || !mayCarryToken(active.connection, url)) {
      return undefined;
    }
    const tokenSet = await active.keeper.renew(refused.header.replace(/^\w+ /, ''), signal);
    return this.#toAuthorization(active, tokenSet);
  }

  async #toAuthorization({ connection, certificate }: ActiveConnection, tokenSet: TokenSet): Promise<Authorization> {
    const shown = await certificate?.();
    return {
      header: `${tokenSet.scheme ?? 'Bearer'} ${tokenSet.accessToken}`,
      connection: connection.name,
      expiresAt: tokenSet.expiresAt,
      ...(shown ? { certificate: shown } : {}),
    };
  }
}
