import { STATUS_CODES } from 'node:http';
import type { Operation } from '../../catalog/model.js';
import { sampleBody } from '../../catalog/sample.js';
import type { SandboxCall } from '../context.js';
import { answerJson, prefersXml } from '../protocol/answers.js';
import { writeRefusal } from '../protocol/errorAnswer.js';
import { formatSeconds } from '../protocol/moments.js';
import type { Refusal } from '../protocol/refusal.js';
import { isRecord } from '../protocol/xml.js';
import { answerScimError } from '../users/scim/scimRefusal.js';
import type { SchemaChecks } from './schemaChecks.js';

/**
 * Answers a refusal in the error shape of an operation: as its document describes the status, else as its family does.
 */
export async function answerInOwnShape(
  call: SandboxCall,
  operation: Operation,
  refusal: Refusal,
  tools: { readonly now: Date; readonly checks: SchemaChecks },
): Promise<Response> {
  const { errorShape } = operation;
  if (errorShape === 'scim') return answerScimError(call, refusal);
  const content = operation.responses[refusal.status]?.content ?? [];
  const media = content.find(({ mediaType }) => /[/+]json$/.test(mediaType));
  const wantsXml = errorShape === 'v1' || (errorShape === 'v3' && prefersXml(call));
  if (!media || wantsXml) return writeRefusal(call, refusal, tools.now, errorShape === 'other' ? 'v4' : errorShape);
  const example: unknown = JSON.parse(sampleBody(media).text);
  const body = fillIn(example, call, refusal, tools.now);
  const check = await tools.checks.strict(`${operation.id} ${refusal.status}`, media.schema);
  for (const [name, value] of Object.entries(refusal.headers)) call.header(name, value);
  return answerJson(call, check(body) === undefined ? body : example, refusal.status);
}

/** The example of an error with the facts of this one. */
function fillIn(example: unknown, call: SandboxCall, refusal: Refusal, now: Date): unknown {
  if (Array.isArray(example)) return example.slice(0, 1).map((item) => fillIn(item, call, refusal, now));
  if (!isRecord(example)) return example;
  return Object.fromEntries(
    Object.entries(example).map(([name, old]) => {
      if (typeof old === 'object') return [name, fillIn(old, call, refusal, now)];
      return [name, factOf(name.toLowerCase(), old, call, refusal, now) ?? old];
    }),
  );
}

function factOf(name: string, old: unknown, call: SandboxCall, refusal: Refusal, now: Date): unknown {
  switch (name) {
    case 'message':
    case 'errormessage':
    case 'error_description':
    case 'detail':
      return refusal.message;
    case 'httpstatus':
      return typeof old === 'number' ? refusal.status : statusText(refusal.status, old);
    case 'status':
      return typeof old === 'number' ? refusal.status : undefined;
    case 'timestamp':
      return typeof old === 'string' ? now.toISOString() : undefined;
    case 'server-time':
      return formatSeconds(now);
    case 'path':
      return call.req.path;
    case 'id':
    case 'errorid':
    case 'correlationid':
      return typeof old === 'string' ? call.get('correlationId') : undefined;
    default:
      return undefined;
  }
}

/** `400 Bad Request`, or with a hyphen between, or in capitals as names of code, as the example has it. */
function statusText(status: number, example: unknown): string {
  const phrase = STATUS_CODES[status] ?? '';
  const text = String(example);
  if (/^[A-Z_]+$/.test(text)) return phrase.toUpperCase().replace(/ /g, '_');
  if (/^\d{3}$/.test(text)) return String(status);
  return text.includes(' - ') ? `${status} - ${phrase}` : `${status} ${phrase}`;
}
