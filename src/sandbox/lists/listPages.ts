import { createHash } from 'node:crypto';
import type { SandboxCall } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { ListRefusal } from './listRefusal.js';

const PAGE_SIZE = 100;

/** Answers with the mark of the body's state, and without body when the caller has that state already. */
export function answerMarked(call: SandboxCall, body: unknown): Response {
  const mark = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}"`;
  call.header('ETag', mark);
  const known =
    call.req
      .header('if-none-match')
      ?.split(',')
      .map((part) => part.trim().replace(/^W\//, '')) ?? [];
  return known.includes(mark) || known.includes('*') ? call.body(null, 304) : answerJson(call, body);
}

/**
 * Answers one of the pages of 100 that lists and their items come in, numbered from 1.
 * @throws {ListRefusal} when `page` is no such number
 */
export function answerListPage<T>(
  call: SandboxCall,
  baseUrl: string,
  all: readonly T[],
  view: (one: T) => unknown,
): Response {
  const { searchParams } = new URL(call.req.url);
  const number = readPage(new Query(searchParams).text('page'));
  const totalPages = Math.ceil(all.length / PAGE_SIZE);
  const pages: readonly (readonly [rel: string, page: number])[] = [
    ['first', 1],
    ...(number > 1 ? [['prev', Math.min(number - 1, totalPages)] as const] : []),
    ...(number < totalPages ? [['next', number + 1] as const] : []),
    ['last', totalPages],
  ];
  const links = pages.map(([rel, page]) => ({ rel, href: `${baseUrl}${call.req.path}?${onPage(searchParams, page)}` }));
  return answerMarked(call, {
    content: all.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE).map(view),
    links: totalPages > 1 ? links : [],
    page: { number, size: PAGE_SIZE, totalElements: all.length, totalPages },
  });
}

function readPage(text: string | undefined): number {
  if (text === undefined) return 1;
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1) return Number(text);
  throw new ListRefusal('request.validation.error', [{ source: 'page', message: 'has to be 1 or more' }]);
}

function onPage(parameters: URLSearchParams, page: number): URLSearchParams {
  const others = [...parameters].filter(([name]) => name.toLowerCase() !== 'page');
  return new URLSearchParams([['page', String(page)], ...others]);
}
