/** What may stand where a request starts: the request line, or the first line of a recorded response. */

export interface RequestLine {
  readonly method: string;
  /** '' when only a method is there. */
  readonly url: string;
  /** Where `url` starts in the text given. */
  readonly urlStart: number;
  readonly httpVersion: string | undefined;
  /** A known verb in capitals before something that is a URL by its looks: no prose reads like this. */
  readonly isCertain: boolean;
}

/** Of RFC 9110, WebDAV and its kin, and the word by which GraphQL requests start in httpYac and JetBrains' client. */
const KNOWN_VERBS = new Set(
  (
    'GET POST PUT PATCH DELETE HEAD OPTIONS TRACE CONNECT PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK CHECKOUT ' +
    'CHECKIN REPORT MERGE MKACTIVITY MKWORKSPACE VERSION-CONTROL BASELINE-CONTROL MKCALENDAR ACL SEARCH QUERY GRAPHQL'
  ).split(' '),
);

/** A request line, or undefined when the text cannot be one. Prose that happens to start with "get" or "TODO" is none. */
export function readRequestLine(text: string): RequestLine | undefined {
  const line = text.trim();
  const space = line.search(/\s/);
  const wordEnd = space === -1 ? line.length : space;
  const word = line.slice(0, wordEnd);
  const method = word.toUpperCase();
  const isKnown = KNOWN_VERBS.has(method);
  const isCapital = isKnown ? method === word : /^[A-Z][A-Z0-9_-]*$/.test(word);
  const hasMethod = isKnown || isCapital;
  const { url, httpVersion } = splitHttpVersion(hasMethod ? line.slice(wordEnd) : line);
  const isUrl = looksLikeUrl(url, isKnown);
  if (!isUrl && !(isKnown && (isCapital || url === ''))) return undefined;
  return {
    method: hasMethod ? method : 'GET',
    url,
    urlStart: text.indexOf(url, text.indexOf(word) + (hasMethod ? wordEnd : 0)),
    httpVersion,
    isCertain: isKnown && isCapital && isUrl,
  };
}

/**
 * Takes `HTTP/1.1` off the end of (a line of) a URL, and `HTTPS/1.1`, as Concur's pages write it, too. Both parts come
 * back trimmed; the version is that of a digit or two, and undefined for any other.
 */
export function splitHttpVersion(text: string): { readonly url: string; readonly httpVersion: string | undefined } {
  const trimmed = text.trim();
  const last = Math.max(trimmed.lastIndexOf(' '), trimmed.lastIndexOf('\t')) + 1;
  const found = /^HTTPS?\/(?:(\d(?:\.\d)?)|\S*)$/i.exec(trimmed.slice(last));
  return found
    ? { url: trimmed.slice(0, last).trimEnd(), httpVersion: found[1] }
    : { url: trimmed, httpVersion: undefined };
}

/** Whether a recorded response starts with this line, as in `HTTP/1.1 200 OK`; Concur's pages write `HTTPS`, too. */
export function isStatusLine(text: string): boolean {
  return /^\s*HTTPS?\/\d(?:\.\d)?\s+\d{3}(?:\s|$)/.test(text);
}

/** Whether a line is a status without the version: `204 No Content`. */
export function isStatusOnly(text: string): boolean {
  return /^\s*[1-5]\d\d(?: [A-Z][A-Za-z'-]*)+\s*$/.test(text);
}

/**
 * Starts with a scheme, a slash, a variable or a host; or is one word with a slash in it.
 * @param isAfterVerb then placeholders may stand in front, as on Concur's pages: `{HOST}/x`, `<host>/x`, `$host/x`
 */
function looksLikeUrl(text: string, isAfterVerb: boolean): boolean {
  if (/^(?:\/|\{\{[^{}]+\}\}|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return true;
  if (isAfterVerb && /^(?:\{[^{}\s]+\}|<[^<>\s]+>|\$\{?\w+\}?|\[[^\][\s]+\])(?=[/:?.]|$)/.test(text)) return true;
  const start = /^[a-z0-9][\w.{}-]*(?::\d+)?(?=[/?#]|$)/i.exec(text)?.[0];
  if (start === undefined) return false;
  const isHost = /[.:]\w/.test(start) || start === 'localhost';
  return isHost || (start !== text && !/\s/.test(text));
}
