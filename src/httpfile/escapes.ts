/**
 * How `# @verbatim escaped` writes what lines cannot hold: a backslash as `\\`, line ends as `\n` and `\r`, any other
 * UTF-16 unit as `\u0020`.
 */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([\\nr])|u([\da-f]{4}))/gi, (_, letter: string | undefined, code: string | undefined) =>
    letter === undefined ? String.fromCharCode(Number.parseInt(code ?? '', 16)) : (LETTERS.get(letter) ?? letter),
  );
}

/** A body as lines: none of them is a separator, and white space at the end is written out. */
export function escapeBody(text: string): string {
  const filled = text.trimEnd();
  return escapeSigns(filled, /\\|\r|^#(?=##)/gm) + escapeSigns(text.slice(filled.length), /[\s\S]/g);
}

/** Text on one line, without white space around it. */
export function escapeLine(text: string): string {
  return escapeSigns(text, /\\|[\r\n]|^\s+|\s+$/g);
}

/** The same of a URL, which must not seem to end in a version of HTTP. */
export function escapeUrl(url: string): string {
  return escapeSigns(url, /\\|[\r\n]|^\s+|\s+$|\s(?=HTTPS?\/)/gi);
}

/** The same of a header's name, which must not read like a comment or more of the URL. */
export function escapeName(name: string): string {
  return escapeSigns(name, /^[#&]/g);
}

const LETTERS = new Map([
  ['n', '\n'],
  ['r', '\r'],
]);
const SIGNS = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

/** Also writes out halves of a character, which no file can hold. */
function escapeSigns(text: string, signs: RegExp): string {
  return text
    .replace(signs, (found) => Array.from({ length: found.length }, (_, at) => escapeUnit(found, at)).join(''))
    .replace(/\p{Surrogate}/gu, (half) => escapeUnit(half, 0));
}

function escapeUnit(text: string, at: number): string {
  return SIGNS.get(text.charAt(at)) ?? `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
