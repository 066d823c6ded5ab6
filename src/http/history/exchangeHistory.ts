import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Exchange } from '../exchange.js';
import { fitsQuery, type HistoryEntry, type HistoryLine, parseHistoryLine, toHistoryEntry } from './historyEntry.js';
import { parseExchange, type RememberedExchange, serializeExchange } from './storedExchange.js';

export interface HistoryOptions {
  /** Absolute path; made with the first exchange. */
  readonly folder: string;
  /** The oldest go when there are more, or when their files take more than `maxBytes`. */
  readonly maxCount: number;
  readonly maxBytes: number;
}

/** Lines of the log that say nothing any more, beyond which it is written anew. */
const DEAD_LINES = 500;

/** Lines that are read in one go: some milliseconds' worth, so that a long history holds up nobody else. */
const LINES_PER_TURN = 500;

/**
 * Past exchanges on disk: a log with a line for each, and a file for each. Nothing is read before it is asked for, and
 * whoever adds one waits for nothing. A crash in mid-write loses at most the exchange that was being written.
 */
export class ExchangeHistory {
  readonly #options: HistoryOptions;
  readonly #log: string;
  readonly #listeners = new Set<() => void>();
  #loaded: Promise<Map<string, HistoryEntry>> | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #bytes = 0;
  #deadLines = 0;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#log = path.join(options.folder, 'log.jsonl');
  }

  /** Calls back after every change. @returns what ends it */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Remembers an exchange; resolves when it is on disk. */
  add(exchange: Exchange): Promise<void> {
    return this.#write(async (entries) => {
      const text = serializeExchange(exchange);
      const file = this.#fileOf(exchange.id);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
      const entry = toHistoryEntry(exchange, Buffer.byteLength(text));
      await this.#append({ add: entry });
      entries.set(entry.id, entry);
      this.#bytes += entry.storedBytes;
      await this.#drop(entries, this.#tooMany(entries));
    });
  }

  /** What is remembered, newest first. @param query words that all have to occur; all entries without */
  async list(query = ''): Promise<readonly HistoryEntry[]> {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: HistoryEntry[] = [];
    for (const entry of (await this.#load()).values()) if (fitsQuery(entry, words)) found.push(entry);
    return found.reverse().sort((a, b) => b.at - a.at);
  }

  /** One exchange with its body; undefined when it is not there any more. */
  async read(id: string): Promise<RememberedExchange | undefined> {
    if (!(await this.#load()).has(id)) return undefined;
    const text = await readFile(this.#fileOf(id), 'utf8').catch(() => undefined); // removed by hand, or by another window
    return text === undefined ? undefined : parseExchange(text);
  }

  delete(ids: readonly string[]): Promise<void> {
    return this.#write((entries) => this.#drop(entries, ids));
  }

  clear(): Promise<void> {
    return this.#write(async (entries) => {
      entries.clear();
      this.#bytes = 0;
      this.#deadLines = 0;
      await rm(this.#options.folder, { recursive: true, force: true });
    });
  }

  /** One change after the other. A failure reaches who asked for it, and not the next. */
  #write(change: (entries: Map<string, HistoryEntry>) => Promise<void>): Promise<void> {
    const done = this.#writing.then(async () => change(await this.#load()));
    this.#writing = done.catch(() => undefined);
    return done.then(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  #load(): Promise<Map<string, HistoryEntry>> {
    this.#loaded ??= this.#readLog();
    return this.#loaded;
  }

  async #readLog(): Promise<Map<string, HistoryEntry>> {
    const entries = new Map<string, HistoryEntry>();
    const text = await readFile(this.#log, 'utf8').catch(() => ''); // none yet
    let lines = 0;
    for (const piece of text.split('\n')) {
      const line = parseHistoryLine(piece);
      if (piece !== '') lines += 1;
      if (lines % LINES_PER_TURN === 0) await nextTurn();
      if (!line) continue;
      if ('add' in line) entries.set(line.add.id, line.add);
      else for (const id of line.remove) entries.delete(id);
    }
    this.#deadLines = lines - entries.size;
    for (const { storedBytes } of entries.values()) this.#bytes += storedBytes;
    return entries;
  }

  #tooMany(entries: ReadonlyMap<string, HistoryEntry>): readonly string[] {
    const gone: string[] = [];
    let bytes = this.#bytes;
    for (const { id, storedBytes } of entries.values()) {
      if (entries.size - gone.length <= this.#options.maxCount && bytes <= this.#options.maxBytes) break;
      gone.push(id);
      bytes -= storedBytes;
    }
    return gone;
  }

  async #drop(entries: Map<string, HistoryEntry>, ids: readonly string[]): Promise<void> {
    const known = ids.filter((id) => entries.has(id));
    if (known.length === 0) return;
    await this.#append({ remove: known });
    for (const id of known) {
      this.#bytes -= entries.get(id)?.storedBytes ?? 0;
      entries.delete(id);
      await rm(this.#fileOf(id), { force: true });
    }
    this.#deadLines += known.length + 1;
    if (this.#deadLines > Math.max(DEAD_LINES, entries.size)) await this.#compact(entries);
  }

  /** A line begins with its break, so that one that a crash cut off spoils no other. */
  async #append(line: HistoryLine): Promise<void> {
    await appendFile(this.#log, `\n${JSON.stringify(line)}`, { mode: 0o600 });
  }

  async #compact(entries: ReadonlyMap<string, HistoryEntry>): Promise<void> {
    const lines = [...entries.values()].map((add) => JSON.stringify({ add }));
    await writeFile(`${this.#log}.new`, lines.join('\n'), { mode: 0o600 });
    await rename(`${this.#log}.new`, this.#log);
    this.#deadLines = 0;
  }

  /** Spread over folders by day would not help: an exchange is found by its id. */
  #fileOf(id: string): string {
    return path.join(this.#options.folder, 'exchanges', `${id.replace(/[^\w-]/g, '_')}.json`);
  }
}

/** Entries of one day, newest first. */
export interface HistoryDay {
  /** Midnight at its beginning, in local time. */
  readonly day: Date;
  readonly entries: readonly HistoryEntry[];
}

/** Groups a list by local days, in its order. */
export function groupByDay(entries: readonly HistoryEntry[]): readonly HistoryDay[] {
  const days = new Map<number, HistoryEntry[]>();
  for (const entry of entries) {
    const day = new Date(entry.at).setHours(0, 0, 0, 0);
    const known = days.get(day);
    if (known) known.push(entry);
    else days.set(day, [entry]);
  }
  return [...days].map(([day, grouped]) => ({ day: new Date(day), entries: grouped }));
}
