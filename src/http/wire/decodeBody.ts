import { PassThrough, type Transform } from 'node:stream';
import zlib from 'node:zlib';

/** @param first the first piece to undo, where it is known */
type MakeDecoder = (first?: Uint8Array) => Transform;

const inflate: MakeDecoder = ([first = 8] = new Uint8Array()) =>
  // "deflate" means a zlib stream; some servers send it without its header, which always has 8 in these bits.
  (first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();

/** Node has it since 22.15 (and the editor with it); its types here are of 20. */
const makeZstd = Reflect.get(zlib, 'createZstdDecompress') as (() => Transform) | undefined;

const DECODERS: Readonly<Record<string, MakeDecoder>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  deflate: inflate,
  br: () => zlib.createBrotliDecompress(),
  ...(makeZstd ? { zstd: makeZstd } : {}),
};

/** The decoders of a `Content-Encoding`, in the order in which they undo it; undefined when there is nothing we can undo. */
export function decodersOf(contentEncoding: string | undefined): readonly MakeDecoder[] | undefined {
  const names = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const decoders = names.reverse().map((name) => DECODERS[name]);
  const known = decoders.filter((decoder) => decoder !== undefined);
  return known.length > 0 && known.length === decoders.length ? known : undefined;
}

/** Undoes encodings piece by piece. */
export class BodyDecoder {
  readonly #makers: readonly MakeDecoder[];
  readonly #onData: (piece: Uint8Array) => void;
  #first: Transform | undefined;
  #finished: Promise<void> | undefined;
  #error: Error | undefined;
  #onError = (): void => undefined;

  constructor(makers: readonly MakeDecoder[], onData: (piece: Uint8Array) => void) {
    this.#makers = makers;
    this.#onData = onData;
  }

  /** Why it cannot go on: the bytes are not of this encoding. */
  get error(): Error | undefined {
    return this.#error;
  }

  /** Resolves when the piece is undone and given out. What comes behind an error is dropped. */
  write(piece: Uint8Array): Promise<void> {
    const stream = this.#first ?? this.#start(piece);
    return new Promise((resolve) => {
      if (this.#error) return resolve();
      this.#onError = resolve; // a stream that breaks never calls back
      stream.write(piece, () => resolve());
    });
  }

  /** Gives out what is still inside; `error` tells afterwards whether that was all. */
  async finish(): Promise<void> {
    this.#first?.end();
    await this.#finished;
    this.#first?.destroy();
  }

  #start(piece: Uint8Array): Transform {
    const streams = this.#makers.map((make, index) => make(index === 0 ? piece : undefined));
    const [first = new PassThrough()] = streams;
    let last = first;
    for (const next of streams.slice(1)) last = last.pipe(next);
    last.on('data', this.#onData);
    this.#first = first;
    this.#finished = new Promise((resolve) => {
      for (const stream of streams) {
        stream.on('error', (error) => {
          this.#error ??= error;
          this.#onError();
          resolve();
        });
      }
      last.once('end', resolve);
    });
    return first;
  }
}
