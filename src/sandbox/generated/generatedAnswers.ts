import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { MediaType, Operation } from '../../catalog/model.js';
import { sampleBody } from '../../catalog/sample.js';
import type { SandboxCall } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import { isRecord } from '../protocol/xml.js';
import { asOnlyPage, stayHere } from './onePage.js';
import type { SchemaChecks } from './schemaChecks.js';
import { xmlExample } from './xmlExample.js';

/** Says of an answer that no rule of Concur's made it: it comes from the operation's own schema and keeps no state. */
export const GENERATED_HEADER = 'x-sandbox-generated';

/**
 * Answers an operation that the sandbox has no rules for, from its document: the success status that the document
 * names, in the format that the caller asks for, with the document's example or what its schema allows.
 * @param options `pathValues`: what stands for the parameters of the path; `url`: base of the sandbox
 */
export async function answerFromDocument(
  call: SandboxCall,
  operation: Operation,
  options: {
    readonly pathValues: Readonly<Record<string, string>>;
    readonly url: string;
    readonly checks: SchemaChecks;
  },
): Promise<Response> {
  const [status, response] = successOf(operation);
  if (response.content.length === 0) return call.newResponse(null, status);
  const media = negotiate(call, response.content);
  const shown = xmlExample(media, response.content);
  const { mediaType, text } = shown === undefined ? sampleBody(media) : { mediaType: media.mediaType, text: shown };
  const here = stayHere(text, options.url);
  const isJson = /[/+]json$/.test(mediaType);
  const check = isJson
    ? await options.checks.strict(`${operation.id} ${status} ${mediaType}`, media.schema)
    : undefined;
  const body = check ? finishJson(here, options.pathValues, (value) => check(value) === undefined) : here;
  return call.body(body, status, { 'Content-Type': withCharset(mediaType) });
}

function successOf({ responses, method }: Operation): [ContentfulStatusCode, Operation['responses'][string]] {
  const found = Object.entries(responses)
    .map(([status, response]) => [Number(status), response] as const)
    .filter(([status]) => status >= 200 && status < 400)
    .sort(([a], [b]) => a - b)[0];
  const empty = { description: '', content: [] };
  const [status, response] = found ?? [method === 'DELETE' ? 204 : 200, empty];
  return [status as ContentfulStatusCode, response];
}

/** JSON unless the caller asks for something else that there is. */
function negotiate(call: SandboxCall, content: readonly MediaType[]): MediaType {
  const accept = call.req.header('accept') ?? '';
  const asked = content.find(({ mediaType }) => accept.includes(mediaType.split('+')[0] ?? mediaType));
  const json = content.find(({ mediaType }) => /json/.test(mediaType));
  const [first] = content;
  const chosen = asked ?? json ?? first;
  if (!chosen) throw new Refusal(406, 'There is no such format.');
  return chosen;
}

function withCharset(mediaType: string): string {
  return /^text\/|json|xml/.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}

function finishJson(
  text: string,
  pathValues: Readonly<Record<string, string>>,
  fits: (body: unknown) => boolean,
): string {
  const page = asOnlyPage(JSON.parse(text), fits);
  const named = echoId(page, pathValues);
  return JSON.stringify(fits(named) ? named : page);
}

/** The id that was asked for is the id that comes back, so that what follows on it makes sense. */
function echoId(body: unknown, pathValues: Readonly<Record<string, string>>): unknown {
  const own = Object.values(pathValues).at(-1);
  if (own === undefined || !isRecord(body)) return body;
  const key = ['id', 'ID', 'Id'].find((name) => typeof body[name] === 'string');
  return key === undefined ? body : { ...body, [key]: own };
}
