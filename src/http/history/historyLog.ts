import { appendFile, mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type HistoryEntry, type HistoryLine, parseHistoryLine } from './historyEntry.js';

/**
 * The log of what is remembered, as several windows write it: each reads on from where it stood before it says or
 * changes anything. A file that was put in place of the one that was read is read from its beginning.
 */
export class HistoryLog {
  readonly #file: string;
  readonly #entries = new Map<string, HistoryEntry>();
  #identity = '';
  #readTo = 0;
  #bytes = 0;
  #lines = 0;
  #reading: Promise<unknown> = Promise.resolve();

  /** @param file absolute path; made with the first line */
  constructor(file: string) {
    this.#file = file;
  }

  /** What is remembered as of the last {@link read}, oldest first. */
  get entries(): ReadonlyMap<string, HistoryEntry> {
    return this.#entries;
  }

  /** What the files of all entries take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Lines that say nothing any more. */
  get deadLines(): number {
    return this.#lines - this.#entries.size;
  }

  /** Reads what came since the last time. */
  async read(): Promise<ReadonlyMap<string, HistoryEntry>> {
    const reading = this.#reading.then(() => this.#readOn());
    this.#reading = reading.catch(() => undefined);
    await reading;
    return this.#entries;
  }

  /** A line begins with its break, so that one that a crash cut off spoils no other. */
  async append(line: HistoryLine): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true });
    await appendFile(this.#file, `\n${JSON.stringify(line)}`, { mode: 0o600 });
    await this.read();
  }

  /** Writes the log anew, with nothing but these entries. Nobody else may write meanwhile. */
  async rewrite(entries: Iterable<HistoryEntry>): Promise<void> {
    const lines = Array.from(entries, (add) => JSON.stringify({ add }));
    await mkdir(path.dirname(this.#file), { recursive: true });
    await writeFile(`${this.#file}.new`, lines.join('\n'), { mode: 0o600 });
    await rename(`${this.#file}.new`, this.#file);
    await this.read();
  }

  async #readOn(): Promise<void> {
    const found = await stat(this.#file).catch(() => undefined); // none yet
    const identity = found ? `${found.ino} ${found.birthtimeMs}` : '';
    if (identity !== this.#identity || (found?.size ?? 0) < this.#readTo) this.#forget(identity);
    if (!found || found.size === this.#readTo) return;
    const handle = await open(this.#file);
    try {
      const bytes = Buffer.alloc(found.size - this.#readTo);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, this.#readTo);
      this.#takeIn(bytes.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  }

  #forget(identity: string): void {
    this.#identity = identity;
    this.#readTo = 0;
    this.#entries.clear();
    this.#bytes = 0;
    this.#lines = 0;
  }

  /** The last line may be one that another window is writing: what cannot be read of it is read again next time. */
  #takeIn(bytes: Buffer): void {
    const pieces = bytes.toString('utf8').split('\n');
    const last = pieces.at(-1) ?? '';
    const isCut = last !== '' && !parseHistoryLine(last);
    if (isCut) pieces.pop();
    this.#readTo += isCut ? Math.max(0, bytes.lastIndexOf(NEW_LINE)) : bytes.length;
    for (const piece of pieces) {
      if (piece === '') continue;
      this.#lines += 1;
      const line = parseHistoryLine(piece);
      if (line) this.#apply(line);
    }
  }

  #apply(line: HistoryLine): void {
    const gone = 'add' in line ? [line.add.id] : line.remove;
    for (const id of gone) {
      this.#bytes -= this.#entries.get(id)?.storedBytes ?? 0;
      this.#entries.delete(id);
    }
    if (!('add' in line)) return;
    this.#entries.set(line.add.id, line.add);
    this.#bytes += line.add.storedBytes;
  }
}

const NEW_LINE = 0x0a;
