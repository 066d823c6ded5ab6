import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TextFormat } from './format.js';
import { JsonFormatter, type JsonOutcome } from './jsonFormatter.js';

/** Pieces in which a file is read: small, so that formatting one takes a millisecond or two. */
const PIECE_BYTES = 256 * 1024;

/** XML is formatted in memory; more than this stays as it came. */
const MOST_XML_BYTES = 20 * 1024 * 1024;

/** What to format, and where to put it. */
export interface FormatFileTask {
  /** Absolute path of the body as it came. */
  readonly source: string;
  /** Absolute path of the file to write, UTF-8. */
  readonly target: string;
  readonly format: TextFormat;
  /** See {@link charsetOf}. */
  readonly charset: string;
}

/**
 * Writes a readable form of a file beside it: decoded, and pretty-printed as far as the format allows that. JSON and text
 * of any size pass through in pieces, in constant memory.
 * @returns whether `target` was written; false when the source is best shown as it is
 */
export async function formatFile(task: FormatFileTask, signal?: AbortSignal): Promise<boolean> {
  try {
    return await write(task, signal);
  } catch (error) {
    await rm(task.target, { force: true });
    throw error;
  }
}

async function write({ source, target, format, charset }: FormatFileTask, signal?: AbortSignal): Promise<boolean> {
  const isUtf8 = charset === 'utf-8';
  if (format === 'xml') return writeXml(source, target, charset);
  if (format !== 'json') {
    if (isUtf8) return false;
    await pipeline(createReadStream(source), decoder(charset), createWriteStream(target), { signal });
    return true;
  }
  const formatter = new JsonFormatter();
  const input = createReadStream(source, { highWaterMark: PIECE_BYTES });
  const output = createWriteStream(target, { highWaterMark: PIECE_BYTES });
  const formatting = each((chunk) => formatter.write(chunk));
  if (isUtf8) await pipeline(input, formatting, output, { signal });
  else await pipeline(input, decoder(charset), formatting, output, { signal });
  return keep(formatter.end(), target);
}

async function keep(outcome: JsonOutcome, target: string): Promise<boolean> {
  if (outcome !== 'notJson') return true;
  await rm(target, { force: true });
  return false;
}

async function writeXml(source: string, target: string, charset: string): Promise<boolean> {
  const bytes = await readFile(source);
  const text = new TextDecoder(charset).decode(bytes);
  const { formatXml } = await import('./format.js');
  const formatted = bytes.length > MOST_XML_BYTES ? text : await formatXml(text);
  if (formatted === text && charset === 'utf-8') return false;
  await writeFile(target, formatted);
  return true;
}

function decoder(charset: string): Transform {
  const text = new TextDecoder(charset);
  return each(
    (chunk) => Buffer.from(text.decode(chunk, { stream: true })),
    () => Buffer.from(text.decode()),
  );
}

function each(turn: (chunk: Uint8Array) => Uint8Array, last?: () => Uint8Array): Transform {
  return new Transform({
    highWaterMark: PIECE_BYTES,
    transform(chunk: Uint8Array, _encoding, done: TransformCallback) {
      done(null, turn(chunk));
    },
    flush(done: TransformCallback) {
      done(null, last?.());
    },
  });
}
