/** References as they are written, and what of them a file holds. */

/** A reference in its two halves: the path of a file, decoded, and where in it. */
export function splitReference(reference: string): { readonly path: string; readonly pointer: string } {
  const hash = reference.indexOf('#');
  return hash < 0
    ? { path: decode(reference), pointer: '' }
    : { path: decode(reference.slice(0, hash)), pointer: reference.slice(hash + 1) };
}

/** Whether the path of a reference leads to the network. */
export function isUrl(path: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(path);
}

/** A key of a JSON pointer (RFC 6901) as it stands in the object. */
export function unescapePointer(key: string): string {
  return decode(key).replaceAll('~1', '/').replaceAll('~0', '~');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is no escape: what stands there is meant
  }
}
