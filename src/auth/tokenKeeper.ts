import { SingleFlight, waitUnlessAborted } from '../kernel/singleFlight.js';
import { type Connection, mayCarryToken } from './connection.js';
import type { Credentials } from './credentials.js';
import type { TokenClient, TokenForm } from './tokenClient.js';
import { TokenError } from './tokenError.js';
import { isExpired, type TokenSet } from './tokenSet.js';

/** A token is renewed this long before its end, so that it does not end on its way. */
const MARGIN_MS = 60_000;

/** Keeps one connection's token set valid. However many requests wait, one renewal runs at a time. */
export class TokenKeeper {
  readonly #connection: Connection;
  readonly #credentials: Credentials;
  readonly #client: TokenClient;
  readonly #now: () => Date;
  readonly #onDidChange: (tokenSet: TokenSet | undefined) => void;
  readonly #renewing = new SingleFlight<TokenSet>();
  #known: TokenSet | undefined;

  constructor(parts: {
    readonly connection: Connection;
    readonly credentials: Credentials;
    readonly client: TokenClient;
    readonly now: () => Date;
    /** Told of every new token set, and of its loss. */
    readonly onDidChange?: (tokenSet: TokenSet | undefined) => void;
  }) {
    this.#connection = parts.connection;
    this.#credentials = parts.credentials;
    this.#client = parts.client;
    this.#now = parts.now;
    this.#onDidChange = parts.onDidChange ?? (() => undefined);
  }

  /** What is known without asking anyone; it may be past its end. */
  get known(): TokenSet | undefined {
    return this.#known;
  }

  /**
   * A token set that is valid now: the kept one, else a renewed one.
   * @throws {TokenError} or {SendError} when there is no way to get one; the signal's reason when aborted
   */
  async current(signal?: AbortSignal): Promise<TokenSet> {
    this.#known ??= await this.#credentials.readTokenSet(this.#connection.id);
    if (this.#known && !isExpired(this.#known, this.#now(), MARGIN_MS)) return this.#known;
    return this.#renewOnce(signal);
  }

  /** A token set in place of one that was refused: the one that another caller got meanwhile, else a renewed one. */
  async renew(refusedAccessToken: string, signal?: AbortSignal): Promise<TokenSet> {
    if (this.#known && this.#known.accessToken !== refusedAccessToken) return this.#known;
    return this.#renewOnce(signal);
  }

  /** Forgets the token set; the next use signs in anew when the credentials for it are kept. */
  async forget(): Promise<void> {
    this.#known = undefined;
    await this.#credentials.deleteTokenSet(this.#connection.id);
    this.#onDidChange(undefined);
  }

  #renewOnce(signal: AbortSignal | undefined): Promise<TokenSet> {
    return waitUnlessAborted(
      this.#renewing.run(() => this.#renew()),
      signal,
    );
  }

  async #renew(): Promise<TokenSet> {
    const tokenSet = await this.#obtain();
    const moved = mayCarryToken(this.#connection, tokenSet.geolocation)
      ? tokenSet
      : { ...tokenSet, geolocation: this.#known?.geolocation ?? this.#connection.geolocation };
    await this.#credentials.writeTokenSet(this.#connection.id, moved); // a rotated refresh token is safe before it is used
    this.#known = moved;
    this.#onDidChange(moved);
    return moved;
  }

  /** By the refresh token, or by user and password when that is gone and they are kept. */
  async #obtain(): Promise<TokenSet> {
    const { clientSecret, password } = await this.#credentials.readSecrets(this.#connection.id);
    const { grant, clientId, name } = this.#connection;
    if (grant.kind === 'accessToken' || clientSecret === undefined) {
      throw new TokenError({ kind: 'notSignedIn', connection: name });
    }
    const client = { client_id: clientId, client_secret: clientSecret };
    const previous = this.#known ?? (await this.#credentials.readTokenSet(this.#connection.id));
    const geolocation = previous?.geolocation ?? this.#connection.geolocation;
    for (const place of [geolocation, this.#connection.geolocation]) {
      if (!mayCarryToken(this.#connection, place)) throw new TokenError({ kind: 'foreignHost', geolocation: place });
    }
    const signIn: TokenForm | undefined =
      grant.kind === 'password' && password !== undefined
        ? { grant_type: 'password', ...client, username: grant.username, password, credtype: 'password' }
        : undefined;
    if (previous?.refreshToken !== undefined) {
      try {
        const refreshed = await this.#client.request(geolocation, {
          grant_type: 'refresh_token',
          ...client,
          refresh_token: previous.refreshToken,
        });
        return { ...refreshed, refreshToken: refreshed.refreshToken ?? previous.refreshToken };
      } catch (error) {
        if (!(error instanceof TokenError && error.failure.kind === 'refreshTokenInvalid' && signIn)) throw error;
      }
    }
    if (!signIn) throw new TokenError({ kind: 'notSignedIn', connection: name });
    return this.#client.request(this.#connection.geolocation, signIn);
  }
}
