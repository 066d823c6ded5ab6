import { headerValue } from '../http/request.js';

/** Labels that mean UTF-8, or a part of it, so that nothing has to be decoded. */
const UTF8 = /^(utf-?8|us-ascii|ascii)$/i;

/**
 * The charset of a body as a label for `TextDecoder`: a byte order mark wins, then the header, then what XML or HTML
 * says of itself in its first lines. UTF-8 when none says anything, or something that nobody knows.
 * @param beginning of the body; 1 KB suffices
 */
export function charsetOf(headers: readonly (readonly [string, string])[], beginning: Uint8Array): string {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && beginning[2] === 0xbf) return 'utf-8';
  const named = /charset\s*=\s*["']?([\w.:-]+)/i.exec(headerValue(headers, 'content-type') ?? '')?.[1];
  const label = named ?? ownCharset(beginning);
  return label === undefined || UTF8.test(label) || !isKnown(label) ? 'utf-8' : label.toLowerCase();
}

function ownCharset(beginning: Uint8Array): string | undefined {
  const start = Buffer.from(beginning.subarray(0, 1024)).toString('latin1');
  return (
    /^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)/i.exec(start)?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w.:-]+)/i.exec(start)?.[1]
  );
}

function isKnown(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
