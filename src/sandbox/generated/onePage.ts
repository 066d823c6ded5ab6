import { isConcurHost } from '../../catalog/concurHost.js';
import { isRecord } from '../protocol/xml.js';

/** How answers name the page after this one, or a token for it, in lower case. */
const NEXT = new Set(['nextpage', 'next', 'nextpagetoken', 'nexttoken', 'nextcursor']);

/** The text with the addresses of Concur's servers turned into `url`: who follows one stays on this machine. */
export function stayHere(text: string, url: string): string {
  return text.replace(/https:\/\/([\w.-]+)/g, (address, host) => (isConcurHost(host) ? url : address));
}

/**
 * A list as its only page: what leads to a next one is null, or left out where null does not fit.
 * @param fits whether a body still is what the document describes
 */
export function asOnlyPage(body: unknown, fits: (body: unknown) => boolean): unknown {
  const [withNull, without] = [null, undefined].map((end) => endList(body, end));
  return [withNull, without].find((candidate) => fits(candidate)) ?? body;
}

/** @param end what stands for the next page; undefined leaves its name out */
function endList(body: unknown, end: null | undefined): unknown {
  if (Array.isArray(body)) return body.filter((item) => !isNextLink(item)).map((item) => endList(item, end));
  if (!isRecord(body)) return body;
  const entries = Object.entries(body).flatMap(([name, value]) => {
    if (!NEXT.has(name.toLowerCase())) return [[name, endList(value, end)] as const];
    return end === undefined ? [] : [[name, end] as const];
  });
  return Object.fromEntries(entries);
}

function isNextLink(item: unknown): boolean {
  return isRecord(item) && item.rel === 'next';
}
