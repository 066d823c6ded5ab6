/**
 * JSON text with line breaks and two spaces per level. Works on the text itself, not on parsed values: numbers (however
 * long), key order, repeated keys and escapes stay exactly as they came. Text that is no JSON comes back as it is.
 */
export function formatJson(text: string): string {
  const pieces: string[] = [];
  const open: string[] = [];
  const breakLine = (): void => {
    pieces.push('\n', '  '.repeat(open.length));
  };
  let i = 0;
  while (i < text.length) {
    const char = text.charAt(i);
    if (isSpace(char)) {
      i += 1;
    } else if (char === '{' || char === '[') {
      const after = skipSpace(text, i + 1);
      if (text.charAt(after) === closing(char)) {
        pieces.push(char, closing(char));
        i = after + 1;
      } else {
        pieces.push(char);
        open.push(closing(char));
        breakLine();
        i += 1;
      }
    } else if (char === '}' || char === ']') {
      if (open.pop() !== char) return text;
      breakLine();
      pieces.push(char);
      i += 1;
    } else if (char === ',') {
      pieces.push(char);
      breakLine();
      i += 1;
    } else if (char === ':') {
      pieces.push(': ');
      i += 1;
    } else {
      const end = char === '"' ? endOfString(text, i) : endOfWord(text, i);
      if (end === undefined) return text;
      pieces.push(text.slice(i, end));
      i = end;
    }
  }
  return open.length === 0 ? pieces.join('') : text;
}

function closing(char: '{' | '['): '}' | ']' {
  return char === '{' ? '}' : ']';
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\n' || char === '\r' || char === '\t';
}

function skipSpace(text: string, from: number): number {
  let i = from;
  while (isSpace(text.charAt(i))) i += 1;
  return i;
}

/** Index behind the closing quote, or undefined when there is none. */
function endOfString(text: string, start: number): number | undefined {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    let slashes = 0;
    while (text.charAt(quote - 1 - slashes) === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/** Index behind a number or literal. */
function endOfWord(text: string, start: number): number | undefined {
  const match = /[^\s,:{}[\]"]+/y;
  match.lastIndex = start;
  return match.test(text) ? match.lastIndex : undefined;
}
