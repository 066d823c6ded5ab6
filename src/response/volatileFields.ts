/** What stands for a value that is left out of a comparison. */
export const IGNORED = '(ignored)';

/** A name with `*` for any letters, whatever the letter case. */
function toExpression(pattern: string): string {
  return pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^"<>\\s]*');
}

/**
 * A formatted body with the values of some fields replaced, so that a comparison shows what matters. Works on the text of
 * JSON and XML; fields that hold objects or lists stay.
 * @param names of fields, e.g. `LastModified*`
 */
export function ignoreFields(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const name = `(?:${names.map(toExpression).join('|')})`;
  const member = new RegExp(`("${name}"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"|[^\\s,{}[\\]"]+)`, 'gi');
  const element = new RegExp(`(<${name}(?:\\s[^<>]*)?>)([^<]+)(</)`, 'gi');
  return text.trimStart().startsWith('<')
    ? text.replace(element, `$1${IGNORED}$3`)
    : text.replace(member, `$1"${IGNORED}"`);
}
