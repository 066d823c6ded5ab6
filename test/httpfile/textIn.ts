import type { Position, TextRange } from '../../src/kernel/text.js';

/** The text that a range covers. */
export function textIn(text: string, { start, end }: TextRange): string {
  return withoutMark(text).slice(offsetOf(text, start), offsetOf(text, end));
}

/** Where a position stands in the text without its byte order mark; NaN when it is outside. */
export function offsetOf(text: string, { line, character }: Position): number {
  const parts = withoutMark(text).split(/(\r\n|\r|\n)/);
  const content = parts[line * 2];
  if (content === undefined || character < 0 || character > content.length) return Number.NaN;
  return parts.slice(0, line * 2).join('').length + character;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
