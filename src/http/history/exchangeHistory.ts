import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { FileLease } from '../../kernel/fileLease.js';
import type { Lease } from '../../kernel/lease.js';
import type { Exchange } from '../exchange.js';
import { fitsQuery, type HistoryEntry, toHistoryEntry } from './historyEntry.js';
import { HistoryLog } from './historyLog.js';
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

/**
 * Past exchanges on disk: a log with a line for each, and a file for each. Nothing is read before it is asked for, and
 * whoever adds one waits for nothing. A crash in mid-write loses at most the exchange that was being written. Several
 * windows share a folder: they write in turn, and each sees what the others did.
 */
export class ExchangeHistory {
  readonly #options: HistoryOptions;
  readonly #log: HistoryLog;
  readonly #lease: Lease;
  readonly #listeners = new Set<() => void>();
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#log = new HistoryLog(path.join(options.folder, 'log.jsonl'));
    this.#lease = new FileLease(options.folder);
  }

  /** Calls back after every change of this window. @returns what ends it */
  onDidChange(listener: () => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Remembers an exchange; resolves when it is on disk. */
  add(exchange: Exchange): Promise<void> {
    return this.#write(async () => {
      const text = serializeExchange(exchange);
      const file = this.#fileOf(exchange.id);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.new`, text, { mode: 0o600 });
      await rename(`${file}.new`, file);
      await this.#log.append({ add: toHistoryEntry(exchange, Buffer.byteLength(text)) });
      await this.#drop(this.#tooMany());
    });
  }

  /** What is remembered, newest first. @param query words that all have to occur; all entries without */
  async list(query = ''): Promise<readonly HistoryEntry[]> {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const found: HistoryEntry[] = [];
    for (const entry of (await this.#log.read()).values()) if (fitsQuery(entry, words)) found.push(entry);
    return found.reverse().sort((a, b) => b.at - a.at);
  }

  /** One exchange with its body; undefined when it is not there any more. */
  async read(id: string): Promise<RememberedExchange | undefined> {
    if (!(await this.#log.read()).has(id)) return undefined;
    const text = await readFile(this.#fileOf(id), 'utf8').catch(() => undefined); // removed by hand, or by another window
    return text === undefined ? undefined : parseExchange(text);
  }

  delete(ids: readonly string[]): Promise<void> {
    return this.#write(() => this.#drop(ids));
  }

  clear(): Promise<void> {
    return this.#write(async () => {
      await this.#log.rewrite([]);
      await rm(path.dirname(this.#fileOf('')), { recursive: true, force: true });
    });
  }

  /** One change after the other, of all windows. A failure reaches who asked for it, and not the next. */
  #write(change: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(() =>
      this.#lease.run('log', async () => {
        await this.#log.read();
        await change();
      }),
    );
    this.#writing = done.catch(() => undefined);
    return done.then(() => {
      for (const listener of this.#listeners) listener();
    });
  }

  #tooMany(): readonly string[] {
    const { entries } = this.#log;
    const gone: string[] = [];
    let { bytes } = this.#log;
    for (const { id, storedBytes } of entries.values()) {
      if (entries.size - gone.length <= this.#options.maxCount && bytes <= this.#options.maxBytes) break;
      gone.push(id);
      bytes -= storedBytes;
    }
    return gone;
  }

  async #drop(ids: readonly string[]): Promise<void> {
    const { entries } = this.#log;
    const known = ids.filter((id) => entries.has(id));
    if (known.length === 0) return;
    await this.#log.append({ remove: known });
    for (const id of known) await rm(this.#fileOf(id), { force: true });
    if (this.#log.deadLines > Math.max(DEAD_LINES, entries.size)) await this.#log.rewrite(entries.values());
  }

  /** Spread over folders by day would not help: an exchange is found by its id. */
  #fileOf(id: string): string {
    return path.join(this.#options.folder, 'exchanges', `${id.replace(/[^\w-]/g, '_')}.json`);
  }
}
