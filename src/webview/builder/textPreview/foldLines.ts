/** Where lines of a formatted text fold: those after which lines stand further in. */

/** For each line the last line of its fold, or -1 where there is nothing to fold. Zero-based. */
export function foldsOf(lines: readonly string[]): Int32Array {
  const ends = new Int32Array(lines.length).fill(-1);
  const open: { readonly line: number; readonly indent: number }[] = [];
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const indent = line.length - line.trimStart().length;
    for (let top = open.at(-1); top && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      if (at - 1 > top.line) ends[top.line] = at - 1;
    }
    open.push({ line: at, indent });
  }
  for (const { line } of open) if (lines.length - 1 > line) ends[line] = lines.length - 1;
  return ends;
}

/** Numbers of the lines that are seen, given which are folded. */
export function visibleLines(ends: Int32Array, folded: ReadonlySet<number>): number[] {
  const seen: number[] = [];
  for (let line = 0; line < ends.length; line += 1) {
    seen.push(line);
    const end = ends[line] ?? -1;
    if (folded.has(line) && end > line) line = end;
  }
  return seen;
}
