/** A fenced block of Markdown that holds requests. */
export interface Fence {
  /** What stands between the fences, as written. */
  readonly text: string;
  /** Where that starts in the Markdown text: offset, and zero-based line. */
  readonly offset: number;
  readonly line: number;
}

/**
 * The blocks of a Markdown text that say `http` or `rest`, closed by a fence at least as long. One that nothing closes
 * goes on to the end of the text, as CommonMark has it. Takes any text; lines may end in `\n`, `\r\n` or `\r`.
 */
export function httpFences(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open:
    | { readonly fence: string; readonly isHttp: boolean; readonly offset: number; readonly line: number }
    | undefined;
  let offset = 0;
  let line = 0;
  for (const text of markdown.split(/(?<=\r\n|\r(?!\n)|\n)/)) {
    const next = offset + text.length;
    const [, fence = '', info = ''] = /^[\t >]*(`{3,}|~{3,})([^\r\n]*)/.exec(text) ?? [];
    if (!open && fence !== '' && !info.includes('`')) {
      open = { fence, isHttp: /^\s*(?:http|rest)(?=[\s,{]|$)/i.test(info), offset: next, line: line + 1 };
    } else if (open && fence.startsWith(open.fence) && info.trim() === '') {
      if (open.isHttp) fences.push({ text: markdown.slice(open.offset, offset), offset: open.offset, line: open.line });
      open = undefined;
    }
    offset = next;
    line += 1;
  }
  if (open?.isHttp) fences.push({ text: markdown.slice(open.offset), offset: open.offset, line: open.line });
  return fences;
}
