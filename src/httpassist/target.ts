import { isConcurHost } from '../catalog/concurHost.js';
import { findReferences } from '../httpfile/references.js';

/**
 * Where a request goes: to the `connection` (a path alone), to one of `concur`'s hosts, to this computer (`local`), to
 * somebody else (`foreign`), or to what only a variable or placeholder says (`open`).
 */
export type Destination = 'connection' | 'concur' | 'local' | 'foreign' | 'open';

/** A `name=value` of a query; offsets count in the URL as it is written. */
export interface WrittenField {
  /** Decoded. */
  readonly name: string;
  /** As written. */
  readonly value: string;
  readonly nameStart: number;
  /** Behind the `=`, or the end of the name without one. */
  readonly valueStart: number;
  readonly end: number;
}

/** A URL as a file has it, taken apart. Offsets count in the URL as it is written. */
export interface WrittenTarget {
  readonly destination: Destination;
  /** `https` of `https://...`; undefined for a path. */
  readonly scheme: string | undefined;
  /** Undefined for a path, and where a variable that is not known stands for it. */
  readonly origin: string | undefined;
  /** With what a variable in front gives of it; references in it hold no slashes, so that they count as one segment. */
  readonly path: string;
  /** Where what is written of the path starts; less of it is written than `path` holds where a variable gives some. */
  readonly pathStart: number;
  readonly pathEnd: number;
  readonly query: readonly WrittenField[];
  /** Behind the `?`; undefined without one. */
  readonly queryStart: number | undefined;
}

/** @param variableValue the value of a variable of the file or its environment, when there is one */
export function readTarget(url: string, variableValue: (name: string) => string | undefined): WrittenTarget {
  const masked = maskReferences(url);
  const [lead] = findReferences(url);
  const isLed = lead?.start === 0;
  const given = isLed ? expand(lead.expression, variableValue) : undefined;
  const leadLength = isLed ? lead.end : 0;
  const whole = given === undefined ? masked : maskReferences(given) + masked.slice(leadLength);
  const shift = given === undefined ? 0 : leadLength - given.length;
  const [head = '', scheme, host = ''] = /^(?:([a-z][a-z\d+.-]*):\/\/)?([^/?#]*)/i.exec(whole) ?? [];
  const pathEnd = endOf(whole, head.length, /[?#]/);
  const queryStart = whole[pathEnd] === '?' ? pathEnd + 1 : undefined;
  const queryEnd = queryStart === undefined ? pathEnd : endOf(whole, queryStart, /#/);
  const query = queryStart === undefined ? [] : readQuery(whole, queryStart, queryEnd);
  const destination = destinationOf(host, whole);
  const isNamed = host !== '' && destination !== 'open';
  return {
    destination,
    scheme: scheme?.toLowerCase(),
    origin: isNamed ? `${scheme?.toLowerCase() ?? (destination === 'local' ? 'http' : 'https')}://${host}` : undefined,
    path: whole.slice(head.length, pathEnd),
    pathStart: Math.max(leadLength, head.length + shift),
    pathEnd: pathEnd + shift,
    query: query.map((field) => ({
      ...field,
      nameStart: field.nameStart + shift,
      valueStart: field.valueStart + shift,
      end: field.end + shift,
    })),
    queryStart: queryStart === undefined ? undefined : queryStart + shift,
  };
}

/** Text of the same length in which nothing inside double braces can be mistaken for a part of a URL. */
export function maskReferences(text: string): string {
  return text.includes('{{')
    ? text.replace(/\{\{[^{}\r\n]*\}\}/g, (reference) => reference.replace(/[/?#&=:]/g, '_'))
    : text;
}

/** Variables that lead to others; a circle ends it. */
function expand(
  expression: string,
  variableValue: (name: string) => string | undefined,
  depth = 0,
): string | undefined {
  const value = expression.startsWith('$') ? undefined : variableValue(expression);
  const [inner] = value === undefined || depth > 10 ? [] : findReferences(value);
  if (value === undefined || inner?.start !== 0) return value;
  const lead = expand(inner.expression, variableValue, depth + 1);
  return lead === undefined ? undefined : lead + value.slice(inner.end);
}

function destinationOf(host: string, whole: string): Destination {
  if (host === '') return whole.startsWith('/') ? 'connection' : 'open';
  if (/[{}<>$[\]]/.test(host) && !host.startsWith('[::1]')) return 'open';
  const name = host.replace(/^.*@/, '').replace(/:\d+$/, '');
  if (isConcurHost(`.${name}`)) return 'concur';
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i.test(name) ? 'local' : 'foreign';
}

function endOf(text: string, from: number, mark: RegExp): number {
  const found = text.slice(from).search(mark);
  return found === -1 ? text.length : from + found;
}

type Field = WrittenField;

function readQuery(text: string, from: number, end: number): Field[] {
  const fields: Field[] = [];
  let at = from;
  for (const part of text.slice(from, end).split('&')) {
    const equals = part.indexOf('=');
    const name = equals === -1 ? part : part.slice(0, equals);
    fields.push({
      name: decode(name.trim()),
      value: equals === -1 ? '' : part.slice(equals + 1),
      nameStart: at,
      valueStart: at + (equals === -1 ? part.length : equals + 1),
      end: at + part.length,
    });
    at += part.length + 1;
  }
  return fields;
}

/** What a value of a URL stands for; text with a lone `%` stands for itself. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
