import type { ApiFile } from './compile.js';
import type { ApiEntry, CatalogIndex, MediaType, Operation, OperationEntry } from './model.js';
import { inlineReferences } from './schema.js';

/** Reads a file of the compiled catalogue, e.g. `index.json` or `apis/expense-reports-v3.json`. */
export type ReadCatalogFile = (path: string) => Promise<string>;

/** An operation id that the catalogue does not know. */
export class UnknownOperationError extends Error {
  override readonly name = 'UnknownOperationError';
  constructor(readonly operationId: string) {
    super(`The catalogue has no operation ${operationId}.`);
  }
}

/** Everything that can be called. Nothing is read before it is asked for; every file is read once. */
export class Catalog {
  readonly #read: ReadCatalogFile;
  #index: Promise<CatalogIndex> | undefined;
  readonly #files = new Map<string, Promise<ApiFile>>();

  constructor(read: ReadCatalogFile) {
    this.#read = read;
  }

  /** All APIs in brief, sorted by group and title. */
  async apis(): Promise<readonly ApiEntry[]> {
    this.#index ??= this.#readJson<CatalogIndex>('index.json');
    return (await this.#index).apis;
  }

  /** The entry of an operation and its API, or undefined. */
  async find(operationId: string): Promise<{ api: ApiEntry; operation: OperationEntry } | undefined> {
    const apiId = operationId.slice(0, operationId.lastIndexOf('/'));
    const api = (await this.apis()).find(({ id }) => id === apiId);
    const operation = api?.operations.find(({ id }) => id === operationId);
    return api && operation ? { api, operation } : undefined;
  }

  /**
   * Everything known of one operation; schemas are self-contained except where they refer to themselves.
   * @throws {UnknownOperationError}
   */
  async operation(operationId: string): Promise<Operation> {
    const found = await this.find(operationId);
    if (!found) throw new UnknownOperationError(operationId);
    const { api, operation } = found;
    const file = await this.#file(api.id);
    const details = file.operations[operation.name];
    if (!details) throw new UnknownOperationError(operationId);
    const inline = (content: readonly MediaType[]): MediaType[] =>
      content.map((media) => ({ ...media, schema: inlineReferences(media.schema, file.schemas) }));
    return {
      ...operation,
      api: api.id,
      apiTitle: api.title,
      version: api.version,
      group: api.group,
      docs: api.docs,
      errorShape: api.errorShape,
      pagination: api.pagination,
      ...details,
      parameters: details.parameters.map((parameter) => ({
        ...parameter,
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

  #file(apiId: string): Promise<ApiFile> {
    const known = this.#files.get(apiId);
    if (known !== undefined) return known;
    const file = this.#readJson<ApiFile>(`apis/${apiId}.json`);
    this.#files.set(apiId, file);
    return file;
  }

  async #readJson<T>(path: string): Promise<T> {
    return JSON.parse(await this.#read(path)) as T; // our own build wrote it
  }
}
