import type { OwnApis } from '../catalog.js';
import type { ApiFile } from '../compile.js';
import type { ApiEntry } from '../model.js';
import { type ImportedApi, takeId, withId } from './importedApi.js';

/** Named texts that survive a restart; the editor keeps them below its global storage. */
export interface TextStorage {
  /** Undefined when there is none of this name. */
  read(name: string): Promise<string | undefined>;
  /** All or nothing: a crash in the middle leaves what was there before. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const INDEX = 'index.json';

/** What the index holds: all APIs in brief, and the file that each was read from, by its id. */
interface StoredApis {
  readonly format: 1;
  readonly apis: readonly ApiEntry[];
  readonly paths: Readonly<Record<string, string>>;
}

const EMPTY: StoredApis = { format: 1, apis: [], paths: {} };

/** The APIs that a person imported, kept across restarts. Changes happen one after the other. */
export class OwnApiStore implements OwnApis {
  readonly #storage: TextStorage;
  readonly #onChange: () => void;
  #entries: Promise<readonly ApiEntry[]> | undefined;
  #lastChange: Promise<unknown> = Promise.resolve();

  /** @param onChange called when APIs came, went or changed */
  constructor(storage: TextStorage, onChange: () => void) {
    this.#storage = storage;
    this.#onChange = onChange;
  }

  entries(): Promise<readonly ApiEntry[]> {
    this.#entries ??= this.#readIndex().then(
      ({ apis }) => apis,
      (error: unknown) => {
        this.#entries = undefined; // asked again, it may be read
        throw error;
      },
    );
    return this.#entries;
  }

  async file(apiId: string): Promise<ApiFile | undefined> {
    const text = await this.#storage.read(fileName(apiId));
    return text === undefined ? undefined : (parseJson(text) as ApiFile | undefined); // written below
  }

  /**
   * Keeps these APIs in place of all that came from the same source before; one of the same title and version keeps its
   * id, with all that is remembered about it.
   * @param unread files of the source that could not be read this time; what came from them before stays
   * @returns the entries of these APIs, with the ids that they have by now
   */
  replace(source: string, apis: readonly ImportedApi[], unread: readonly string[] = []): Promise<readonly ApiEntry[]> {
    return this.#change(async (stored) => {
      const isReplaced = ({ id, own }: ApiEntry): boolean =>
        own?.source === source && !unread.includes(stored.paths[id] ?? source);
      const before = stored.apis.filter(isReplaced);
      const others = stored.apis.filter((api) => !isReplaced(api));
      const added = chooseIds(apis, before, others);
      const entries = added.map(({ entry }) => entry);
      for (const { entry, file } of added) await this.#storage.write(fileName(entry.id), JSON.stringify(file));
      await this.#writeIndex([...others, ...entries], {
        ...stored.paths,
        ...Object.fromEntries(added.map(({ entry, path }) => [entry.id, path])),
      });
      const gone = before.filter(({ id }) => !entries.some((entry) => entry.id === id));
      for (const { id } of gone) await this.#storage.remove(fileName(id));
      return entries;
    });
  }

  /** Forgets one API; its file is not touched. */
  remove(apiId: string): Promise<void> {
    return this.#change(async ({ apis, paths }) => {
      if (!apis.some(({ id }) => id === apiId)) return;
      await this.#writeIndex(
        apis.filter(({ id }) => id !== apiId),
        paths,
      );
      await this.#storage.remove(fileName(apiId));
    });
  }

  /** Reads the index anew: another window may have changed it. */
  #change<T>(work: (stored: StoredApis) => Promise<T>): Promise<T> {
    const change = this.#lastChange.then(async () => work(await this.#readIndex()));
    this.#lastChange = change.catch(() => undefined); // whoever asked for it hears of it
    return change;
  }

  async #readIndex(): Promise<StoredApis> {
    const text = await this.#storage.read(INDEX);
    const stored = text === undefined ? undefined : parseJson(text);
    if (!isStored(stored)) return EMPTY; // damaged: the built-in APIs must not be lost with it
    return { format: 1, apis: stored.apis.filter(isEntry), paths: stored.paths ?? {} };
  }

  async #writeIndex(apis: readonly ApiEntry[], paths: Readonly<Record<string, string>>): Promise<void> {
    const kept = Object.fromEntries(Object.entries(paths).filter(([id]) => apis.some((api) => api.id === id)));
    await this.#storage.write(INDEX, JSON.stringify({ format: 1, apis, paths: kept } satisfies StoredApis));
    this.#entries = Promise.resolve(apis);
    this.#onChange();
  }
}

/** Gives an API the id that it had before, where it was there; else its own, or one like it that is free. */
function chooseIds(
  apis: readonly ImportedApi[],
  before: readonly ApiEntry[],
  others: readonly ApiEntry[],
): readonly ImportedApi[] {
  const taken = new Set(others.map(({ id }) => id));
  const known = apis.map(({ entry }) => {
    const same = before.find((api) => isSame(api, entry) && !taken.has(api.id));
    return same && takeId(same.id, taken);
  });
  return apis.map((api, i) => ({ ...api, entry: withId(api.entry, known[i] ?? takeId(api.entry.id, taken)) }));
}

function isSame(a: ApiEntry, b: ApiEntry): boolean {
  return a.title === b.title && a.version === b.version && a.own?.server === b.own?.server;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // damaged, as if it were not there
  }
}

/** Looked at as far as a wrong shape could break the tree, without loading a schema library. */
function isStored(value: unknown): value is Omit<StoredApis, 'paths'> & Partial<StoredApis> {
  const { format, apis, paths } = (value ?? {}) as Partial<Record<keyof StoredApis, unknown>>;
  return format === 1 && Array.isArray(apis) && typeof (paths ?? {}) === 'object';
}

function isEntry(value: unknown): value is ApiEntry {
  const { id, title, version, group, own, formats, operations } = (value ?? {}) as Partial<Record<string, unknown>>;
  return (
    [id, title, version, group].every((text) => typeof text === 'string') &&
    typeof (own as { source?: unknown } | null | undefined)?.source === 'string' &&
    Array.isArray(formats) &&
    Array.isArray(operations) &&
    operations.every((operation) => typeof operation?.id === 'string' && typeof operation.path === 'string')
  );
}

function fileName(apiId: string): string {
  return `${encodeURIComponent(apiId)}.json`;
}
