import { randomInt, randomUUID } from 'node:crypto';
import { mayCarryToken } from '../../../auth/connection.js';
import { isConcurUrl } from '../../../auth/geolocation.js';
import { findCompanyId, readPrincipal } from '../../../auth/principal.js';
import { refusalContext } from '../../../auth/scopeCheck.js';
import type { ActiveConnection } from '../../../auth/tokenAuthorizer.js';
import type { Catalog } from '../../../catalog/catalog.js';
import { isMeantForConcur } from '../../../catalog/concurHost.js';
import type { OperationEntry } from '../../../catalog/model.js';
import type { Exchange } from '../../../http/exchange.js';
import type { HttpRequest } from '../../../http/request.js';
import { describeBody } from '../../../http/requestBody.js';
import { completeTarget } from '../../../http/target.js';
import type { Received } from '../../../http/transport.js';
import type { HttpFileRequest } from '../../../httpfile/nodes.js';
import { readDirectives } from '../../../httpfile/run/directives.js';
import { labelOf } from '../../../httpfile/run/events.js';
import type { ConcurName, ReadyRequest, ReadySettings, RunPorts, Sent } from '../../../httpfile/run/ports.js';
import { adviseOnRefusal } from '../../../response/refusal.js';
import type { ConnectionBook } from '../../connections/connectionBook.js';
import { adviseOnError } from '../../host/advice.js';
import type { PreparedRequest } from '../../requests/job.js';
import type { RequestRunner } from '../../requests/requestRunner.js';
import type { NearbyFiles } from './nearbyFiles.js';
import type { Questions } from './questions.js';

/** The editor's record of what was sent. */
export interface RunExchange {
  readonly exchange: Exchange;
  /** Undefined where the catalogue knows no operation behind it. */
  readonly operation: OperationEntry | undefined;
}

/** What the ports of a run are made of. */
export interface PortParts {
  readonly catalog: Catalog;
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly questions: Questions;
  readonly files: NearbyFiles;
  readonly dotenv: Readonly<Record<string, string>>;
}

/** Gives a run the editor's connections, files and questions. One run each. */
export class EditorPorts {
  readonly #parts: PortParts;
  /** What is being sent, behind what waits for it. */
  readonly #path: HttpFileRequest[] = [];
  /** What was sent last. */
  lastPrepared: PreparedRequest | undefined;
  /** Why no answer came, when a message alone said less than the buttons beside it. */
  lastError: unknown;

  constructor(parts: PortParts) {
    this.#parts = parts;
  }

  /** What the run asks of the editor. */
  get ports(): RunPorts<RunExchange> {
    const { questions, files, dotenv } = this.#parts;
    return {
      sources: {
        now: () => new Date(),
        randomUuid: randomUUID,
        randomInt: (min, max) => randomInt(min, max),
        environment: (name) => process.env[name],
        dotenv: (name) => (Object.hasOwn(dotenv, name) ? dotenv[name] : undefined),
      },
      send: (ready, settings, signal) => this.#send(ready, settings, signal),
      concur: (name, signal) => this.#concur(name, signal),
      ask: (prompt, signal) => questions.ask(prompt, signal),
      confirm: (question) => questions.confirm(question),
      readFile: (path) => files.readFile(path),
      writeFile: (path, bytes, overwrites) => files.writeFile(path, bytes, overwrites),
      hasPlaceholders: isMeantForConcur,
    };
  }

  /** Tells that what is asked for from now on belongs to this request. */
  began(request: HttpFileRequest): void {
    this.#path.push(request);
  }

