import { Range } from 'vscode';
import type { TextRange } from '../../kernel/text.js';

/** A range of the core as VS Code's own. */
export function toRange({ start, end }: TextRange): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
