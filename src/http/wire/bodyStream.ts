import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SendError } from '../failure.js';
import type { BodyPart, FileBody, RequestBody } from '../requestBody.js';

/** A body whose length is known and whose bytes come when asked for. */
export interface OutgoingBody {
  readonly length: number;
  /** The whole body at once, when it is in memory. */
  readonly bytes?: Uint8Array;
  /** Pieces of a body that is not, read anew with every call. */
  readonly pieces?: () => AsyncIterable<Uint8Array>;
}

/**
 * Measures a body without reading its files.
 * @throws {SendError} `bodyFile` when a file is not there
 */
export async function openBody(body: RequestBody): Promise<OutgoingBody> {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = toBytes(body);
    return { length: bytes.length, bytes };
  }
  if (body.kind === 'file') return { length: await sizeOf(body), pieces: () => createReadStream(body.path) };
  const sections: (Uint8Array | FileBody)[] = body.parts.flatMap((part) => [
    head(part, body.boundary),
    typeof part.content === 'object' && 'kind' in part.content ? part.content : toBytes(part.content),
    toBytes('\r\n'),
  ]);
  sections.push(toBytes(`--${body.boundary}--\r\n`));
  let length = 0;
  for (const section of sections) length += 'kind' in section ? await sizeOf(section) : section.length;
  return { length, pieces: () => piecesOf(sections) };
}

function head({ headers }: BodyPart, boundary: string): Uint8Array {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  return toBytes(`--${boundary}\r\n${lines.join('')}\r\n`);
}

async function* piecesOf(sections: readonly (Uint8Array | FileBody)[]): AsyncGenerator<Uint8Array> {
  for (const section of sections) {
    if ('kind' in section) yield* createReadStream(section.path);
    else yield section;
  }
}

async function sizeOf({ path }: FileBody): Promise<number> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new SendError({ kind: 'bodyFile', path }, { cause });
  });
  if (!found.isFile()) throw new SendError({ kind: 'bodyFile', path });
  return found.size;
}

function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}
