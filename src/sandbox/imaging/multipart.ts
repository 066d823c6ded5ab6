import type { SandboxCall } from '../context.js';
import { Refusal } from '../protocol/refusal.js';

/** A part of a multipart body. */
export interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  /** In lower case, without parameters; empty when the part names none. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const MOST_PARTS = 50;
const HEADERS_END = '\r\n\r\n';

/** The boundary makes a multipart body, whatever else the type says: curl adds it to any type that a sample sets. */
export function isMultipart(call: SandboxCall): boolean {
  return boundaryOf(call) !== undefined;
}

/**
 * Reads a multipart body. Forgives what the platform's own parser does not: names without quotation marks (.NET) and
 * what stands before the first boundary.
 * @throws {Refusal} 400 when there is no boundary, or the body does not end with it
 */
export async function readParts(call: SandboxCall): Promise<readonly Part[]> {
  const boundary = boundaryOf(call);
  if (boundary === undefined) throw new Refusal(400, 'The Content-Type of the form names no boundary.');
  const body = Buffer.from(await call.req.arrayBuffer());
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Part[] = [];
  let start = body.indexOf(mark);
  while (start >= 0 && parts.length < MOST_PARTS) {
    start += mark.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(`\r\n--${boundary}`, start, 'latin1');
    if (end < 0) break;
    parts.push(readPart(body.subarray(start, end)));
    start = end + 2;
  }
  throw new Refusal(400, 'The body is no complete form of parts with that boundary.');
}

/** The text of the part with a name; undefined when there is none. */
export function textOf(parts: readonly Part[], name: string): string | undefined {
  const part = parts.find((candidate) => candidate.name === name);
  return part && Buffer.from(part.bytes).toString('utf8');
}

function readPart(bytes: Buffer): Part {
  const split = bytes.indexOf(HEADERS_END);
  if (split < 0) throw new Refusal(400, 'A part of the form has no headers.');
  const headers = bytes.toString('utf8', 0, split);
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  return {
    name: parameterOf(disposition, 'name') ?? '',
    fileName: parameterOf(disposition, 'filename'),
    mediaType: /^content-type:\s*([^;\s]*)/im.exec(headers)?.[1]?.toLowerCase() ?? '',
    bytes: new Uint8Array(bytes.subarray(split + HEADERS_END.length)),
  };
}

function boundaryOf(call: SandboxCall): string | undefined {
  return parameterOf(call.req.header('content-type') ?? '', 'boundary');
}

function parameterOf(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(header);
  return match?.[1] ?? match?.[2];
}
