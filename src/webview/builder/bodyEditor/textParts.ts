/** Characters that a text area shows at once: in larger ones a keystroke takes longer than a frame. */
const PART = 60_000;

/** Cuts a text behind line ends into parts that a text area takes easily; joined they are the text. */
export function cutParts(text: string): string[] {
  if (text.length <= 2 * PART) return [text];
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const wanted = at + PART;
    const lineEnd = wanted >= text.length ? -1 : text.lastIndexOf('\n', wanted);
    const end = wanted >= text.length ? text.length : lineEnd > at ? lineEnd + 1 : wanted;
    parts.push(text.slice(at, end));
    at = end;
  }
  return parts;
}

export function countLineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
