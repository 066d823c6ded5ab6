/** What is said about a request between its lines. Lines count from its section. */
import { isBody } from './head.js';
import { readMetadata } from './lineForms.js';
import type { Directive, NodeKind, Note } from './nodes.js';
import { type Part, rangeOf, type Section, type Stretch, textOf } from './section.js';

/** Those above the request line, and below it down to the first empty line. */
export function readDirectives(section: Section, part: Part): readonly Directive[] {
  const { stretches } = section;
  const directives: Directive[] = [];
  for (let at = part.from; at < part.end; at += 1) {
    const stretch = stretches[at] as Stretch;
    if (at > part.head && (stretch.kind === 'blank' || isBody(stretch.kind))) break;
    if (stretch.kind !== 'directive') continue;
    const text = textOf(section, stretch);
    const metadata = readMetadata(text);
    if (metadata) directives.push({ ...metadata, range: rangeOf(stretch.first, text) });
  }
  return directives;
}

/** @param mark what stands in front of the text of a note */
export function readNotes(section: Section, part: Part, kind: NodeKind, mark: RegExp): Note[] {
  const notes: Note[] = [];
  const { stretches, text } = section;
  for (let at = part.from; at < part.end; at += 1) {
    const stretch = stretches[at] as Stretch;
    if (stretch.kind !== kind) continue;
    const { first, last } = stretch;
    const content = text.slice(first.start, last.end);
    const range = {
      start: { line: first.number, character: first.indent },
      end: { line: last.number, character: text.slice(last.start, last.end).trimEnd().length },
    };
    notes.push({ text: content.replace(mark, '').trim(), range });
  }
  return notes;
}
