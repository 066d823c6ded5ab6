import { type Lease, NoLease } from '../kernel/lease.js';
import { SingleFlight, waitUnlessAborted } from '../kernel/singleFlight.js';
import { type Connection, mayCarryToken } from './connection.js';
import type { Credentials } from './credentials.js';
import { refreshSilently, silentSignIn } from './silentSignIn.js';
import type { TokenClient } from './tokenClient.js';
import { TokenError } from './tokenError.js';
import { isExpired, type TokenSet } from './tokenSet.js';

/** A token is renewed this long before its end, so that it does not end on its way. */
const MARGIN_MS = 60_000;

/**
 * Keeps one connection's token set valid. However many requests wait, in however many windows and processes, one
 * renewal runs at a time: within the process they share it, between processes the lease lets one work, and those that
 * come after find the new token in the store.
 */
export class TokenKeeper {
  readonly #connection: Connection;
  readonly #credentials: Credentials;
  readonly #client: TokenClient;
  readonly #now: () => Date;
  readonly #onDidChange: (tokenSet: TokenSet | undefined) => void;
  readonly #onInterrupted: (startedAt: Date) => void;
  readonly #lease: Lease;
  readonly #renewing = new SingleFlight<TokenSet>();
  #known: TokenSet | undefined;
  /** Counts what made `#known` another, so that an older read of the store does not undo it. */
  #turn = 0;

  constructor(parts: {
    readonly connection: Connection;
    readonly credentials: Credentials;
    readonly client: TokenClient;
    readonly now: () => Date;
    /** Told of every new token set, and of its loss. */
    readonly onDidChange?: (tokenSet: TokenSet | undefined) => void;
    /** Told once when an earlier renewal was cut off before its answer was kept; the kept token is tried once more. */
    readonly onInterrupted?: (startedAt: Date) => void;
    /** Undefined: no other process keeps tokens in this store. */
    readonly lease?: Lease;
  }) {
    this.#connection = parts.connection;
    this.#credentials = parts.credentials;
    this.#client = parts.client;
    this.#now = parts.now;
    this.#onDidChange = parts.onDidChange ?? (() => undefined);
    this.#onInterrupted = parts.onInterrupted ?? (() => undefined);
    this.#lease = parts.lease ?? new NoLease();
  }

  /** What is known without asking anyone; it may be past its end. */
  get known(): TokenSet | undefined {
    return this.#known;
  }

