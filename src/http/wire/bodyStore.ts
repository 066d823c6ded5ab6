import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BodyRedactor } from '../../kernel/redaction.js';

/** Where bodies go that are too large to be kept in memory. */
export interface BodyFiles {
  /** Absolute path of a folder, made when first needed. Whoever names it removes old files from it. */
  readonly folder: string;
  /** Decoded bytes up to which a body stays in memory; of a longer one so many are kept in memory as well. */
  readonly thresholdBytes: number;
}

/** A body as it was kept. */
export interface StoredBody {
  readonly body: Uint8Array;
  readonly bodyFile?: string;
  readonly bodySize: number;
}

/** Takes in a decoded body: into memory, and once it is too large for that, masked into a file. */
export class BodyStore {
  readonly #files: BodyFiles | undefined;
  readonly #secret: string;
  readonly #newName: () => string;
  #pieces: Uint8Array[] = [];
  #size = 0;
  #file: { readonly stream: WriteStream; readonly path: string; readonly redactor: BodyRedactor } | undefined;
  #fileError: Error | undefined;
  #writing: Promise<void> | undefined;

  /** @param secret masked in the file like secret fields; a body in memory is left as it came */
  constructor(files: BodyFiles | undefined, secret: string, newName: () => string) {
    this.#files = files;
    this.#secret = secret;
    this.#newName = newName;
  }

  /** @returns a promise when the disk is slower than the network: wait for it before more is added */
  add(piece: Uint8Array): Promise<unknown> | undefined {
    if (this.#writing !== undefined) {
      this.#writing = this.#writing.then(() => this.#write(piece));
      return this.#writing;
    }
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (!this.#files || this.#size <= this.#files.thresholdBytes) return undefined;
    this.#writing = this.#spill(this.#files);
    return this.#writing;
  }

  /** What came in, whole or not. @throws what the disk said when it could not be kept */
  async close(): Promise<StoredBody> {
    await this.#writing;
    if (this.#file) {
      const { stream, path: bodyFile, redactor } = this.#file;
      await this.#writeMasked(redactor.finish());
      stream.end();
      if (!stream.closed) await once(stream, 'close');
      if (this.#fileError) throw this.#fileError;
      return { body: Buffer.concat(this.#pieces), bodyFile, bodySize: this.#size };
    }
    const [only] = this.#pieces;
    const body = this.#pieces.length === 1 && only ? only : Buffer.concat(this.#pieces);
    return { body, bodySize: body.length };
  }

  async #spill({ folder }: BodyFiles): Promise<void> {
    const all = this.#pieces;
    this.#pieces = [];
    this.#size = 0;
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, this.#newName());
    const stream = createWriteStream(file, { mode: 0o600 });
    stream.on('error', (error) => {
      this.#fileError ??= error;
    });
    this.#file = { stream, path: file, redactor: new BodyRedactor(this.#secret) };
    for (const piece of all) await this.#write(piece);
  }

  async #write(piece: Uint8Array): Promise<void> {
    if (this.#file) await this.#writeMasked(this.#file.redactor.push(piece));
  }

  /** The beginning stays in memory, masked as in the file: a secret cut in two at its end would not be recognised. */
  async #writeMasked(masked: Uint8Array): Promise<void> {
    if (!this.#file || masked.length === 0) return;
    const room = (this.#files?.thresholdBytes ?? 0) - this.#size;
    if (room > 0) this.#pieces.push(masked.subarray(0, room));
    this.#size += masked.length;
    if (this.#fileError) throw this.#fileError;
    const { stream } = this.#file;
    if (!stream.write(masked)) {
      await new Promise<void>((resolve) => {
        stream.once('drain', resolve);
        stream.once('close', resolve);
      });
    }
  }
}
