import { createScanner, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { type HttpRequest, headerValue } from '../request.js';

/** One page of a list. */
export interface Page {
  /** Each item as JSON in one line: numbers and key order as they came. */
  readonly items: readonly string[];
  /** Where the next page is; undefined on the last. */
  readonly next: NextPage | undefined;
  /** How many items there are in all, where the answer says so. */
  readonly total?: number;
}

/** The address of a page (absolute or not), or parameters that lead to it. */
export type NextPage = { readonly address: string } | { readonly parameters: Readonly<Record<string, string>> };

/** What is known of the page besides its text. */
export interface PageFacts {
  readonly request: HttpRequest;
  readonly headers: HttpRequest['headers'];
}

/** Names under which Concur's families keep the items of a page; else the longest array is taken. */
const ITEM_NAMES = ['Items', 'items', 'Resources', 'content', 'data', 'value'];

/** Reads a page in JSON, whichever way of paging its family has; undefined for what is no list. */
export function readJsonPage(text: string, facts: PageFacts): Page | undefined {
  const root = parseTree(text);
  const list = root ? findList(root) : undefined;
  if (!root || !list) return undefined;
  const total = numberAt(root, ['totalResults'], ['TotalCount'], ['total'], ['pagination', 'total'], ...TOTALS);
  return {
    items: (list.children ?? []).map((item) => toLine(text, item)),
    next: findNext(root, list.children?.length ?? 0, facts),
    ...(total === undefined ? {} : { total }),
  };
}

const TOTALS = [
  ['page', 'totalElements'],
  ['paging', 'totalElements'],
];

function findList(root: Node): Node | undefined {
  if (root.type === 'array') return root;
  if (root.type !== 'object') return undefined;
  const arrays = (root.children ?? []).flatMap(({ children: [key, value] = [] }) =>
    value?.type === 'array' && key?.value !== 'links' && key?.value !== 'schemas' ? [{ name: key?.value, value }] : [],
  );
  const named = ITEM_NAMES.map((name) => arrays.find((array) => array.name === name)).find(Boolean);
  const longest = arrays.sort((a, b) => (b.value.children?.length ?? 0) - (a.value.children?.length ?? 0))[0];
  return (named ?? longest)?.value;
}

function findNext(root: Node, count: number, facts: PageFacts): NextPage | undefined {
  const link = textAt(root, ['NextPage'], ['nextPage'], ['next'], ['links', 'next', 'href'], ['links', 'next']);
  const address = link ?? linkInArray(root) ?? linkInHeader(headerValue(facts.headers, 'link'));
  if (address) return /^(https?:|\/|\?)/i.test(address) ? { address } : { parameters: { offset: address } };
  const cursor = textAt(root, ['nextCursor'], ['NextCursor']);
  if (cursor) return { parameters: { cursor } };
  const pageToken = textAt(root, ['paging', 'nextPageToken'], ['nextPageToken']);
  if (pageToken) return { parameters: { pageToken } };
  return count === 0 ? undefined : nextByArithmetic(root, count, facts);
}

/** SCIM, numeric offsets and page numbers: the next page is counted, not named. */
function nextByArithmetic(root: Node, count: number, { request }: PageFacts): NextPage | undefined {
  const asked = new URL(request.url).searchParams;
  const totalResults = numberAt(root, ['totalResults']);
  if (totalResults !== undefined) {
    if (asked.has('cursor')) return undefined; // the last page of a cursor
    const start = numberAt(root, ['startIndex']) ?? Number(asked.get('startIndex') ?? 1);
    return start + count <= totalResults ? { parameters: { startIndex: String(start + count) } } : undefined;
  }
  const offset = numberAt(root, ['pagination', 'offset']);
  const total = numberAt(root, ['pagination', 'total']);
  if (offset !== undefined && total !== undefined) {
    return offset + count < total ? { parameters: { offset: String(offset + count) } } : undefined;
  }
  // Links would have named the next one; where they are missing, the answer says how many pages there are.
  const pages = findNodeAtLocation(root, ['links'])
    ? undefined
    : numberAt(root, ['page', 'totalPages'], ['totalPages']);
  const page = Number(asked.get('page') ?? 1);
  return pages !== undefined && page < pages ? { parameters: { page: String(page + 1) } } : undefined;
}

function linkInArray(root: Node): string | undefined {
  const links = findNodeAtLocation(root, ['links']);
  if (links?.type !== 'array') return undefined;
  const next = links.children?.find((link) => textAt(link, ['rel']) === 'next');
  return next ? textAt(next, ['href']) : undefined;
}

/** The target of `rel="next"` in a `Link` header (RFC 8288). */
function linkInHeader(text: string | undefined): string | undefined {
  return /<([^>]*)>[^,<]*;\s*rel="?(?:[^",;]*\s)?next\b/i.exec(text ?? '')?.[1];
}

function textAt(root: Node, ...places: readonly string[][]): string | undefined {
  for (const place of places) {
    const value: unknown = findNodeAtLocation(root, place)?.value;
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

function numberAt(root: Node, ...places: readonly string[][]): number | undefined {
  for (const place of places) {
    const value: unknown = findNodeAtLocation(root, place)?.value;
    if (typeof value === 'number') return value;
  }
  return undefined;
}

/** The text of a value without the space between its tokens; parsing and printing it would round its numbers. */
function toLine(text: string, { offset, length }: Node): string {
  const value = text.slice(offset, offset + length);
  const scanner = createScanner(value, true);
  let line = '';
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    line += value.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
  }
  return line;
}
