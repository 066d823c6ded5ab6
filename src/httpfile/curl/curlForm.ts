/** `-F name=value`: the fields of curl's forms, and the multipart body that they make. */
import mime from 'mime/lite';

/** A stretch of a body. A path is as the command has it. */
export type CurlBodyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string };

export interface FormField {
  readonly name: string;
  readonly content: CurlBodyPart;
  readonly fileName?: string;
  readonly mediaType?: string;
}

/**
 * Reads `name=value`, `name="value"`, `name=@file`, `name=<file`, with `;type=` and `;filename=` behind.
 * @param mayBeFile false for `--form-string`, which takes everything as it is
 * @returns undefined without a name
 */
export function readFormField(text: string, mayBeFile: boolean): FormField | undefined {
  const at = text.indexOf('=');
  if (at < 1) return undefined;
  const name = text.slice(0, at);
  const written = text.slice(at + 1);
  if (!mayBeFile) return { name, content: { kind: 'text', text: written } };
  const { value, attributes } = splitAttributes(written);
  const mediaType = attributes.get('type');
  const typed = mediaType === undefined ? {} : { mediaType };
  if (value.startsWith('<')) return { name, content: { kind: 'file', path: value.slice(1) }, ...typed };
  if (!value.startsWith('@')) return { name, content: { kind: 'text', text: value }, ...typed };
  const path = unquote(value.slice(1));
  return {
    name,
    content: { kind: 'file', path },
    fileName: attributes.get('filename') ?? path.split(/[\\/]/).at(-1) ?? path,
    mediaType: mediaType ?? mime.getType(path) ?? 'application/octet-stream',
  };
}

/** The body of a form, as parts of text and files. Lines end in `\r\n`. */
export function writeForm(fields: readonly FormField[], boundary: string): CurlBodyPart[] {
  const parts: CurlBodyPart[] = [];
  let text = '';
  for (const { name, content, fileName, mediaType } of fields) {
    text += `--${boundary}\r\nContent-Disposition: form-data; name="${quoteName(name)}"`;
    if (fileName !== undefined) text += `; filename="${quoteName(fileName)}"`;
    if (mediaType !== undefined) text += `\r\nContent-Type: ${mediaType}`;
    text += '\r\n\r\n';
    if (content.kind === 'text') {
      text += content.text;
    } else {
      parts.push({ kind: 'text', text }, content);
      text = '';
    }
    text += '\r\n';
  }
  return [...parts, { kind: 'text', text: `${text}--${boundary}--\r\n` }];
}

function splitAttributes(text: string): { value: string; attributes: ReadonlyMap<string, string> } {
  const [, quoted, plain = ''] = /^(?:"((?:[^"\\]|\\.)*)"|((?:[@<]?"(?:[^"\\]|\\.)*")|[^;]*))/.exec(text) ?? [];
  const value = quoted === undefined ? plain : quoted.replace(/\\(["\\])/g, '$1');
  const rest = text.slice(quoted === undefined ? plain.length : quoted.length + 2);
  const attributes = new Map<string, string>();
  for (const [, key = '', attribute = ''] of rest.matchAll(/;\s*(type|filename)=("(?:[^"\\]|\\.)*"|[^;]*)/g)) {
    attributes.set(key, unquote(attribute));
  }
  // A semicolon that starts no attribute belongs to the value.
  return attributes.size === 0 && quoted === undefined ? { value: text, attributes } : { value, attributes };
}

function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

function quoteName(text: string): string {
  return text.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
}
