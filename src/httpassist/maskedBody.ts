import { findReferences } from '../httpfile/references.js';

/** JSON with variables in it, as text of the same length that a reader of JSON takes. */
export interface MaskedBody {
  readonly text: string;
  /** Whether a stretch holds something that only a variable knows. */
  readonly isOpen: (offset: number, length: number) => boolean;
}

/** Variables within strings become letters, others a number. */
export function maskBody(body: string): MaskedBody {
  const references = findReferences(body);
  if (references.length === 0) return { text: body, isOpen: () => false };
  let text = '';
  let from = 0;
  let isInString = false;
  for (const { start, end } of references) {
    const before = body.slice(from, start);
    isInString = endsInString(before, isInString);
    const length = end - start;
    text += before + (isInString ? '_'.repeat(length) : `0${' '.repeat(length - 1)}`);
    from = end;
  }
  text += body.slice(from);
  return {
    text,
    isOpen: (offset, length) => references.some(({ start, end }) => start < offset + length && end > offset),
  };
}

function endsInString(text: string, before: boolean): boolean {
  let isInside = before;
  for (let at = 0; at < text.length; at += 1) {
    if (isInside && text[at] === '\\') at += 1;
    else if (text[at] === '"') isInside = !isInside;
  }
  return isInside;
}
