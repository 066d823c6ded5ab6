import { variablesByName } from '../checks.js';
import type { HttpFile, HttpFileRequest } from '../nodes.js';
import { Substitution, type VariableScope } from '../variables/substitution.js';
import { unknownOfConnection } from '../variables/variableFindings.js';
import { checkAnswer, describeIgnored, saveAnswer } from './aftermath.js';
import { Asking } from './asking.js';
import { type Directives, readDirectives, readInlinePrompt } from './directives.js';
import { isFailure, labelOf, type RunEvent, type RunOutcome, type RunResult } from './events.js';
import { collectExpressions, readResponseReference, textsOf } from './expressions.js';
import { RunMemory } from './memory.js';
import type { ConcurName, RunPorts, Sent } from './ports.js';
import { NotReadyError, prepareRequest } from './prepare.js';

export interface RunOptions {
  /** Given from outside: win over the file. */
  readonly values?: Readonly<Record<string, string>>;
  /** Of the chosen environment. */
  readonly environmentValues?: Readonly<Record<string, string>>;
  /** What was answered before, to go on with; a new one without. */
  readonly memory?: RunMemory;
  /** Whether what follows a failure is still sent. Default false. */
  readonly keepsGoing?: boolean;
  /** Ends the run; what is on its way is cancelled. */
  readonly signal?: AbortSignal;
}

/**
 * Sends requests of a file in order, each after what it refers to. Tells every start and end as it happens; whoever
 * stops reading stops the run after the request that is on its way. Scripts are never run.
 */
export function runRequests<Exchange>(
  file: HttpFile,
  requests: readonly HttpFileRequest[],
  ports: RunPorts<Exchange>,
  options: RunOptions = {},
): AsyncGenerator<RunEvent<Exchange>, void> {
  return new RequestRun(file, ports, options).run(requests);
}

/** What one request of a run is sent with. */
interface Turn {
  readonly request: HttpFileRequest;
  readonly directives: Directives;
  readonly isDependency: boolean;
  /** The requests that wait for this one, this one included. */
  readonly path: readonly HttpFileRequest[];
}

type Events<Exchange, Result> = AsyncGenerator<RunEvent<Exchange>, Result>;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

class RequestRun<Exchange> {
  readonly #file: HttpFile;
  readonly #ports: RunPorts<Exchange>;
  readonly #options: RunOptions;
  readonly #memory: RunMemory;
  readonly #asking: Asking;
  readonly #signal: AbortSignal;
  readonly #byName: ReadonlyMap<string, HttpFileRequest>;
  readonly #done = new Set<HttpFileRequest>();

