import type { SandboxCall } from '../context.js';
import { parseJson } from './jsonText.js';
import { Refusal } from './refusal.js';
import { isRecord, isWireRecord, readXml, type WireRecord } from './xml.js';

/** Concur takes bodies up to this size in the APIs that name a limit (/api-reference/image/v1.image.html). */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** The media type of a body, in lower case and without parameters; empty when none is given. */
export function mediaTypeOf(call: SandboxCall): string {
  return call.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
}

/**
 * Reads a JSON body that holds one object.
 * @throws {Refusal} 400 with what is wrong with it
 */
export async function readJsonBody(call: SandboxCall): Promise<Readonly<Record<string, unknown>>> {
  const text = await call.req.text();
  if (text.trim() === '') throw new Refusal(400, 'The body is empty; send an object.');
  const parsed = parseJson(text);
  if (!isRecord(parsed)) throw new Refusal(400, 'The JSON of the body is no object.');
  return parsed;
}

/**
 * Reads an XML body.
 * @param options see {@link readXml}
 * @throws {Refusal} 400 when it is empty, no XML, or its root is not `root`
 */
export async function readXmlBody(
  call: SandboxCall,
  root: string,
  options?: { readonly attributes?: boolean },
): Promise<WireRecord> {
  const text = await call.req.text();
  if (text.trim() === '') throw new Refusal(400, `The body is empty; send XML with the root ${root}.`);
  const document = readXml(text, options);
  if (document.root !== root) {
    throw new Refusal(400, `The root of the XML is ${document.root}, but has to be ${root}.`);
  }
  if (document.content === '') return {};
  if (!isWireRecord(document.content))
    throw new Refusal(400, `The element ${root} holds text, but has to hold elements.`);
  return document.content;
}

/** Reads a body of the v3 family, JSON or (below `root`) XML by `Content-Type`. Values of XML stay text. */
export async function readObjectBody(call: SandboxCall, root: string): Promise<Readonly<Record<string, unknown>>> {
  const type = mediaTypeOf(call);
  if (/^application\/(.+\+)?json$/.test(type)) return readJsonBody(call);
  if (/^(application|text)\/(.+\+)?xml$/.test(type)) return readXmlBody(call, root);
  const given = type === '' ? 'no Content-Type' : `the Content-Type ${type}`;
  throw new Refusal(415, `The body came with ${given}; send application/json or application/xml.`);
}
