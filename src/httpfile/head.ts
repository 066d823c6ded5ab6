/** The lines of a request above its body: URL and headers. Lines count from its section. */
import { unescapeText } from './escapes.js';
import { type Header, readHeader } from './lineForms.js';
import type { HeaderPlace, NodeKind, Piece } from './nodes.js';
import { splitHttpVersion } from './requestLine.js';
import { type Part, type Section, type Stretch, textOf } from './section.js';

export interface UrlParts {
  readonly url: string;
  readonly httpVersion: string | undefined;
  readonly pieces: readonly Piece[];
}

export interface HeaderParts {
  readonly headers: readonly (readonly [string, string])[];
  readonly places: readonly HeaderPlace[];
}

/** Joins a URL from the request line and those that go on with it. */
export function readUrl(section: Section, part: Part): UrlParts {
  const { requestLine } = part;
  if (!requestLine) return { url: '', httpVersion: undefined, pieces: [] };
  const pieces: Piece[] = [];
  if (requestLine.url !== '') {
    pieces.push({
      text: unescapeIn(part, requestLine.url),
      start: { line: section.stretches[part.head]?.first.number ?? 0, character: requestLine.urlStart },
    });
  }
  let { httpVersion } = requestLine;
  for (const stretch of headLines(section, part, 'urlLine')) {
    const line = splitHttpVersion(textOf(section, stretch));
    pieces.push({
      text: unescapeIn(part, line.url),
      start: { line: stretch.first.number, character: stretch.first.indent },
    });
    httpVersion = line.httpVersion ?? httpVersion;
  }
  return { url: pieces.map(({ text }) => text).join(''), httpVersion, pieces };
}

/** Reads headers; a line that goes on with one is joined to it by a space. */
export function readHeaders(section: Section, part: Part): HeaderParts {
  const headers: [string, string][] = [];
  const places: HeaderPlace[] = [];
  for (const stretch of headLines(section, part, 'header', 'headerLine')) {
    const text = textOf(section, stretch);
    const before = headers.at(-1);
    if (stretch.kind === 'headerLine' && before) {
      before[1] = `${before[1]} ${text.trim()}`.trim();
      continue;
    }
    const { name, nameStart, value, valueStart } = readHeader(text) as Header;
    const line = stretch.first.number;
    headers.push([unescapeIn(part, name), unescapeIn(part, value)]);
    places.push({ name: { line, character: nameStart }, value: { line, character: valueStart } });
  }
  return { headers, places };
}

/** Whether a stretch can only stand below the head. */
export function isBody(kind: NodeKind | undefined): boolean {
  return kind === 'body' || kind === 'bodyFile';
}

/** Those below the request line down to the first empty line. */
function* headLines({ stretches }: Section, part: Part, ...kinds: readonly NodeKind[]): Generator<Stretch> {
  for (let at = part.head + 1; at < part.end; at += 1) {
    const stretch = stretches[at] as Stretch;
    if (stretch.kind === 'blank' || isBody(stretch.kind)) return;
    if (kinds.includes(stretch.kind)) yield stretch;
  }
}

function unescapeIn({ isEscaped }: Part, text: string): string {
  return isEscaped ? unescapeText(text) : text;
}
