import { JsonFormatter, type JsonOutcome } from './jsonFormatter.js';

/**
 * JSON text with line breaks and two spaces per level; see {@link JsonFormatter} for what stays as it came. Text that is
 * no JSON, or whose end is missing, comes back unchanged.
 */
export function formatJson(text: string): string {
  const { formatted, outcome } = formatJsonText(text);
  return outcome === 'whole' ? formatted : text;
}

/** The same, with what the text turned out to be; `formatted` is the text itself when it is no JSON. */
export function formatJsonText(text: string): { readonly formatted: string; readonly outcome: JsonOutcome } {
  if (/\p{Surrogate}/u.test(text)) return { formatted: text, outcome: 'notJson' }; // a lone half of a pair is lost in bytes
  const formatter = new JsonFormatter();
  const bytes = formatter.write(Buffer.from(text));
  const outcome = formatter.end();
  return { formatted: outcome === 'notJson' ? text : Buffer.from(bytes).toString('utf8'), outcome };
}
