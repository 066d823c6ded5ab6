import type { HttpFileRequest } from '../httpfile/nodes.js';
import { type ParsedHttpFile, parseHttpFile } from '../httpfile/parse.js';
import type { PlacedSection } from '../httpfile/placed.js';
import { findReferences } from '../httpfile/references.js';
import type { Stretch } from '../httpfile/section.js';
import { formatXml } from '../response/format.js';
import { formatJson } from '../response/json.js';
import type { TextChange } from './finding.js';
import { bodyFormatOf } from './media.js';

/**
 * Tidies a file section by section: space around lines of the head, JSON and XML bodies, blank lines between parts.
 * A section that would then send anything else, but for white space in such bodies, is left alone.
 * @param from and `to`: lines of the file; sections that they do not touch stay as they are
 */
export async function formatFile(
  file: ParsedHttpFile,
  from = 0,
  to = Number.POSITIVE_INFINITY,
): Promise<readonly TextChange[]> {
  const changes: TextChange[] = [];
  const endOfLine = file.sections.some(({ section }) => section.text.includes('\r\n')) ? '\r\n' : '\n';
  for (const [index, placed] of file.sections.entries()) {
    const { section, line } = placed;
    if (line + section.lineEnds < from || line > to) continue;
    const isLast = index === file.sections.length - 1;
    const formatted = await formatSection(placed, isLast, endOfLine);
    if (formatted === section.text) continue;
    const lines = section.text.split(/\r\n|\r|\n/);
    const end = { line: line + lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    changes.push({ range: { start: { line, character: 0 }, end }, newText: formatted });
  }
  return changes;
}

async function formatSection(placed: PlacedSection, isLast: boolean, endOfLine: string): Promise<string> {
  const { section } = placed;
  if (section.text.trim() === '') return isLast ? section.text : '';
  const lines = await tidy(placed);
  while (lines.at(-1) === '') lines.pop();
  const text = `${lines.join(endOfLine)}${endOfLine}${isLast ? '' : endOfLine}`;
  return sendsTheSame(section.text, text) ? text : section.text;
}

async function tidy({ section, requests, line }: PlacedSection): Promise<string[]> {
  const lines: string[] = [];
  const bodies = section.parts.map(({ head, end }) => ({ head, end, ...bodyStretches(section.stretches, head, end) }));
  for (let at = 0; at < section.stretches.length; at += 1) {
    const stretch = section.stretches[at] as Stretch;
    const index = bodies.findIndex(({ from, to }) => from !== -1 && at >= from && at < to);
    const body = bodies[index];
    if (body) {
      const text = section.text.slice(
        (section.stretches[body.from] as Stretch).first.start,
        (section.stretches[body.to - 1] as Stretch).last.end,
      );
      const head = line + (section.stretches[body.head] as Stretch).first.number;
      const request = requests.find(({ requestLine }) => requestLine.start.line === head);
      lines.push(...(await formatBody(text, section.stretches.slice(body.from, body.to), request)).split(/\r\n|\r|\n/));
      at = body.to - 1;
      continue;
    }
    const text = section.text.slice(stretch.first.start, stretch.last.end);
    if (stretch.kind === 'blank') {
      if (lines.at(-1) !== '' && lines.length > 0) lines.push('');
    } else lines.push(...formatLine(stretch, text).split(/\r\n|\r|\n/));
  }
  return lines;
}

/** From the first to the last stretch that is sent as the body; -1 without one. */
function bodyStretches(stretches: readonly Stretch[], head: number, end: number): { from: number; to: number } {
  let from = -1;
  let to = -1;
  for (let at = head + 1; at < end; at += 1) {
    const kind = stretches[at]?.kind;
    if (kind !== 'body' && kind !== 'bodyFile') continue;
    if (from === -1) from = at;
    to = at + 1;
  }
  return { from, to };
}

function formatLine({ kind }: Stretch, text: string): string {
  switch (kind) {
    case 'requestLine':
      return text
        .trim()
        .replace(/^([A-Za-z-]+)\s+(?=\S)/, '$1 ')
        .replace(/\s+(HTTPS?\/\S+)$/i, ' $1');
    case 'header': {
      const colon = text.indexOf(':');
      return `${text.slice(0, colon).trim()}: ${text.slice(colon + 1).trim()}`.trimEnd();
    }
    case 'variable': {
      const [, name, value = ''] = /^\s*@([^\s=]+)\s*=\s*(.*?)\s*$/.exec(text) ?? [];
      return name === undefined ? text : `@${name} = ${value}`.trimEnd();
    }
    case 'separator':
    case 'directive':
    case 'comment':
      return text.trimEnd();
    default:
      return text;
  }
}

async function formatBody(
  text: string,
  stretches: readonly Stretch[],
  request: HttpFileRequest | undefined,
): Promise<string> {
  const isPlain = stretches.every(({ kind }) => kind === 'body' || kind === 'blank');
  if (!request || !isPlain || 'verbatim' in request.metadata) return text;
  const format = bodyFormatOf(request);
  if (format === 'json') return formatJsonBody(text);
  return format === 'xml' ? formatXmlBody(text) : text;
}

/** JSON in which variables may stand where a value is expected; numbers stay as they are written. */
function formatJsonBody(text: string): string {
  const { masked, restore } = hideReferences(text);
  const formatted = formatJson(masked);
  return formatted === masked ? text : restore(formatted);
}

/** Only XML that stays the same but for white space between elements; mixed content would not. */
async function formatXmlBody(text: string): Promise<string> {
  if (/<!\[CDATA\[|<!--|xml:space/.test(text) || isMixed(text)) return text;
  const formatted = await formatXml(text);
  const bare = (xml: string): string => xml.replace(/>\s+</g, '><').replace(/\s+/g, ' ').trim();
  return bare(formatted).replace(/\s*\/>/g, '/>') === bare(text).replace(/\s*\/>/g, '/>') ? formatted : text;
}

/** Text beside elements: white space means something there. */
function isMixed(xml: string): boolean {
  return />\s*[^\s<][^<]*<[A-Za-z]/.test(xml) || /(?:<\/[^<>]*|\/)>\s*[^\s<]/.test(xml);
}

/** Bare variables become texts that stand for them, so that the formatter takes them for values. */
function hideReferences(text: string): { readonly masked: string; readonly restore: (formatted: string) => string } {
  const hidden: string[] = [];
  let masked = '';
  let from = 0;
  let isInString = false;
  for (const { start, end } of findReferences(text)) {
    const before = text.slice(from, start);
    for (let at = 0; at < before.length; at += 1) {
      if (isInString && before[at] === '\\') at += 1;
      else if (before[at] === '"') isInString = !isInString;
    }
    masked += before;
    if (isInString) masked += text.slice(start, end);
    else {
      masked += `"\u{e000}${hidden.length}\u{e001}"`;
      hidden.push(text.slice(start, end));
    }
    from = end;
  }
  masked += text.slice(from);
  const restore = (formatted: string): string =>
    formatted.replace(/"\u{e000}(\d+)\u{e001}"/gu, (_, index: string) => hidden[Number(index)] ?? '');
  return { masked: text.includes('\u{e000}') ? text : masked, restore };
}

/** Whether two texts hold the same requests, but for white space in JSON and XML bodies. */
function sendsTheSame(before: string, after: string): boolean {
  const [a, b] = [parseHttpFile(before), parseHttpFile(after)];
  return (
    JSON.stringify(a.requests.map(essence)) === JSON.stringify(b.requests.map(essence)) &&
    JSON.stringify(a.variables.map(({ name, value }) => [name, value])) ===
      JSON.stringify(b.variables.map(({ name, value }) => [name, value]))
  );
}

function essence(request: HttpFileRequest): unknown {
  const { name, title, method, url, httpVersion, headers, directives, assertions, outputs, references, scripts, curl } =
    request;
  const texts = [assertions, outputs, references, scripts].map((notes) => notes.map(({ text }) => text));
  return [
    name,
    title,
    method,
    url,
    httpVersion,
    headers,
    directives.map(({ key, value }) => [key, value]),
    texts,
    curl,
    essenceOfBody(request),
  ];
}

function essenceOfBody(request: HttpFileRequest): string | undefined {
  const { body } = request;
  const format = bodyFormatOf(request);
  if (body === undefined || 'verbatim' in request.metadata) return body;
  if (format === 'json') return withoutSpace(body);
  return format === 'xml'
    ? body
        .replace(/>\s+</g, '><')
        .replace(/\s*\/>/g, '/>')
        .replace(/\s+/g, ' ')
        .trim()
    : body;
}

/** JSON without the space between its parts; whatever stands between quotes stays. */
function withoutSpace(json: string): string {
  return json.replace(
    /("(?:[^"\\]|\\.)*")|(\{\{[^{}\r\n]+\}\})|\s+/g,
    (_, text?: string, reference?: string) => text ?? reference ?? '',
  );
}