  ended(request: HttpFileRequest): void {
    if (this.#path.at(-1) === request) this.#path.pop();
  }

  async #send(ready: ReadyRequest, settings: ReadySettings, signal: AbortSignal): Promise<Sent<RunExchange>> {
    this.lastError = undefined;
    try {
      const chosen = this.#chosen(settings.connection);
      if (settings.connection !== undefined && !chosen) return unknownConnection(settings.connection);
      const base = ready.url.startsWith('/') ? await this.#geolocation(chosen, signal) : undefined;
      const target = completeTarget(ready, base);
      const owner = (chosen ?? this.#parts.connections.active)?.connection;
      if (settings.token !== undefined && !(owner && mayCarryToken(owner, target.url))) {
        return refuseToken(new URL(target.url).host);
      }
      return await this.#transmit(target, settings, chosen, signal);
    } catch (error) {
      const advice = signal.aborted ? undefined : adviseOnError(error);
      if (!advice) throw error;
      this.lastError = error;
      return { kind: 'failed', message: advice.what };
    }
  }

  async #concur(name: ConcurName, signal: AbortSignal): Promise<string | undefined> {
    const { connections, runner } = this.#parts;
    const request = this.#path.at(-1);
    const wanted = request && readDirectives(request).connection;
    if (wanted === undefined) await runner.geolocation(signal); // joins a sandbox that is offered to this window
    const connection = wanted === undefined ? connections.active : connections.named(wanted);
    if (!connection) return undefined;
    const { accessToken, geolocation } = await connection.keeper.current(signal);
    if (name === 'token') return accessToken;
    if (name === 'geolocation') return geolocation;
    const principal = readPrincipal(accessToken);
    if (name === 'userId') return principal?.kind === 'user' ? principal.id : undefined;
    if (principal?.kind !== 'user') return principal?.kind === 'company' ? principal.id : undefined;
    const { sender, senderFor } = await connections.network();
    return findCompanyId(wanted === undefined ? sender : senderFor(connection), geolocation, principal.id, signal);
  }

  #chosen(name: string | undefined): ActiveConnection | undefined {
    return name === undefined ? undefined : this.#parts.connections.named(name);
  }

  async #geolocation(chosen: ActiveConnection | undefined, signal: AbortSignal): Promise<string | undefined> {
    return chosen ? (await chosen.keeper.current(signal)).geolocation : this.#parts.runner.geolocation(signal);
  }

  async #transmit(
    target: HttpRequest,
    settings: ReadySettings,
    connection: ActiveConnection | undefined,
    signal: AbortSignal,
  ): Promise<Sent<RunExchange>> {
    const { runner, connections } = this.#parts;
    const prepared = await this.#identify(target, connection);
    this.lastPrepared = prepared;
    let received: Received | undefined;
    const request = this.#path.at(-1);
    const exchange = await runner.transmit(prepared, {
      title: request ? labelOf(request) : target.method,
      signal,
      connection,
      isLogged: settings.isLogged,
      token: settings.token,
      settings: {
        // Where a redirect leads elsewhere, only the usual headers would be dropped.
        ...(settings.followsRedirects && settings.token === undefined ? {} : { followRedirects: false }),
        ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
      },
      onReceived: (answer) => {
        received = answer;
      },
    });
    const { response } = received ?? exchange;
    const { operation } = prepared;
    const tokenSet = (connection ?? connections.active)?.keeper.known;
    const advice = adviseOnRefusal(exchange, refusalContext(operation, tokenSet));
    const { totalMs, firstByteMs, downloadMs } = exchange.timings;
    return {
      kind: 'answered',
      exchange: { exchange, operation },
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

  /** Finds the operation behind a request, where it goes to Concur or to the server of a connection. */
  async #identify(request: HttpRequest, connection: ActiveConnection | undefined): Promise<PreparedRequest> {
    const { catalog, runner } = this.#parts;
    const isAtChosen = connection !== undefined && mayCarryToken(connection.connection, request.url);
    if (!isConcurUrl(request.url) && !isAtChosen && !runner.isAtConnection(request.url)) return { request };
    const { origin, pathname } = new URL(request.url);
    const [match] = (await catalog.paths()).find(request.method, pathname, origin);
    if (!match) return { request };
    const { needsToken } = await catalog.operation(match.operation.id);
    return { request, operation: match.operation, needsToken };
  }
}

function unknownConnection(name: string): Sent<never> {
  const message = `No connection is named ${name}. Add it in the Connections view, or correct the name behind @connection.`;
  return { kind: 'failed', message };
}

function refuseToken(host: string): Sent<never> {
  const message = `The token of the connection goes to Concur and to its own sandbox only, not to ${host}. Take {{$concur.token}} out, or correct the host.`;
  return { kind: 'failed', message };
}
