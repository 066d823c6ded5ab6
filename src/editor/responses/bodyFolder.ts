import { rmSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HttpResponse } from '../../http/exchange.js';
import type { BodyFiles } from '../../http/wire/bodyStore.js';
import type { Disposable } from '../../kernel/disposable.js';
import type { BackgroundWork } from '../../response/background/backgroundWork.js';
import { charsetOf } from '../../response/charset.js';
import { type TextFormat, textFormatOf } from '../../response/format.js';
import { formatFile } from '../../response/formatFile.js';

/** Larger bodies are opened as files: a document of an extension crosses from its process to the editor's in one piece. */
export const DOCUMENT_BYTES = 512 * 1024;

/** Bytes from which a body is formatted in another thread; what is smaller takes no longer than starting one. */
const BACKGROUND_BYTES = 4 * 1024 * 1024;

/** Folders of windows that ended without cleaning up are removed when they are older than this. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** Holds bodies that are too large for memory as files, for as long as their tabs are open or this window is. */
export class BodyFolder implements Disposable {
  /** Where bodies go on their way in; see {@link DOCUMENT_BYTES}. */
  readonly received: BodyFiles;
  readonly #root: string;
  readonly #own: string;
  readonly #work: BackgroundWork;
  #isReady: Promise<void> | undefined;
  #count = 0;

  /** @param root absolute path; made with the first body */
  constructor(root: string, work: BackgroundWork) {
    this.#root = root;
    this.#own = path.join(root, `${process.pid}-${Date.now()}`);
    this.#work = work;
    this.received = { folder: path.join(this.#own, 'received'), thresholdBytes: DOCUMENT_BYTES };
  }

  /**
   * Puts a body into a file that an editor can open.
   * @param name of the file without extension
   * @param largeBytes bodies above this stay as they came
   * @returns the file, and whether it is as it came though it could be formatted
   */
  async put(response: HttpResponse, name: string, largeBytes: number): Promise<{ file: string; isRaw: boolean }> {
    const format = textFormatOf(response);
    const { folder, raw } = await this.#putRaw(response, format);
    const target = path.join(folder, `${name}.${format}`);
    const isLarge = response.bodySize > largeBytes;
    const isFormatted = !isLarge && (await this.#format(raw, target, response, format));
    if (!isFormatted) await linkOrCopy(raw, target);
    return { file: target, isRaw: isLarge && (format === 'json' || format === 'xml') };
  }

  /** Puts a body that is no text into a file. */
  async putBinary(response: HttpResponse, fileName: string): Promise<string> {
    const { folder, raw } = await this.#putRaw(response, 'bin');
    const target = path.join(folder, fileName);
    await linkOrCopy(raw, target);
    return target;
  }

  /** Formats a large body after all, beside the file that shows it as it came; undefined when it cannot be formatted. */
  async format(file: string, response: HttpResponse, signal: AbortSignal): Promise<string | undefined> {
    const { dir, name, ext } = path.parse(file);
    const target = path.join(dir, `${name} formatted${ext}`);
    const format = textFormatOf(response);
    const task = { source: file, target, format, charset: charsetOf(response.headers, response.body) };
    return (await this.#work.run('formatFile', task, signal)) ? target : undefined;
  }

  /** Removes a file's folder once no tab shows it. */
  async release(file: string): Promise<void> {
    await rm(path.dirname(file), { recursive: true, force: true });
  }

  dispose(): void {
    rmSync(this.#own, { recursive: true, force: true }); // the window ends: nothing waits for a promise
  }

  async #putRaw(response: HttpResponse, extension: string): Promise<{ folder: string; raw: string }> {
    this.#isReady ??= this.#removeStale();
    await this.#isReady;
    this.#count += 1;
    const folder = path.join(this.#own, String(this.#count));
    await mkdir(folder, { recursive: true });
    if (response.bodyFile !== undefined) return { folder, raw: response.bodyFile };
    const raw = path.join(folder, `body.${extension}`);
    await writeFile(raw, response.body);
    return { folder, raw };
  }

  async #format(source: string, target: string, response: HttpResponse, format: TextFormat): Promise<boolean> {
    const task = { source, target, format, charset: charsetOf(response.headers, response.body) };
    const isSlow = response.bodySize > (format === 'xml' ? BACKGROUND_BYTES / 16 : BACKGROUND_BYTES);
    return isSlow ? this.#work.run('formatFile', task) : formatFile(task);
  }

  async #removeStale(): Promise<void> {
    await mkdir(this.#root, { recursive: true });
    for (const name of await readdir(this.#root)) {
      const folder = path.join(this.#root, name);
      const { mtimeMs } = await stat(folder);
      if (Date.now() - mtimeMs > STALE_MS) await rm(folder, { recursive: true, force: true });
    }
  }
}

/** A second name costs nothing; where the file system has none, a copy does. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  await link(source, target).catch(() => copyFile(source, target));
}
