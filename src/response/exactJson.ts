/** JSON values that keep numbers as they are written, where a number of JavaScript would write them otherwise. */

/** Marks a text that stands for a number; JSON cannot hold this character unescaped, so no text of a body looks so. */
const MARK = '\u0000#';
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const MARKED = /"\\u0000#([^"]*)"/g;

/**
 * Parses JSON; a number that JavaScript would write otherwise (`1.10`, twenty digits) becomes a marked text, which
 * {@link printExact} and {@link textOf} turn back.
 * @throws {SyntaxError}
 */
export function parseExact(text: string): unknown {
  const escaped = text.replace(TOKEN, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    return `"\\u0000#${token}"`;
  });
  return JSON.parse(escaped);
}

/** JSON text of a value of {@link parseExact}, with two spaces a level. */
export function printExact(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(MARKED, '$1');
}

/** What a value says without quotes: numbers as they were written, nothing for null, objects as JSON in one line. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.startsWith(MARK) ? value.slice(MARK.length) : value;
  return typeof value === 'object' ? JSON.stringify(value).replace(MARKED, '$1') : String(value);
}

/** The number that a value is, exactly written or not; undefined when it is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.startsWith(MARK) ? Number(value.slice(MARK.length)) : undefined;
}
