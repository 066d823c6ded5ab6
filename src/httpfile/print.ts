import { isStatusLine } from './requestLine.js';

/** What of a request can be written as `.http` text. */
export interface PrintableRequest {
  readonly name?: string;
  readonly title?: string;
  /** A verb in capitals. */
  readonly method: string;
  /** Absolute, a path, or starting with a variable. */
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/**
 * Writes a request as text from which `parseHttpFile` reads the same request; ends with a line end. The `###` line is
 * written only with a title: to put requests one below the other, put `###` between those without.
 *
 * What the language cannot say is brought as near as it gets: url, headers, name and title come onto one line each, line
 * ends of the body become `\n`, blank lines at its end go, and a body line that would end the body (`###`, `HTTP/1.1 200`)
 * is indented by a space.
 */
export function printHttpRequest({ name, title, method, url, headers, body }: PrintableRequest): string {
  const lines: string[] = [];
  const heading = title === undefined ? '' : onOneLine(title);
  if (heading) lines.push(`### ${heading}`);
  const label = name === undefined ? '' : onOneLine(name);
  if (label) lines.push(label.startsWith('=') ? `# @name = ${label}` : `# @name ${label}`);
  lines.push(`${method} ${onOneLine(url)}`);
  for (const [key, value] of headers) lines.push(`${key}: ${onOneLine(value)}`.trimEnd());
  if (body !== undefined && body.trim() !== '') lines.push('', ...body.split(/\r\n|\r|\n/).map(keepInBody));
  return `${lines.join('\n')}\n`;
}

function onOneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}

function keepInBody(line: string): string {
  return line.startsWith('###') || isStatusLine(line) ? ` ${line}` : line;
}