  constructor(file: HttpFile, ports: RunPorts<Exchange>, options: RunOptions) {
    this.#file = file;
    this.#ports = ports;
    this.#options = options;
    this.#memory = options.memory ?? new RunMemory(ports.sources.now);
    this.#signal = options.signal ?? new AbortController().signal;
    this.#asking = new Asking(ports, this.#memory, this.#signal);
    this.#byName = new Map(
      file.requests.flatMap((request) => (request.name ? [[request.name, request] as const] : [])),
    );
  }

  async *run(requests: readonly HttpFileRequest[]): Events<Exchange, void> {
    let hasFailed = false;
    for (const request of requests) {
      if (this.#signal.aborted) return;
      // What another request needed was sent for this run already.
      if (this.#done.has(request)) continue;
      if (hasFailed && this.#options.keepsGoing !== true) {
        yield this.#finish(newTurn(request), {
          kind: 'skipped',
          message: 'Not sent, because a request before it failed.',
        });
        continue;
      }
      hasFailed = !(yield* this.#take(newTurn(request))) || hasFailed;
    }
  }

  /** Sends a request as often as it says; whether all went well. */
  async *#take(turn: Turn): Events<Exchange, boolean> {
    const { request, directives } = turn;
    if (directives.isDisabled) {
      yield this.#finish(turn, { kind: 'skipped', message: 'Not sent, because it is disabled.' });
      return true;
    }
    if (directives.loop === undefined) return yield* this.#pass(turn, {}, undefined);
    const { count, variable, values } = directives.loop;
    let isWell = true;
    for (let pass = 0; pass < count && !this.#signal.aborted; pass += 1) {
      const own = { $index: String(pass), ...(variable === undefined ? {} : { [variable]: values?.[pass] ?? '' }) };
      isWell = (yield* this.#pass(turn, own, pass)) && isWell;
      if (!isWell && this.#options.keepsGoing !== true) break;
    }
    this.#done.add(request);
    return isWell;
  }

  async *#pass(turn: Turn, own: Readonly<Record<string, string>>, pass: number | undefined): Events<Exchange, boolean> {
    let outcome: RunOutcome<Exchange>;
    const notes: string[] = [];
    yield { kind: 'started', request: turn.request, isDependency: turn.isDependency };
    try {
      outcome = yield* this.#send(turn, own, pass, notes);
    } catch (error) {
      if (this.#signal.aborted) outcome = { kind: 'cancelled' };
      else if (error instanceof NotReadyError) outcome = { kind: 'failed', message: error.message, range: error.range };
      else throw error;
    }
    this.#done.add(turn.request);
    const event = this.#finish(turn, outcome, notes, pass);
    yield event;
    return !isFailure(event.result) && outcome.kind !== 'cancelled';
  }

  async *#send(
    turn: Turn,
    own: Readonly<Record<string, string>>,
    pass: number | undefined,
    notes: string[],
  ): Events<Exchange, RunOutcome<Exchange>> {
    const { request, directives } = turn;
    if (directives.note !== undefined) {
      const isWanted = await this.#ports.confirm({ kind: 'note', request, text: directives.note }, this.#signal);
      if (!isWanted) return { kind: 'skipped', message: 'Not sent, because you did not confirm it.' };
    }
    for (const reference of directives.references) yield* this.#require(reference.name, turn, reference.isForced);
    const values = {
      ...(await this.#asking.prompted(directives, this.#options.values ?? {})),
      ...this.#options.values,
      ...own,
    };
    const looked = yield* this.#gather(turn, values);
    const scope: VariableScope = {
      ...this.#ports.sources,
      values,
      environmentValues: this.#options.environmentValues ?? {},
      lookUp: (expression) => looked(expression),
    };
    const substitution = new Substitution(this.#file.variables, scope);
    const ready = await prepareRequest(request, {
      ports: { ...this.#ports, concur: (name) => this.#asking.concur(name) },
      substitution,
      isSet: (name) => this.#isSet(name, values),
      given: this.#memory.given,
      signal: this.#signal,
    });
    this.#signal.throwIfAborted();
    const { followsRedirects, timeoutMs, connection, isLogged, usesCookies } = directives;
    const cookies =
      usesCookies && /^https?:/i.test(ready.url) && URL.canParse(ready.url)
        ? this.#memory.cookies.headerFor(ready.url)
        : undefined;
    const hasCookies = ready.headers.some(([name]) => name.toLowerCase() === 'cookie');
    const sent = await this.#ports.send(
      cookies === undefined || hasCookies ? ready : { ...ready, headers: [...ready.headers, ['Cookie', cookies]] },
      { followsRedirects, timeoutMs, connection, isLogged, token: this.#asking.tokenIn(ready) },
      this.#signal,
    );
    if (sent.kind === 'failed') return sent;
    if (usesCookies) this.#memory.cookies.keep(sent.url, sent.kept.response.headers);
    this.#remember(request, sent, pass);
    notes.push(...describeIgnored(request, directives));
    notes.push(...(await saveAnswer(request, sent.storable, substitution, this.#ports)));
    return {
      kind: 'answered',
      exchange: sent.exchange,
      status: sent.kept.response.status,
      refusal: sent.refusal,
      durationMs: sent.durations.total,
      assertions: checkAnswer(request, sent.kept, sent.durations, substitution),
    };
  }

  /** Sends a request that another one needs, unless its answer is there. */
  async *#require(name: string, { path, request: neededBy }: Turn, isForced: boolean): Events<Exchange, void> {
    const needed = this.#byName.get(name);
    if (!needed) throw new NotReadyError(`No request in this file is named ${name}. Correct the name, or name one so.`);
    if (this.#memory.answers.has(name) && !isForced) return;
    if (path.includes(needed))
      throw new NotReadyError(
        `${labelOf(neededBy)} and ${name} wait for each other. Send one of them without the other.`,
      );
    if (!SAFE_METHODS.has(needed.method) && !this.#done.has(needed)) {
      const isWanted = await this.#ports.confirm({ kind: 'unsafe', request: needed, neededBy }, this.#signal);
      if (!isWanted)
        throw new NotReadyError(`Not sent, because it needs the answer to ${name}, which you did not want sent.`);
    }
    const isWell = yield* this.#take({ ...newTurn(needed), isDependency: true, path: [...path, needed] });
    this.#signal.throwIfAborted();
    if (!this.#memory.answers.has(name) || !isWell)
      throw new NotReadyError(`Not sent, because ${name}, which it needs, failed.`);
  }

  /** Gets everything that can only be had by waiting; what comes back knows it at once. */
  async *#gather(
    turn: Turn,
    values: Readonly<Record<string, string>>,
  ): Events<Exchange, NonNullable<VariableScope['lookUp']>> {
    const { request } = turn;
    const known = new Map<string, string>();
    const texts = [...textsOf(request), ...(await this.#filesWithVariables(request))];
    const expressions = collectExpressions(this.#file, texts, values, this.#options.environmentValues ?? {});
    for (const expression of expressions) {
      const concur = readConcurName(expression);
      const prompt = readInlinePrompt(expression);
      const name = readResponseReference(expression)?.name;
      if (concur) {
        const value = await this.#asking.concur(concur);
        if (value !== undefined) known.set(expression, value);
      } else if (prompt) {
        known.set(expression, await this.#asking.ask(prompt));
      } else if (name !== undefined && this.#byName.has(name) && name !== request.name) {
        yield* this.#require(name, turn, false);
      }
    }
    return (expression) => {
      const value = known.get(expression);
      if (value !== undefined) return { value };
      if (Object.hasOwn(values, expression)) return { value: values[expression] ?? '' };
      if (readConcurName(expression)) return { finding: (range) => unknownOfConnection(expression, range) };
      return this.#memory.lookUp(this.#file, expression);
    };
  }

  /** What stands in the files of `<@`, whose variables count, too. A file that cannot be read is told later. */
  async #filesWithVariables({ bodyParts }: HttpFileRequest): Promise<readonly string[]> {
    const texts: string[] = [];
    for (const part of bodyParts) {
      if (part.kind !== 'file' || !part.hasVariables || part.path.includes('{{')) continue;
      const read = await this.#ports.readFile(part.path);
      if ('bytes' in read) texts.push(new TextDecoder().decode(read.bytes));
    }
    return texts;
  }

  #isSet(name: string, values: Readonly<Record<string, string>>): boolean {
    return (
      Object.hasOwn(values, name) ||
      variablesByName(this.#file.variables).has(name) ||
      Object.hasOwn(this.#options.environmentValues ?? {}, name)
    );
  }

  #remember({ name }: HttpFileRequest, { kept }: Extract<Sent<Exchange>, { kind: 'answered' }>, pass?: number): void {
    if (name === undefined) return;
    this.#memory.answers.set(name, kept);
    if (pass !== undefined) this.#memory.answers.set(`${name}${pass}`, kept);
  }

  #finish(
    { request, isDependency, directives }: Turn,
    outcome: RunOutcome<Exchange>,
    notes: readonly string[] = [],
    pass?: number,
  ): { readonly kind: 'finished'; readonly result: RunResult<Exchange> } {
    return { kind: 'finished', result: { request, pass, isDependency, outcome, notes, isLogged: directives.isLogged } };
  }
}

function newTurn(request: HttpFileRequest): Turn {
  return { request, directives: readDirectives(request), isDependency: false, path: [request] };
}

function readConcurName(expression: string): ConcurName | undefined {
  const name = /^\$concur\.(\w+)$/.exec(expression)?.[1];
  return name === 'token' || name === 'geolocation' || name === 'userId' || name === 'companyId' ? name : undefined;
}
