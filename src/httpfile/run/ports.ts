/** What a run needs of the surface it runs in: the editor and the terminal each give it in their way. */
import type { HttpFileRequest } from '../nodes.js';
import type { SystemSources } from '../variables/systemVariables.js';
import type { KeptExchange } from './answer.js';
import type { Durations } from './assertions.js';
import type { Prompt } from './directives.js';

/** A request with everything put in. */
export interface ReadyRequest {
  readonly method: string;
  /** May be a path alone, for the connection's geolocation. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
}

/** How a request is to be sent. */
export interface ReadySettings {
  readonly followsRedirects: boolean;
  readonly timeoutMs?: number | undefined;
  /** Name of the connection of `# @connection`; undefined: the one in use. */
  readonly connection?: string | undefined;
  /** False for `# @no-log`: the exchange must not enter history or log. */
  readonly isLogged: boolean;
  /**
   * The connection's token, where the file put it into the request itself (`{{$concur.token}}`). It may go only where the
   * connection's token may go, never along a redirect to elsewhere, and must be masked in whatever is kept.
   */
  readonly token?: string | undefined;
}

/** How sending went. `Exchange` is the surface's own record, which the run only hands on. */
export type Sent<Exchange> =
  | {
      readonly kind: 'answered';
      readonly exchange: Exchange;
      /** As it came, secrets included, for other requests of the run to refer to; never stored. */
      readonly kept: KeptExchange;
      /** Absolute URL of the request. */
      readonly url: string;
      /** The body as it may be written to a file: secrets are masked. */
      readonly storable: Uint8Array;
      readonly durations: Durations;
      /** One sentence, where the answer is a refusal. */
      readonly refusal?: string | undefined;
    }
  /** No answer came; `message` is one sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** A question to be answered by yes or no. */
export type Confirmation =
  /** `# @note`: the text is '' where the file says nothing more. */
  | { readonly kind: 'note'; readonly request: HttpFileRequest; readonly text: string }
  /** Another request refers to this one, which would change something. */
  | { readonly kind: 'unsafe'; readonly request: HttpFileRequest; readonly neededBy: HttpFileRequest };

/** What the connection knows, by the word behind `$concur.`. */
export type ConcurName = 'token' | 'geolocation' | 'userId' | 'companyId';

/** Contents of a file, or one sentence that says why there are none. */
export type FileRead = { readonly bytes: Uint8Array } | { readonly problem: string };

export interface RunPorts<Exchange> {
  readonly sources: SystemSources;
  /** Sends; rejects only for bugs and with the signal's reason. */
  send(request: ReadyRequest, settings: ReadySettings, signal: AbortSignal): Promise<Sent<Exchange>>;
  /** Asks for a value; undefined: the person gives none. */
  ask(prompt: Prompt, signal: AbortSignal): Promise<string | undefined>;
  confirm(question: Confirmation, signal: AbortSignal): Promise<boolean>;
  /** @param path as written, relative to the request file; whatever lies outside the trusted folders is a problem */
  readFile(path: string): Promise<FileRead>;
  /**
   * Writes into the trusted folders; beside a file that is there unless `overwrites`.
   * @returns the path that was written, or a problem
   */
  writeFile(
    path: string,
    bytes: Uint8Array,
    overwrites: boolean,
  ): Promise<{ readonly path: string } | { readonly problem: string }>;
  /** Undefined where there is no connection, or it does not know. */
  concur(name: ConcurName, signal: AbortSignal): Promise<string | undefined>;
  /** Whether `{name}` and `<name>` in a request to this URL (or path) are Concur's placeholders. */
  hasPlaceholders(url: string): boolean;
}
