import { escapeBody, escapeLine, escapeName, escapeUrl } from './escapes.js';
import type { Note, Output } from './nodes.js';
import { parseHttpFile } from './parse.js';

/** What of a request can be written as `.http` text. A request of an `HttpFile` is one, too. */
export interface PrintableRequest {
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  /** A verb in capitals. */
  readonly method: string;
  /** Absolute, a path, or starting with a variable. */
  readonly url: string;
  /** `1.1`. */
  readonly httpVersion?: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string | undefined;
  /** Written as `# @key value`; `name` only from `name`. */
  readonly directives?: readonly { readonly key: string; readonly value: string }[];
  readonly assertions?: readonly Pick<Note, 'text'>[];
  readonly outputs?: readonly Pick<Output, 'text' | 'overwrites'>[];
  readonly references?: readonly Pick<Note, 'text'>[];
}

/**
 * Writes a request as text from which `parseHttpFile` reads the same request, byte for byte; ends with a line end. The
 * `###` line is written only with a title: to put requests one below the other, put `###` between those without.
 *
 * A body with lines that would not be sent (comments and the like) gets `# @verbatim`. What lines cannot hold at all
 * (a body line that starts with `###`, line ends other than those of its kind, blank lines at its end, line ends in a
 * header) is written with backslashes below `# @verbatim escaped`. Name and title come onto one line each. An empty
 * body is none.
 */
export function printHttpRequest(request: PrintableRequest): string {
  const plain = write(request, 'plain');
  if (isReadBack(plain, request)) return plain;
  const verbatim = write(request, 'verbatim');
  return isReadBack(verbatim, request) ? verbatim : write(request, 'escaped');
}

/** Whether what is sent of a request is read from a text exactly. */
function isReadBack(text: string, { method, url, headers, body = '' }: PrintableRequest): boolean {
  const [read, ...others] = parseHttpFile(text).requests;
  return (
    read !== undefined &&
    others.length === 0 &&
    read.method === method &&
    read.url === url &&
    (read.body ?? '') === body &&
    read.headers.length === headers.length &&
    read.headers.every(([name, value], at) => name === headers[at]?.[0] && value === headers[at]?.[1]) &&
    !/\p{Surrogate}/u.test(text)
  );
}

type Form = 'plain' | 'verbatim' | 'escaped';

function write(request: PrintableRequest, form: Form): string {
  const { name, title, method, url, httpVersion, headers, body = '', directives = [] } = request;
  const isEscaped = form === 'escaped';
  const lines: string[] = [];
  const heading = title === undefined ? '' : onOneLine(title);
  if (heading) lines.push(`### ${heading}`);
  const label = name === undefined ? '' : onOneLine(name);
  if (label) lines.push(directive('name', label));
  for (const { key, value } of directives) {
    if (key !== 'name' && key !== 'verbatim') lines.push(directive(key, onOneLine(value)));
  }
  if (form !== 'plain') lines.push(directive('verbatim', isEscaped ? form : ''));
  const version = httpVersion === undefined ? '' : ` HTTP/${httpVersion}`;
  lines.push(`${method} ${isEscaped ? escapeUrl(url) : onOneLine(url)}${version}`);
  for (const [key, value] of headers) {
    const header = isEscaped ? `${escapeName(key)}: ${escapeLine(value)}` : `${key}: ${onOneLine(value)}`;
    lines.push(header.trimEnd());
  }
  const notes = writeNotes(request);
  const sent = body === '' ? [] : ['', ...(isEscaped ? escapeBody(body) : body).split(/\r\n|\r|\n/)];
  if (form !== 'plain') lines.push(...notes, ...sent);
  else {
    lines.push(...sent);
    if (notes.length > 0) lines.push('', ...notes);
  }
  return `${lines.join('\n')}\n`;
}

function writeNotes({ assertions = [], outputs = [], references = [] }: PrintableRequest): string[] {
  return [
    ...assertions.map(({ text }) => `?? ${onOneLine(text)}`),
    ...outputs.map(({ text, overwrites }) => `>>${overwrites ? '!' : ''} ${onOneLine(text)}`),
    ...references.map(({ text }) => `<> ${onOneLine(text)}`),
  ];
}

function directive(key: string, value: string): string {
  return `# @${key}${value.startsWith('=') ? ' =' : ''}${value === '' ? '' : ` ${value}`}`;
}

function onOneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
