/** The lines around a request line: notes in comments, variables, headers. Offsets count from the start of the text given. */

export interface Metadata {
  /** Starts with a letter. */
  readonly key: string;
  /** '' when there is none. */
  readonly value: string;
}

/** Reads `# @key value`, `// @key value` and `# @key = value`; undefined for any other comment. */
export function readMetadata(comment: string): Metadata | undefined {
  if (!comment.includes('@')) return undefined;
  const text = comment.trim();
  const found = /^(?:#+|\/\/+)\s*@([A-Za-z][\w.-]*)(?=[\s=]|$)/.exec(text);
  if (found?.[1] === undefined) return undefined;
  const rest = text.slice(found[0].length).trim();
  return { key: found[1], value: rest.startsWith('=') ? rest.slice(1).trim() : rest };
}

/** Reads `@name = value`; undefined without a name or without `=`. */
export function readVariable(text: string): { readonly name: string; readonly value: string } | undefined {
  const line = text.trim();
  const found = /^@([^\s=]+)\s*=/.exec(line);
  return found?.[1] === undefined ? undefined : { name: found[1], value: line.slice(found[0].length).trim() };
}

export interface Header {
  readonly name: string;
  readonly nameStart: number;
  readonly value: string;
  readonly valueStart: number;
}

/**
 * Reads `Name: value`, and `{{name}}` alone as a name without a value; undefined unless the name is an HTTP token
 * (RFC 9110, 5.6.2), in which variables may stand. Its first character may be escaped.
 */
export function readHeader(text: string): Header | undefined {
  const colon = text.indexOf(':');
  if (colon === -1) return readHeaderVariable(text);
  const name = text.slice(0, colon).trim();
  if (!/^(?:[\w!#$%&'*+.^`|~-]|\{\{[^{}]+\}\})+$/.test(name.replace(/^\\u[\da-f]{4}/, '_'))) return undefined;
  const rest = text.slice(colon + 1);
  return {
    name,
    nameStart: text.indexOf(name),
    value: rest.trim(),
    valueStart: text.length - rest.trimStart().length,
  };
}

/** `{{name}}` alone on a line: a variable whose value is a whole header. */
function readHeaderVariable(text: string): Header | undefined {
  const name = text.trim();
  if (!/^\{\{[^{}]+\}\}$/.test(name)) return undefined;
  return { name, nameStart: text.indexOf(name), value: '', valueStart: text.trimEnd().length };
}

/**
 * Whether a line goes on with the URL above it: `?a=1`, `&b=2`, `/path`, or another indented word that is no header.
 * Only that word needs indentation.
 */
export function continuesUrl(text: string): boolean {
  const rest = text.trim();
  if (/^[?&/]/.test(rest)) return true;
  if (!/^\s/.test(text)) return false;
  const header = readHeader(rest);
  return header && !rest.startsWith('{{') ? header.value.startsWith('//') : !/\s/.test(rest) && !OPENING.test(rest);
}

/** Whether a line only says that something was left out: `...`. */
export function isElision(text: string): boolean {
  return /^\s*(?:\.{2,}|…)\s*$/.test(text);
}

/** How JSON, XML and multipart start. */
const OPENING = /^\s*(?:\{(?!\{)|["[]|<[\w!?/@\s]|--\w)/;

/** Whether a line below the headers can only belong to a body, whose empty line in front was forgotten. */
export function startsBody(text: string): boolean {
  return OPENING.test(text) || /^[\w.%-]+=\S*$/.test(text.trim());
}
