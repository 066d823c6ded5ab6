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
 * Writes a request as text from which `parseHttpFile` reads the same request; ends with a line end. The `###` line is
 * written only with a title: to put requests one below the other, put `###` between those without. A body with lines
 * that would not be sent (comments and the like) gets `# @verbatim`.
 *
 * What the language cannot say is brought as near as it gets: url, headers, name and title come onto one line each, line
 * ends of the body become `\n` (`\r\n` in multipart), blank lines at its end go, and a body line that starts with `###`
 * is indented by a space.
 */
export function printHttpRequest(request: PrintableRequest): string {
  const { body } = request;
  if (body === undefined || body.trim() === '') return write(request, [], false);
  const lines = trimEnd(body.split(/\r\n|\r|\n/)).map((line) => (line.startsWith('###') ? ` ${line}` : line));
  const plain = write(request, lines, false);
  const { requests } = parseHttpFile(plain);
  const isRead = requests.length === 1 && requests[0]?.body?.replaceAll('\r\n', '\n') === lines.join('\n');
  return isRead ? plain : write(request, lines, true);
}

function write(request: PrintableRequest, body: readonly string[], isVerbatim: boolean): string {
  const { name, title, method, url, httpVersion, headers, directives = [] } = request;
  const lines: string[] = [];
  const heading = title === undefined ? '' : onOneLine(title);
  if (heading) lines.push(`### ${heading}`);
  const label = name === undefined ? '' : onOneLine(name);
  if (label) lines.push(directive('name', label));
  for (const { key, value } of directives) {
    if (key !== 'name' && key !== 'verbatim') lines.push(directive(key, onOneLine(value)));
  }
  if (isVerbatim) lines.push(directive('verbatim', ''));
  lines.push(`${method} ${onOneLine(url)}${httpVersion === undefined ? '' : ` HTTP/${httpVersion}`}`);
  for (const [key, value] of headers) lines.push(`${key}: ${onOneLine(value)}`.trimEnd());
  const notes = writeNotes(request);
  if (isVerbatim) lines.push(...notes, '', ...body);
  else {
    if (body.length > 0) lines.push('', ...body);
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

function trimEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line.trim() !== '') + 1);
}