  /** Reads the kept token set, so that `known` tells of it; nothing is sent. */
  async load(): Promise<TokenSet | undefined> {
    if (this.#known) return this.#known;
    const turn = this.#turn;
    const stored = await this.#credentials.readTokenSet(this.#connection.id);
    if (turn === this.#turn) this.#known = stored;
    return this.#known;
  }

  /** Forgets what is known, not what is kept: another window has changed the store. The next use reads it. */
  invalidate(): void {
    this.#turn += 1;
    this.#known = undefined;
  }

  /**
   * A token set that is valid now: the kept one, else a renewed one.
   * @throws {TokenError} or {SendError} when there is no way to get one; the signal's reason when aborted
   */
  async current(signal?: AbortSignal): Promise<TokenSet> {
    const known = this.#known ?? (await this.load());
    if (known && this.#isGood(known)) return known;
    return this.#renewOnce(known?.accessToken, signal);
  }

  /** A token set in place of one that was refused: the one that another caller got meanwhile, else a renewed one. */
  async renew(refusedAccessToken: string, signal?: AbortSignal): Promise<TokenSet> {
    const known = this.#known ?? (await this.load());
    if (known && known.accessToken !== refusedAccessToken) return known;
    return this.#renewOnce(refusedAccessToken, signal);
  }

  /** Keeps what a sign-in gave. */
  async adopt(tokenSet: TokenSet): Promise<TokenSet> {
    const kept = this.#atHome(tokenSet);
    await this.#credentials.writeTokenSet(this.#connection.id, kept);
    await this.#credentials.deleteExchangeNote(this.#connection.id);
    this.#set(kept);
    return kept;
  }

  /** Forgets the token set; the next use signs in anew when the credentials for it are kept. */
  async forget(): Promise<void> {
    this.#set(undefined);
    await this.#credentials.deleteTokenSet(this.#connection.id);
    await this.#credentials.deleteExchangeNote(this.#connection.id);
  }

  #set(tokenSet: TokenSet | undefined): void {
    this.#turn += 1;
    this.#known = tokenSet;
    this.#onDidChange(tokenSet);
  }

  #isGood(tokenSet: TokenSet): boolean {
    return !isExpired(tokenSet, this.#now(), MARGIN_MS);
  }

  #renewOnce(stale: string | undefined, signal: AbortSignal | undefined): Promise<TokenSet> {
    return waitUnlessAborted(
      this.#renewing.run(() => this.#lease.run(this.#connection.id, () => this.#renew(stale))),
      signal,
    );
  }

  /** With the lease in hand: another process may have renewed while this one waited for it. */
  async #renew(stale: string | undefined): Promise<TokenSet> {
    const { id } = this.#connection;
    const stored = await this.#credentials.readTokenSet(id);
    if (stored && stored.accessToken !== stale && this.#isGood(stored)) {
      this.#set(stored);
      return stored;
    }
    const noted = await this.#credentials.readExchangeNote(id);
    const wasKept = noted !== undefined && (stored?.issuedAt?.getTime() ?? 0) >= noted.getTime();
    const interrupted = wasKept ? undefined : noted;
    if (interrupted) this.#onInterrupted(interrupted);
    await this.#credentials.writeExchangeNote(id, this.#now());
    try {
      const tokenSet = this.#atHome(await this.#obtain(stored, interrupted));
      await this.#credentials.writeTokenSet(id, tokenSet); // a rotated refresh token is safe before it is used
      this.#set(tokenSet);
      return tokenSet;
    } finally {
      await this.#credentials.deleteExchangeNote(id);
    }
  }

  /** By the refresh token, or by the kept credentials when that is gone. */
  async #obtain(previous: TokenSet | undefined, interrupted: Date | undefined): Promise<TokenSet> {
    const secrets = await this.#credentials.readSecrets(this.#connection.id);
    let lost: TokenError | undefined;
    try {
      const refreshed = await refreshSilently(this.#connection, secrets, this.#client, previous);
      if (refreshed) return refreshed;
    } catch (error) {
      if (!(error instanceof TokenError && error.failure.kind === 'refreshTokenInvalid')) throw error;
      lost = interrupted ? new TokenError({ kind: 'renewalLost', startedAt: interrupted }, { cause: error }) : error;
      await this.#dropRefreshToken(previous);
    }
    try {
      const signedIn = await silentSignIn(this.#connection, secrets, this.#client, this.#now());
      if (signedIn) return signedIn;
    } catch (error) {
      const isOver = error instanceof TokenError && error.failure.kind === 'refreshTokenInvalid';
      if (!isOver) throw error;
      const { refreshToken: _gone, ...rest } = secrets; // the one that was pasted: it is good no more, either
      await this.#credentials.writeSecrets(this.#connection.id, rest);
      throw lost ?? error;
    }
    throw lost ?? new TokenError({ kind: 'notSignedIn', connection: this.#connection.name });
  }

  /** A refresh token that is good no more is not sent again and again. */
  async #dropRefreshToken(tokenSet: TokenSet | undefined): Promise<void> {
    if (!tokenSet) return;
    const { refreshToken: _gone, refreshExpiresAt: _end, ...rest } = tokenSet;
    await this.#credentials.writeTokenSet(this.#connection.id, rest);
  }

  /** A token answer that names a host which may get no secret changes nothing. */
  #atHome(tokenSet: TokenSet): TokenSet {
    if (mayCarryToken(this.#connection, tokenSet.geolocation)) return tokenSet;
    return { ...tokenSet, geolocation: this.#known?.geolocation ?? this.#connection.geolocation };
  }
}
