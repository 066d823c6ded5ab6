import type { ApiFile } from './compile.js';
import { OperationPaths } from './match.js';
import type { ApiEntry, MediaType, Operation, OperationEntry, Parameter } from './model.js';
import { byGroupAndTitle } from './order.js';
import { inlineReferences } from './schema.js';
import type { OperationSearch } from './search.js';
import { type StoredIndex, unpackIndex } from './storedIndex.js';

/** Reads a file of the compiled catalogue, e.g. `index.json` or `apis/expense-reports-v3.json`. */
export type ReadCatalogFile = (path: string) => Promise<string>;

/** APIs beside the built-in ones: those that a person imported. */
export interface OwnApis {
  /** All of them in brief. */
  entries(): Promise<readonly ApiEntry[]>;
  /** One in full, by its id; undefined when it is gone. */
  file(apiId: string): Promise<ApiFile | undefined>;
}

/** APIs kept in full: more than one program calls in turn, and little beside all of them. */
const MAX_FILES = 8;

/** An operation id that the catalogue does not know. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';
  constructor(readonly operationId: string) {
    super(`The catalogue has no operation ${operationId}.`);
  }
}

/** Everything that can be called. Nothing is read before it is asked for; the APIs used last are kept. */
export class Catalog {
  readonly #read: ReadCatalogFile;
  readonly #own: OwnApis | undefined;
  #builtIn: Promise<readonly ApiEntry[]> | undefined;
  #apis: Promise<readonly ApiEntry[]> | undefined;
  #paths: Promise<OperationPaths> | undefined;
  #search: Promise<OperationSearch> | undefined;
  readonly #files = new Map<string, Promise<ApiFile>>();

  constructor(read: ReadCatalogFile, own?: OwnApis) {
    this.#read = read;
    this.#own = own;
  }

  /** All APIs in brief, sorted by group and title; the same array until {@link ownApisChanged}. */
  apis(): Promise<readonly ApiEntry[]> {
    this.#apis ??= this.#readApis();
    return this.#apis;
  }

  /** What finds the operation behind a path or URL. */
  paths(): Promise<OperationPaths> {
    this.#paths ??= this.apis().then((apis) => new OperationPaths(apis));
    return this.#paths;
  }

  /** What finds operations by words; its code is loaded with the first search. */
  search(): Promise<OperationSearch> {
    this.#search ??= Promise.all([import('./search.js'), this.apis()]).then(
      ([code, apis]) => new code.OperationSearch(apis),
    );
    return this.#search;
  }

  /** To be called when the imported APIs are others than before. */
  ownApisChanged(): void {
    this.#apis = undefined;
    this.#paths = undefined;
    this.#search = undefined;
  }

  /** The entry of an operation and its API, or undefined. */
  async find(operationId: string): Promise<{ api: ApiEntry; operation: OperationEntry } | undefined> {
    const apiId = operationId.slice(0, operationId.lastIndexOf('/'));
    const api = (await this.apis()).find(({ id }) => id === apiId);
    const operation = api?.operations.find(({ id }) => id === operationId);
    return api && operation ? { api, operation } : undefined;
  }

  /**
   * Everything known of one operation; its schemas can be read and validated alone.
   * @throws {UnknownOperationError}
   */
  async operation(operationId: string): Promise<Operation> {
    const found = await this.find(operationId);
    if (!found) throw new UnknownOperationError(operationId);
    const { api, operation } = found;
    const file = await this.#file(api);
    const details = file?.operations[operation.name];
    if (!file || !details) throw new UnknownOperationError(operationId);
    const inline = (content: readonly MediaType[]): MediaType[] =>
      content.map((media) => ({ ...media, schema: inlineReferences(media.schema, file.schemas) }));
    const { id, title, summary: _, operations: _all, own, ...facts } = api;
    return {
      ...operation,
      ...facts,
      api: id,
      apiTitle: title,
      ...(own?.server === undefined ? {} : { server: own.server }),
      notes: file.notes,
      ...details,
      parameters: details.parameters.map((parameter) => ({
        ...parameter,
        required: parameter.required && !(details.needsToken && isAuthorization(parameter)),
        schema: inlineReferences(parameter.schema, file.schemas),
      })),
      ...(details.requestBody
        ? { requestBody: { ...details.requestBody, content: inline(details.requestBody.content) } }
        : {}),
      responses: Object.fromEntries(
        Object.entries(details.responses).map(([status, response]) => [
          status,
          { ...response, content: inline(response.content) },
        ]),
      ),
    };
  }

  async #readApis(): Promise<readonly ApiEntry[]> {
    this.#builtIn ??= this.#readJson<StoredIndex>('index.json').then(unpackIndex);
    const [builtIn, own = []] = await Promise.all([this.#builtIn, this.#own?.entries()]);
    return own.length === 0 ? builtIn : [...builtIn, ...own].sort(byGroupAndTitle);
  }

  #file(api: ApiEntry): Promise<ApiFile | undefined> {
    if (api.own) return this.#own?.file(api.id) ?? Promise.resolve(undefined);
    const file = this.#files.get(api.id) ?? this.#readJson<ApiFile>(`apis/${api.id}.json`);
    this.#files.delete(api.id); // the one used last stands last
    this.#files.set(api.id, file);
    const [longestUnused] = this.#files.keys();
    if (this.#files.size > MAX_FILES && longestUnused !== undefined) this.#files.delete(longestUnused);
    return file;
  }

  async #readJson<T>(path: string): Promise<T> {
    return JSON.parse(await this.#read(path)) as T; // our own build wrote it
  }
}

/** Some descriptions ask for the header that the connection of a person fills in anyway. */
function isAuthorization({ in: place, name }: Parameter): boolean {
  return place === 'header' && name.toLowerCase() === 'authorization';
}
