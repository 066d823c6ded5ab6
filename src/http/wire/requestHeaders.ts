import type { HttpRequest } from '../request.js';

type Pairs = HttpRequest['headers'];

/** The header lines of a request: those that it has, in order, then those that HTTP or manners demand. */
export function completeHeaders(
  headers: Pairs,
  facts: { readonly authority: string; readonly length: number | undefined; readonly userInfo?: string },
): Pairs {
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const complete: (readonly [string, string])[] = [];
  const addUnlessGiven = (name: string, value: string): void => {
    if (!given.has(name.toLowerCase())) complete.push([name, value]);
  };
  addUnlessGiven('Host', facts.authority);
  // A length that somebody typed and that is wrong would make the server wait, or cut the body.
  complete.push(...headers.filter(([name]) => name.toLowerCase() !== 'content-length'));
  addUnlessGiven('Accept', '*/*');
  addUnlessGiven('Accept-Encoding', 'gzip, deflate, br');
  addUnlessGiven('User-Agent', 'concur-api-explorer');
  addUnlessGiven('Connection', 'keep-alive');
  if (facts.userInfo !== undefined) {
    addUnlessGiven('Authorization', `Basic ${Buffer.from(facts.userInfo).toString('base64')}`);
  }
  if (facts.length !== undefined) complete.push(['Content-Length', String(facts.length)]);
  return complete;
}

/**
 * Header lines in the form that `http.request` takes. An object keeps order and repeats of neighbours; when repeats
 * have other headers between them, only the flat list keeps the order. It is not always used, for an agent that speaks
 * to a proxy in plain HTTP writes the head anew and cannot do so from a list.
 */
export function toNodeHeaders(headers: Pairs, canUseList: boolean): Record<string, string | string[]> | string[] {
  const record: Record<string, string | string[]> = {};
  const spelled = new Map<string, string>();
  let last = '';
  let isScattered = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const known = spelled.get(lower);
    if (known === undefined) {
      spelled.set(lower, name);
      record[name] = value;
    } else {
      isScattered ||= last !== name;
      record[known] = [record[known] ?? [], value].flat();
    }
    last = name;
  }
  return isScattered && canUseList ? headers.flat() : record;
}
