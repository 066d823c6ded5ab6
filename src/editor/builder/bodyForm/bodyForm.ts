/** Form, edits and findings of a body in whatever it is written. */
import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { WrittenBody } from '../../../builder/draft.js';
import type { BodyFinding, FormRow, FormView } from '../../../builder/formView.js';
import type { FormEdit } from '../../../builder/messages.js';
import type { Schema } from '../../../catalog/model.js';
import { sampleBody } from '../../../catalog/sample.js';
import { findDepartures } from '../../../response/departures.js';
import { editJson, jsonRows } from './jsonForm.js';
import { dispositionOf, filePathOf, readMultipart, writeMultipart } from './multipartText.js';
import { fieldsOf, resolveSchema, rowOf } from './schemaRows.js';
import { editXml, parseXml, xmlRows } from './xmlForm.js';

/** Larger texts have no form: it would be slow, and nobody fills in so much by hand. */
const MOST_CHARACTERS = 300_000;
const MOST_FINDINGS = 100;

type Kind = 'json' | 'xml' | 'urlencoded' | 'multipart' | 'binary' | 'text';

/** How a body of this content type is written. */
export function kindOfBody(contentType: string): Kind {
  if (/[/+]json\b/i.test(contentType)) return 'json';
  if (/[/+]xml\b/i.test(contentType)) return 'xml';
  if (/urlencoded/i.test(contentType)) return 'urlencoded';
  if (/^multipart\//i.test(contentType)) return 'multipart';
  return /^(image|audio|video)\/|\/(pdf|octet-stream|zip)\b/i.test(contentType) ? 'binary' : 'text';
}

/** The form; undefined where a body of this type has none. */
export function formOf({ contentType, text, readsFiles }: WrittenBody, schema: Schema): FormView | undefined {
  const kind = kindOfBody(contentType);
  if (kind === 'text') return undefined;
  if (text.length > MOST_CHARACTERS) return { rows: [], note: 'This body is too large for a form. Edit its text.' };
  const rows =
    kind === 'json'
      ? jsonRows(text, schema)
      : kind === 'xml'
        ? xmlRows(text, schema)
        : kind === 'urlencoded'
          ? pairRows(text, schema)
          : kind === 'multipart'
            ? partRows(text, contentType, schema)
            : [fileRow(text, readsFiles ?? false)];
  return rows ? { rows } : { rows: [], note: 'The form comes back when the text can be read again.' };
}

/** The body after a change by its form. */
export function editBody(body: WrittenBody, edit: FormEdit, schema: Schema): WrittenBody {
  const { contentType, text } = body;
  switch (kindOfBody(contentType)) {
    case 'json':
      return { ...body, text: editJson(text, edit, schema, sampleOf) };
    case 'xml':
      return { ...body, text: editXml(text, edit, schema, sampleOf) };
    case 'urlencoded':
      return { ...body, text: editPairs(text, edit) };
    case 'multipart':
      return editParts(body, edit);
    default:
      return edit.kind === 'set'
        ? { ...body, text: edit.value === '' ? '' : `< ${edit.value}`, readsFiles: true }
        : body;
  }
}

/** What to say about the text of a body, in the order of the text. */
export function findingsOf({ contentType, text }: WrittenBody, schema: Schema | undefined): BodyFinding[] {
  if (text.trim() === '' || text.length > MOST_CHARACTERS) return [];
  const kind = kindOfBody(contentType);
  if (kind === 'json') return jsonFindings(text, schema);
  if (kind !== 'xml') return [];
  const parsed = parseXml(text);
  if (!('problem' in parsed)) return [];
  const { line, what } = parsed.problem;
  const offset = offsetOfLine(text, line);
  return [{ line, offset, length: 1, what, severity: 'error' }];
}

function jsonFindings(text: string, schema: Schema | undefined): BodyFinding[] {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const lineOf = lineCounter(text);
  if (errors.length > 0) {
    return errors.slice(0, MOST_FINDINGS).map(({ error, offset, length }) => {
      const what = /\{\{/.test(text.slice(offset - 2, offset + 2)) ? 'A placeholder stands here.' : sentence(error);
      return { line: lineOf(offset), offset, length, what, severity: 'error' };
    });
  }
  if (!schema) return [];
  return findDepartures({ text, schema })
    .slice(0, MOST_FINDINGS)
    .map(({ offset, length, what }): BodyFinding => {
      return { line: lineOf(offset), offset, length, what, severity: 'warning' };
    })
    .sort((a, b) => a.offset - b.offset);
}

/** e.g. `CommaExpected` becomes `Comma expected.` */
function sentence(error: number): string {
  const words = printParseErrorCode(error as Parameters<typeof printParseErrorCode>[0]).replace(
    /(?<=[a-z])[A-Z]/g,
    (c) => ` ${c.toLowerCase()}`,
  );
  return `${words}.`;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

/** A value to begin with. */
function sampleOf(schema: Schema): unknown {
  const { text } = sampleBody({ mediaType: 'application/json', schema });
  try {
    return JSON.parse(text);
  } catch {
    return ''; // the sampler has no idea
  }
}

function pairRows(text: string, schema: Schema): FormRow[] {
  const pairs = [...new URLSearchParams(text.trim())];
  const own = resolveSchema(schema, schema);
  const counts = new Map<string, number>();
  const rows = pairs.map(([name, value]) => {
    const index = counts.get(name) ?? 0;
    counts.set(name, index + 1);
    const isRequired = index === 0 && (own.required ?? []).includes(name);
    const field = resolveSchema(own.properties?.[name], schema);
    return rowOf(field, {
      path: [name, index],
      label: name,
      isRequired,
      isPresent: true,
      isRemovable: !isRequired,
      value,
    });
  });
  const missing = fieldsOf(own)
    .filter(([name]) => !counts.has(name))
    .map(([name, field]) => {
      const isRequired = (own.required ?? []).includes(name);
      const parts = { path: [name, 0], label: name, isRequired, isPresent: false, isRemovable: false, value: '' };
      return rowOf(resolveSchema(field, schema), parts);
    });
  return [...rows, ...missing];
}

/** Pairs that an edit is not about stay letter by letter. */
function editPairs(text: string, edit: FormEdit): string {
  const [name = '', wanted = 0] = edit.path;
  const pieces = text.trim() === '' ? [] : text.trim().split('&');
  const value = edit.kind === 'set' ? edit.value : '';
  const written = `${encodeURIComponent(String(name))}=${encodeURIComponent(value).replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}')}`;
  let index = 0;
  const at = pieces.findIndex((piece) => {
    const [[key] = ['']] = [...new URLSearchParams(piece)];
    if (key !== String(name)) return false;
    index += 1;
    return index - 1 === wanted;
  });
  if (edit.kind === 'remove') pieces.splice(at, at < 0 ? 0 : 1);
  else if (at < 0) pieces.push(written);
  else pieces[at] = written;
  return pieces.join('&');
}

function partRows(text: string, contentType: string, schema: Schema): FormRow[] | undefined {
  const read = readMultipart(text, contentType);
  if (!read) return undefined;
  const own = resolveSchema(schema, schema);
  const names = new Set<string>();
  const rows = read.parts.map((part, index) => {
    const { name, fileName } = dispositionOf(part);
    names.add(name);
    const isRequired = (own.required ?? []).includes(name);
    const path = filePathOf(part.content);
    const isFile = fileName !== undefined || path !== undefined;
    const field: Schema = isFile ? { type: 'string', format: 'binary' } : { type: 'string' };
    const described = own.properties?.[name]?.description;
    const label = name === '' ? String(index + 1) : name;
    const value = isFile ? (path ?? fileName ?? '') : part.content;
    return rowOf(
      { ...field, ...(described === undefined ? {} : { description: described }) },
      { path: [index], label, isRequired, isPresent: true, isRemovable: !isRequired, value },
    );
  });
  const missing = fieldsOf(own)
    .filter(([name]) => !names.has(name))
    .map(([name, field]) => {
      const isRequired = (own.required ?? []).includes(name);
      return rowOf(resolveSchema(field, schema), {
        path: [name],
        label: name,
        isRequired,
        isPresent: false,
        isRemovable: false,
        value: '',
      });
    });
  return [...rows, ...missing];
}

function editParts(body: WrittenBody, edit: FormEdit): WrittenBody {
  const read = readMultipart(body.text, body.contentType);
  if (!read) return body;
  const [step] = edit.path;
  const parts = [...read.parts];
  if (typeof step === 'number') {
    const part = parts[step];
    if (!part) return body;
    if (edit.kind === 'remove') parts.splice(step, 1);
    else if (edit.kind === 'set') parts[step] = { ...part, content: edit.value };
  } else if (edit.kind !== 'remove') {
    const value = edit.kind === 'set' ? edit.value : '';
    parts.push({ headers: [['Content-Disposition', `form-data; name="${String(step)}"`]], content: value });
  }
  return { ...body, text: writeMultipart({ boundary: read.boundary, parts }) };
}

function fileRow(text: string, readsFiles: boolean): FormRow {
  const value = readsFiles ? (filePathOf(text) ?? '') : '';
  return rowOf(
    { type: 'string', format: 'binary' },
    { path: ['file'], label: 'File', isRequired: false, isPresent: true, isRemovable: false, value },
  );
}

/** A body in which a file takes the place of one part, or of all of it. @param path absolute; @param mediaType of the file */
export function withFile(
  body: WrittenBody,
  step: string | number,
  file: { readonly path: string; readonly name: string; readonly mediaType: string },
): WrittenBody {
  const read = kindOfBody(body.contentType) === 'multipart' ? readMultipart(body.text, body.contentType) : undefined;
  if (!read) return { ...body, text: `< ${file.path}`, readsFiles: true };
  const parts = [...read.parts];
  const at = typeof step === 'number' ? step : parts.length;
  const before = parts[at];
  const name = before ? dispositionOf(before).name : String(step);
  const safe = file.name.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
  parts[at] = {
    headers: [
      ['Content-Disposition', `form-data; name="${name}"; filename="${safe}"`],
      ['Content-Type', file.mediaType],
    ],
    content: `< ${file.path}`,
  };
  return { ...body, text: writeMultipart({ boundary: read.boundary, parts }), readsFiles: true };
}
