import type { SecretStorage, TextDocument, Uri } from 'vscode';
import type { Catalog } from '../../../catalog/catalog.js';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import type { RunEvent, RunResult } from '../../../httpfile/run/events.js';
import { RunMemory } from '../../../httpfile/run/memory.js';
import type { RunPorts } from '../../../httpfile/run/ports.js';
import { runRequests } from '../../../httpfile/run/runRequests.js';
import { type Disposable, DisposableStore } from '../../../kernel/disposable.js';
import type { ConnectionBook } from '../../connections/connectionBook.js';
import type { PreparedRequest } from '../../requests/job.js';
import type { RequestRunner } from '../../requests/requestRunner.js';
import { secretValues } from '../language/secretNames.js';
import { EditorPorts, type RunExchange } from './editorPorts.js';
import type { EnvironmentChoice } from './environmentChoice.js';
import { filesAround } from './nearbyFiles.js';
import { Questions } from './questions.js';
import type { RequestOutcomes } from './requestOutcomes.js';
import { keysOf } from './requestSource.js';

/** What runs are made of. */
export interface RunParts {
  readonly catalog: Catalog;
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly environment: EnvironmentChoice;
  /** Holds what files refer to as `{{$concur.secret NAME}}`. */
  readonly secrets: SecretStorage;
  readonly outcomes: RequestOutcomes;
}

export interface RunChoice {
  readonly document: TextDocument;
  readonly file: HttpFile;
  readonly requests: readonly HttpFileRequest[];
  readonly keepsGoing: boolean;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: RunEvent<RunExchange>) => void;
}

/** How a run went. */
export interface RunReport {
  readonly results: readonly RunResult<RunExchange>[];
  /** What was sent last; undefined when nothing was. */
  readonly lastPrepared: PreparedRequest | undefined;
  /** An expected error that ended the last sending, with more to say than its message. */
  readonly lastError: unknown;
}

/**
 * Runs requests of documents, one run after the other or side by side. Answers and cookies are remembered per file for
 * as long as the window and its choice of connection and environment last.
 */
export class RequestRuns implements Disposable {
  readonly #store = new DisposableStore();
  readonly #parts: RunParts;
  readonly #questions = new Questions();
  readonly #memories = new Map<string, RunMemory>();
  #user: string | undefined;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#store.add(parts.environment.onDidChange(() => this.#memories.clear()));
    this.#store.add(parts.connections.onDidChange(() => this.#forgetOthers()));
  }

  async run({ document, file, requests, keepsGoing, signal, onEvent }: RunChoice): Promise<RunReport> {
    const { catalog, connections, runner, environment, outcomes } = this.#parts;
    await connections.load();
    const files = await filesAround(document);
    const environments = await files.environments();
    const editor = new EditorPorts({
      catalog,
      connections,
      runner,
      questions: this.#questions,
      files,
      dotenv: environments.dotenv(environment.name),
    });
    const memory = this.#memoryOf(document.uri);
    for (const name of memory.given.keys()) {
      if (!name.includes('-askonce')) memory.given.delete(name); // asked for again, with the last answer in the box
    }
    const keys = keysOf(file.requests);
    const keyFor = new Map(file.requests.map((request, index) => [request, keys[index] ?? '']));
    const results: RunResult<RunExchange>[] = [];
    const environmentValues = environments.values(environment.name);
    const secrets = await secretValues(this.#parts.secrets, file.text);
    for await (const event of runRequests(file, requests, withoutTraces(editor.ports, Object.values(secrets)), {
      values: secrets,
      environmentValues,
      memory,
      keepsGoing,
      signal,
    })) {
      if (event.kind === 'started') editor.began(event.request);
      else {
        const { request } = event.result;
        editor.ended(request);
        results.push(event.result);
        outcomes.set(document.uri, keyFor.get(request) ?? '', event.result);
      }
      onEvent?.(event);
    }
    return { results, lastPrepared: editor.lastPrepared, lastError: editor.lastError };
  }

  dispose(): void {
    this.#store.dispose();
  }

  #memoryOf(uri: Uri): RunMemory {
    const key = uri.toString();
    const known = this.#memories.get(key) ?? new RunMemory(() => new Date());
    this.#memories.set(key, known);
    return known;
  }

  /** Answers that belong to another connection are of no use to this one, and none of its business. */
  #forgetOthers(): void {
    const user = this.#parts.connections.active?.connection.id;
    if (user === this.#user) return;
    // With the first connection nothing is forgotten: it may have come with the request that is being sent.
    if (this.#user !== undefined) this.#memories.clear();
    this.#user = user;
  }
}

/** A request with a value of the secret store in it enters neither history nor log. */
function withoutTraces(ports: RunPorts<RunExchange>, secrets: readonly string[]): RunPorts<RunExchange> {
  if (secrets.length === 0) return ports;
  return {
    ...ports,
    send: (request, settings, signal) => {
      const texts = [request.url, ...request.headers.flat(), Buffer.from(request.body ?? '').toString('utf8')];
      const isSecret = secrets.some((secret) => texts.some((text) => text.includes(secret)));
      return ports.send(request, isSecret ? { ...settings, isLogged: false } : settings, signal);
    },
  };
}
