import type { Operation, Parameter } from '../catalog/model.js';
import { sampleParameter } from '../catalog/sample.js';
import { explainMismatch } from '../catalog/schema.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import type { TextRange } from '../kernel/text.js';
import { type Call, headerRange, urlRange } from './call.js';
import { type AssistFinding, at, type Fix } from './finding.js';
import { closeWords } from './spelling.js';
import { decode } from './target.js';

/** More values than this nobody wants to choose from in a menu. */
const MOST_VALUES = 8;

/** Required parameters that are missing, values that do not fit, and names that look like a slip of the pen. */
export function checkParameters(call: Call, operation: Operation): readonly AssistFinding[] {
  if (call.request.places.url.length === 0) return []; // a cURL command has no places to point at
  return operation.parameters
    .flatMap((parameter) => {
      if (parameter.in === 'query') return checkQuery(call, parameter);
      return parameter.in === 'path' ? checkSegment(call, parameter) : checkHeader(call.request, parameter);
    })
    .concat(checkNames(call, operation));
}

function checkQuery({ request, target }: Call, parameter: Parameter): AssistFinding[] {
  const fields = target.query.filter(({ name }) => name.toLowerCase() === parameter.name.toLowerCase());
  const hasOpenFields = target.query.some(({ name, value }) => value === '' && name.includes('{{'));
  if (fields.length === 0) {
    return parameter.required && !hasOpenFields
      ? [missing(request, parameter, insertIntoQuery({ request, target }, parameter))]
      : [];
  }
  return fields.flatMap(({ value, valueStart, end }) =>
    checkValue(decode(value), parameter, urlRange(request, valueStart, end), encodeURIComponent),
  );
}

/** Where one more field of the query goes: behind the last one. */
function insertIntoQuery({ request, target }: Pick<Call, 'request' | 'target'>, parameter: Parameter): Fix {
  const last = request.places.url.at(-1);
  const end = last
    ? { line: last.start.line, character: last.start.character + last.text.length }
    : request.requestLine.end;
  const mark = target.queryStart === undefined ? '?' : /[?&]$/.test(request.url) ? '' : '&';
  const newText = `${mark}${encodeURIComponent(parameter.name)}=${encodeURIComponent(sampleParameter(parameter))}`;
  return { title: `Add ${parameter.name}`, changes: [{ range: at(end), newText }], isPreferred: true };
}

function checkSegment({ target, match, request }: Call, parameter: Parameter): AssistFinding[] {
  const value = match?.pathValues[parameter.name];
  if (value === undefined) return [];
  const written = request.url.slice(target.pathStart, target.pathEnd);
  const start = written.lastIndexOf(value);
  if (start === -1) return [];
  const from = target.pathStart + start;
  return checkValue(value, parameter, urlRange(request, from, from + value.length), encodeURIComponent);
}

function checkHeader(request: HttpFileRequest, parameter: Parameter): AssistFinding[] {
  const index = request.headers.findIndex(([name]) => name.toLowerCase() === parameter.name.toLowerCase());
  if (index >= 0) {
    const value = request.headers[index]?.[1] ?? '';
    return checkValue(value, parameter, headerRange(request, index), (text) => text);
  }
  return parameter.required ? [missing(request, parameter, insertHeader(request, parameter))] : [];
}

function insertHeader(request: HttpFileRequest, parameter: Parameter): Fix {
  const line = (request.places.headers.at(-1)?.value ?? request.places.url.at(-1)?.start ?? request.requestLine.start)
    .line;
  // In front of the line that follows would need one; behind the last character of this line there always is room.
  const last = request.places.headers.length - 1;
  const end =
    last >= 0
      ? headerRange(request, last).end
      : line === request.requestLine.end.line
        ? request.requestLine.end
        : { line, character: Number.MAX_SAFE_INTEGER };
  const newText = `\n${parameter.name}: ${sampleParameter(parameter)}`;
  return { title: `Add the header ${parameter.name}`, changes: [{ range: at(end), newText }], isPreferred: true };
}

function missing(
  { requestLine }: HttpFileRequest,
  { name, in: place, description }: Parameter,
  fix: Fix,
): AssistFinding {
  const what = place === 'header' ? `the header ${name}` : `the parameter ${name}`;
  const about = description === '' ? '' : ` ${firstSentence(description)}`;
  return {
    code: 'missingParameter',
    severity: 'warning',
    message: `This operation needs ${what}.${about}`,
    range: requestLine,
    fixes: [fix],
  };
}

function checkValue(
  value: string,
  { name, schema }: Parameter,
  range: TextRange,
  encode: (value: string) => string,
): AssistFinding[] {
  if (value === '' || isOpen(value)) return [];
  const mismatch = explainMismatch(value, schema);
  if (mismatch === undefined) return [];
  const known = (schema.enum ?? schema.items?.enum ?? []).map(String);
  const close = closeWords(value, known);
  const sorted = [...close, ...known.filter((candidate) => !close.includes(candidate))].slice(0, MOST_VALUES);
  return [
    {
      code: 'wrongValue',
      severity: 'warning',
      message: `${name} does not take ${value}. ${mismatch}`,
      range,
      fixes: sorted.map((candidate, index) => ({
        title: `Change to ${candidate}`,
        changes: [{ range, newText: encode(candidate) }],
        ...(index === 0 && close.length > 0 ? { isPreferred: true } : {}),
      })),
    },
  ];
}

/** Names that the operation does not have, where one that it has is spelled much the same. */
function checkNames({ request, target }: Call, { parameters }: Operation): AssistFinding[] {
  const known = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
  const lower = new Set(known.map((name) => name.toLowerCase()));
  const used = new Set(target.query.map(({ name }) => name.toLowerCase()));
  return target.query.flatMap(({ name, nameStart, valueStart, end }): AssistFinding[] => {
    if (name === '' || lower.has(name.toLowerCase()) || isOpen(name)) return [];
    const [close] = closeWords(
      name,
      known.filter((candidate) => !used.has(candidate.toLowerCase())),
      1,
    );
    if (close === undefined) return [];
    const range = urlRange(request, nameStart, valueStart === end ? nameStart + name.length : valueStart - 1);
    return [
      {
        code: 'unknownParameter',
        severity: 'warning',
        message: `This operation has no parameter ${name}. Did you mean ${close}?`,
        range,
        fixes: [{ title: `Change to ${close}`, changes: [{ range, newText: close }], isPreferred: true }],
      },
    ];
  });
}

/** Whether only the run will know it: variables, and placeholders as Concur's pages have them. */
export function isOpen(value: string): boolean {
  return value.includes('{{') || /^(?:\{[^{}]+\}|<[^<>]+>)$/.test(value);
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.!?](?=\s|$)/.exec(text)?.[0] ?? `${text}.`;
}
