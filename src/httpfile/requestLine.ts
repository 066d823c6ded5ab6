/** What may stand where a request starts: the request line, or the first line of a recorded response. */

export interface RequestLine {
  readonly method: string;
  /** '' when only a method is there. */
  readonly url: string;
  /** Where `url` starts in the text given. */
  readonly urlStart: number;
  readonly httpVersion?: string;
  /** A known verb in capitals before something that is a URL by its looks: no prose reads like this. */
  readonly isCertain: boolean;
}

const KNOWN_VERBS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);

/** A request line, or undefined when the text cannot be one. Prose that happens to start with "get" or "TODO" is none. */
export function readRequestLine(text: string): RequestLine | undefined {
  const line = text.trim();
  const wordEnd = line.search(/\s|$/);
  const word = line.slice(0, wordEnd);
  const method = word.toUpperCase();
  const isKnown = KNOWN_VERBS.has(method);
  const isCapital = /^[A-Z][A-Z0-9_-]*$/.test(word);
  const hasMethod = isKnown || isCapital;
  const { url, httpVersion } = splitHttpVersion(hasMethod ? line.slice(wordEnd) : line);
  const isUrl = looksLikeUrl(url);
  if (!isUrl && !(isKnown && (isCapital || url === ''))) return undefined;
  return {
    method: hasMethod ? method : 'GET',
    url,
    urlStart: text.indexOf(url, text.indexOf(word) + (hasMethod ? wordEnd : 0)),
    ...(httpVersion === undefined ? {} : { httpVersion }),
    isCertain: isKnown && isCapital && isUrl,
  };
}

/** Takes `HTTP/1.1` off the end of (a line of) a URL; both parts come back trimmed. */
export function splitHttpVersion(text: string): { readonly url: string; readonly httpVersion?: string } {
  const trimmed = text.trim();
  const found = /(?:^|\s)HTTP\/(\d(?:\.\d)?)$/i.exec(trimmed);
  return found?.[1] === undefined
    ? { url: trimmed }
    : { url: trimmed.slice(0, found.index).trimEnd(), httpVersion: found[1] };
}

/** Whether a recorded response starts with this line, as in `HTTP/1.1 200 OK`. */
export function isStatusLine(text: string): boolean {
  return text.startsWith('HTTP/') && /^HTTP\/\d(?:\.\d)?\s+\d{3}(?:\s|$)/.test(text);
}

/** Starts with a scheme, a slash, a variable or a host; or is one word with a slash in it. */
function looksLikeUrl(text: string): boolean {
  if (/^(?:\/|\{\{[^{}]+\}\}|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return true;
  const start = /^[a-z0-9][\w.{}-]*(?::\d+)?(?=[/?#]|$)/i.exec(text)?.[0];
  if (start === undefined) return false;
  const isHost = /[.:]\w/.test(start) || start === 'localhost';
  return isHost || (start !== text && !/\s/.test(text));
}
