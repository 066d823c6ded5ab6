/** Sends what a run hands over, by the session of the command. */
import { mayCarryToken } from '../../auth/connection.js';
import { findCompanyId, readPrincipal } from '../../auth/principal.js';
import { refusalContext } from '../../auth/scopeCheck.js';
import { adviseOnToken, TokenError } from '../../auth/tokenError.js';
import type { Catalog } from '../../catalog/catalog.js';
import { isMeantForConcur } from '../../catalog/concurHost.js';
import type { Operation } from '../../catalog/model.js';
import type { Exchange } from '../../http/exchange.js';
import { adviseOnSend, SendError } from '../../http/failure.js';
import { maskToken } from '../../http/maskToken.js';
import type { HttpRequest } from '../../http/request.js';
import { describeBody } from '../../http/requestBody.js';
import { completeTarget } from '../../http/target.js';
import type { Received } from '../../http/transport.js';
import type { ConcurName, ReadyRequest, ReadySettings, Sent } from '../../httpfile/run/ports.js';
import { adviseOnRefusal } from '../../response/refusal.js';
import type { Session } from '../session.js';

/** The record of the terminal: the exchange, and the words for what it counts. */
export interface RunExchange {
  readonly exchange: Exchange;
  /** What an answer of this operation lists, e.g. `reports`. */
  readonly resource: string;
}

export class SendPort {
  readonly #session: Session;
  readonly #catalog: Catalog;
  readonly #companyIds = new Map<string, Promise<string | undefined>>();

  constructor(session: Session, catalog: Catalog) {
    this.#session = session;
    this.#catalog = catalog;
  }

  async send(ready: ReadyRequest, settings: ReadySettings, signal: AbortSignal): Promise<Sent<RunExchange>> {
    const { active } = this.#session;
    const { connection } = settings;
    if (connection !== undefined && connection.toLowerCase() !== active?.connection.name.toLowerCase()) {
      const known = active ? `There is ${active.connection.name}.` : 'There is none.';
      return { kind: 'failed', message: `No connection is named ${connection} here. ${known}` };
    }
    try {
      const base = ready.url.startsWith('/') && active ? (await active.keeper.current()).geolocation : undefined;
      const target = completeTarget(ready, base);
      if (settings.token !== undefined && !(active && mayCarryToken(active.connection, target.url))) {
        const { host } = new URL(target.url);
        return {
          kind: 'failed',
          message: `The token of the connection goes to Concur and to its own sandbox only, not to ${host}. Take {{$concur.token}} out, or correct the host.`,
        };
      }
      return await this.#transmit(target, settings, signal);
    } catch (error) {
      if (error instanceof SendError) return { kind: 'failed', message: adviseOnSend(error.failure).what };
      if (error instanceof TokenError) return { kind: 'failed', message: adviseOnToken(error.failure).what };
      throw error;
    }
  }

  /** See {@link ConcurName}. */
  async concur(name: ConcurName, signal: AbortSignal): Promise<string | undefined> {
    const { active, sender } = this.#session;
    if (!active) return undefined;
    try {
      const { accessToken, geolocation } = await active.keeper.current();
      if (name === 'token') return accessToken;
      if (name === 'geolocation') return geolocation;
      const principal = readPrincipal(accessToken);
      if (name === 'userId') return principal?.kind === 'user' ? principal.id : undefined;
      if (principal?.kind === 'company') return principal.id;
      if (this.#session.companyId !== undefined || principal?.kind !== 'user') return this.#session.companyId;
      const { id } = principal;
      const asked = this.#companyIds.get(id) ?? findCompanyId(sender, geolocation, id, signal);
      this.#companyIds.set(id, asked);
      return await asked;
    } catch (error) {
      if (error instanceof SendError || error instanceof TokenError) return undefined;
      throw error;
    }
  }

  /** Whether a URL, or path, is Concur's, or the sandbox's, as far as placeholders let it be read. */
  hasPlaceholders(url: string): boolean {
    return isMeantForConcur(url);
  }

  async #transmit(target: HttpRequest, settings: ReadySettings, signal: AbortSignal): Promise<Sent<RunExchange>> {
    const operation = await this.#findOperation(target);
    let received: Received | undefined;
    const sent = await this.#session.sender.send(target, {
      signal,
      ...(operation ? { operationId: operation.id, needsToken: operation.needsToken } : {}),
      settings: {
        // Only the usual headers are dropped where a redirect leads elsewhere.
        followRedirects: settings.followsRedirects && settings.token === undefined,
        ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
      },
      onReceived: (answer) => {
        received = answer;
      },
    });
    const exchange = settings.token === undefined ? sent : maskToken(sent, settings.token);
    const { response } = received ?? exchange;
    const advice = adviseOnRefusal(exchange, refusalContext(operation, this.#session.active?.keeper.known));
    const { totalMs, firstByteMs, downloadMs } = exchange.timings;
    return {
      kind: 'answered',
      exchange: { exchange, resource: operation?.resource ?? 'items' },
      kept: {
        request: { headers: target.headers, body: target.body === undefined ? '' : describeBody(target.body) },
        response: { status: response.status, headers: response.headers, body: describeBody(response.body) },
      },
      url: target.url,
      storable: exchange.response.body,
      durations: { total: totalMs, firstByte: firstByteMs, download: downloadMs },
      refusal: advice?.what,
    };
  }

  async #findOperation({ method, url }: HttpRequest): Promise<Operation | undefined> {
    const { origin, pathname } = new URL(url);
    const [match] = (await this.#catalog.paths()).find(method, pathname, origin);
    return match && this.#catalog.operation(match.operation.id);
  }
}
