import type { MediaType, Operation } from '../../catalog/model.js';
import { explainMismatch } from '../../catalog/schema.js';
import type { SandboxCall } from '../context.js';
import { mediaTypeOf } from '../protocol/bodies.js';
import { parseJson } from '../protocol/jsonText.js';
import { Refusal } from '../protocol/refusal.js';
import { readXml } from '../protocol/xml.js';
import type { SchemaChecks } from './schemaChecks.js';

/** @throws {Refusal} 400 for a parameter that is missing or does not fit */
export function checkParameters(
  call: SandboxCall,
  { parameters }: Operation,
  pathValues: Readonly<Record<string, string>>,
): void {
  const query = new URL(call.req.url).searchParams;
  for (const { name, in: place, required, schema } of parameters) {
    const values = {
      path: pathValues[name],
      query: query.getAll(name).join(',') || undefined,
      header: call.req.header(name),
    };
    const value = values[place];
    if (value === undefined) {
      if (required) throw new Refusal(400, `The ${place} parameter ${name} is required.`);
      continue;
    }
    const mismatch = place === 'header' ? undefined : explainMismatch(value, schema);
    if (mismatch !== undefined) throw new Refusal(400, `${name} is "${value}". ${mismatch}`);
  }
}

/** @throws {Refusal} 400 for a body that is missing or does not fit its schema, 415 for a format that is not taken */
export async function checkBody(call: SandboxCall, operation: Operation, checks: SchemaChecks): Promise<void> {
  const { requestBody } = operation;
  if (!requestBody) return;
  const text = await call.req.text();
  if (text === '') {
    if (requestBody.required) throw new Refusal(400, 'The body is missing.');
    return;
  }
  const given = mediaTypeOf(call);
  const media = findMediaType(requestBody.content, given);
  if (!media) {
    const known = requestBody.content.map(({ mediaType }) => mediaType).join(' or ');
    throw new Refusal(415, `The body came with ${given || 'no Content-Type'}; send ${known}.`);
  }
  const kind = kindOf(given);
  if (kind === 'xml') checkXml(text, media);
  if (kind !== 'json' && kind !== 'form') return; // files and their forms are taken as they are
  const body = kind === 'json' ? parseJson(text) : Object.fromEntries(new URLSearchParams(text));
  const check = await checks.lenient(`${operation.id} ${media.mediaType}`, media.schema);
  const mismatch = check(body);
  if (mismatch !== undefined) throw new Refusal(400, `${mismatch}.`);
}

/** The format as it was named, else one of the same kind: `text/xml` for `application/xml`, JSON of any name. */
function findMediaType(content: readonly MediaType[], given: string): MediaType | undefined {
  const exact = content.find(({ mediaType }) => mediaType === given);
  const kind = kindOf(given);
  return exact ?? (kind === undefined ? undefined : content.find(({ mediaType }) => kindOf(mediaType) === kind));
}

function kindOf(mediaType: string): 'json' | 'xml' | 'form' | undefined {
  if (/[/+]json$/.test(mediaType)) return 'json';
  if (/[/+]xml$/.test(mediaType)) return 'xml';
  return mediaType === 'application/x-www-form-urlencoded' ? 'form' : undefined;
}

/** XML has no schema in the documents; the root of their example says what has to come. */
function checkXml(text: string, { example }: MediaType): void {
  const { root } = readXml(text);
  if (typeof example !== 'string') return;
  const expected = readXml(example).root;
  if (root.toLowerCase() !== expected.toLowerCase()) {
    throw new Refusal(400, `The root of the XML is ${root}, but has to be ${expected}.`);
  }
}
