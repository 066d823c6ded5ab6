/** A value that leads somewhere. */
export interface Link {
  /** Where the value stands in the text, without quotes, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
  /** The member or element that holds it. */
  readonly field: string;
  readonly value: string;
  /** `url`: absolute; `path`: below the geolocation, such as SCIM's and v4's links; `id`: names an object. */
  readonly kind: 'url' | 'path' | 'id';
}

/** Links in one answer; beyond that nobody looks for them, and the editor would draw them all. */
const MOST_LINKS = 5000;

const MEMBER = /"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)+)"/g;
const ELEMENT = /<([\w.:-]+)(?:\s[^<>]*)?>([^<>\s]+)<\//g;
const ID = /(^|[a-z\d_-])I[dD]$|^id$|[_-]id$/;
const FIELD_OF_PATH = /^(href|uri|\$ref|location|self|template|next\w*|link\w*)$/i;

/** Values of a JSON or XML text that lead somewhere, in their order. */
export function findLinks(text: string): Link[] {
  const isXml = text.trimStart().startsWith('<');
  const links: Link[] = [];
  for (const match of text.matchAll(isXml ? ELEMENT : MEMBER)) {
    const [all, field = '', written = ''] = match;
    const value = isXml ? written.replaceAll('&amp;', '&') : unescapeJson(written);
    const kind = kindOf(field.slice(field.indexOf(':') + 1), value);
    if (kind === undefined) continue;
    const offset = match.index + all.lastIndexOf(written, all.length - (isXml ? 2 : 1));
    links.push({ offset, length: written.length, field: field.slice(field.indexOf(':') + 1), value, kind });
    if (links.length === MOST_LINKS) break;
  }
  return links;
}

function kindOf(field: string, value: string): Link['kind'] | undefined {
  if (/^https?:\/\/[^\s]+$/i.test(value)) return URL.canParse(value) ? 'url' : undefined;
  if (/^\/[\w-]+(\/|\?)/.test(value) && FIELD_OF_PATH.test(field)) return 'path';
  return ID.test(field) && /^[^\s{}]{1,200}$/.test(value) ? 'id' : undefined;
}

function unescapeJson(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(`"${written}"`));
  } catch {
    return written; // an escape that JSON does not know
  }
}

/** Whether a URL leads to a picture, by its ending or by the field that holds it. */
export function isImage({ field, value }: Pick<Link, 'field' | 'value'>): boolean {
  return /\.(png|jpe?g|gif|webp)(\?|$)/i.test(value) || /image.?ur[li]$|^url$/i.test(field);
}

/** The URL or path of the page after this one, where the answer names it: `NextPage` of v3, `next` links of others. */
export function nextPageOf(text: string): string | undefined {
  const named =
    /"(?:NextPage|nextPage|next_page|nextPageUrl|nextUri|NextPageURI|next)"\s*:\s*(?:\{\s*"href"\s*:\s*)?("(?:[^"\\]|\\.)+")/.exec(
      text,
    )?.[1];
  const related =
    /\{[^{}]*"rel"\s*:\s*"next"[^{}]*\}/.exec(text)?.[0] ??
    /\{[^{}]*"href"[^{}]*"rel"\s*:\s*"next"[^{}]*\}/.exec(text)?.[0];
  const href = related === undefined ? undefined : /"href"\s*:\s*("(?:[^"\\]|\\.)+")/.exec(related)?.[1];
  const json = named ?? href;
  const value =
    json === undefined
      ? /<(?:\w+:)?(?:NextPage|NextPageURI|NextPageUrl)>([^<\s]+)</.exec(text)?.[1]?.replaceAll('&amp;', '&')
      : unescapeJson(json.slice(1, -1));
  return value !== undefined && (/^https?:\/\//i.test(value) || value.startsWith('/')) ? value : undefined;
}
