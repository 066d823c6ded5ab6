import type { FileVariable } from '../httpfile/nodes.js';
import { findReferences } from '../httpfile/references.js';
import { locateInBody } from '../httpfile/variables/resolve.js';
import { isSecretName } from '../kernel/redaction.js';
import type { TextRange } from '../kernel/text.js';
import { type Call, headerRange, urlRange } from './call.js';
import { isOpen } from './checkParameters.js';
import type { AssistFinding, Fix } from './finding.js';
import { bodyFormatOf } from './media.js';

/** Tokens and passwords that stand in the file for everybody to read. */
export function checkSecrets(call: Call): readonly AssistFinding[] {
  const { request, target } = call;
  if (request.curl !== undefined) return checkCurl(call);
  const headers = request.headers.flatMap(([name, value], index): AssistFinding[] => {
    if (!isSecretName(name) || !isClear(value)) return [];
    const range = headerRange(request, index);
    const scheme = /^(?:Bearer|OAuth|Basic)\s+/i.exec(value)?.[0] ?? '';
    const secret = { start: { ...range.start, character: range.start.character + scheme.length }, end: range.end };
    const isOfConnection = name.toLowerCase() === 'authorization' && (call.isConcur || target.destination === 'open');
    const line = request.places.headers[index]?.name.line ?? range.start.line;
    const removal: Fix = {
      title: 'Remove the header: the connection adds its token',
      changes: [{ range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } }, newText: '' }],
      isPreferred: true,
    };
    return [clear(name, secret, isOfConnection ? [removal] : [])];
  });
  const query = target.query.flatMap(({ name, value, valueStart, end }) =>
    isSecretName(name) && isClear(value) ? [clear(name, urlRange(request, valueStart, end))] : [],
  );
  return [...headers, ...query, ...checkForm(call), ...checkJson(call)];
}

/** `@token = eyJ...` and its like. */
export function checkVariable({ name, value, range }: FileVariable): readonly AssistFinding[] {
  const isSecret = isSecretName(name) || /^(?:Bearer\s+)?eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(value);
  if (!isSecret || !isClear(value)) return [];
  const { end } = range;
  return [clear(name, { start: { line: end.line, character: end.character - value.length }, end })];
}

function checkCurl({ request }: Call): readonly AssistFinding[] {
  const header = request.headers.find(([name, value]) => isSecretName(name) && isClear(value));
  return header ? [clear(header[0], request.requestLine, undefined)] : [];
}

function checkForm({ request }: Call): AssistFinding[] {
  const { body = '', places } = request;
  if (bodyFormatOf(request) !== 'form') return [];
  const locate = locateInBody(places.bodyLines, request.requestLine.start);
  return [...body.matchAll(/(?<=^|&)([^=&]+)=([^&]*)/g)].flatMap(([, name = '', value = ''], index, all) => {
    const start = (all[index]?.index ?? 0) + name.length + 1;
    return isSecretName(name) && isClear(value) && value.trim() !== ''
      ? [clear(name, { start: locate(start), end: locate(start + value.length) })]
      : [];
  });
}

function checkJson({ request }: Call): AssistFinding[] {
  const { body = '', places } = request;
  if (bodyFormatOf(request) !== 'json') return [];
  const locate = locateInBody(places.bodyLines, request.requestLine.start);
  return [...body.matchAll(/"((?:[^"\\\n]|\\.)+)"\s*:\s*"((?:[^"\\\n]|\\.)*)"/g)].flatMap((found) => {
    const [whole, name = '', value = ''] = found;
    const end = found.index + whole.length - 1;
    return isSecretName(name) && isClear(value)
      ? [clear(name, { start: locate(end - value.length), end: locate(end) })]
      : [];
  });
}

/** Something that is neither a variable nor a placeholder; short words such as `***` or `xxx` stand for one. */
function isClear(value: string): boolean {
  const bare = value.replace(/^(?:Bearer|OAuth|Basic)\s+/i, '').trim();
  return (
    findReferences(value).length === 0 &&
    !isOpen(bare) &&
    bare.length >= 6 &&
    !/^[\W_xX]+$|^\$|•/.test(bare) &&
    !/^(?:your|my)\b|token$|secret$|password$/i.test(bare)
  );
}

/** @param more fixes that come first; without any, `undefined` says that the place cannot be rewritten */
function clear(name: string, range: TextRange, more: readonly Fix[] | undefined = []): AssistFinding {
  const move: Fix = { title: 'Move to the secret store of this computer...', changes: [], secret: range };
  return {
    code: 'clearSecret',
    severity: 'warning',
    message: `The value of ${name} stands here for everybody who reads this file. Move it to the secret store, or leave it to the connection.`,
    range,
    fixes: more ? [...more, move] : [],
  };
}
