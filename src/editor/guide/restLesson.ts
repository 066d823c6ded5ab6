// The basics of REST, told by one's own last request. Knows nothing of VS Code.
import type { Operation, Pagination } from '../../catalog/model.js';
import { CORRELATION_HEADER } from '../../http/correlation.js';
import type { Exchange } from '../../http/exchange.js';
import { headerValue } from '../../http/request.js';

/**
 * The lesson as Markdown.
 * @param operation what the catalogue knows of the call, when it knows it
 */
export function writeLesson(exchange: Exchange, operation: Operation | undefined): string {
  return [
    '# REST basics, by your own last request',
    '',
    'This page follows what you send: send another request and read it again.',
    '',
    ...section('Method', `\`${exchange.request.method}\``, methodText(exchange.request.method)),
    ...section('Address', `\`${exchange.request.url}\``, ...addressTexts(exchange, operation)),
    ...section('Headers', ...headerTexts(exchange)),
    ...section('Status', statusText(exchange.response.status)),
    ...section('Paging', ...pagingTexts(exchange, operation)),
    '## Try next',
    '',
    '- Change a parameter and send again: the address changes, nothing else does.',
    '- Ask for `Accept: application/xml` where an API speaks both, and compare the answers.',
    '- Send the same request with another connection: the geolocation and the token change, the path stays.',
    '',
  ].join('\n');
}

/** What stands there before anything was sent. */
export const EMPTY_LESSON = [
  '# REST basics, by your own last request',
  '',
  'Send a first request, and this page explains it: method, address, headers, status and paging.',
  '',
  'The quickest way: unfold Expense > Expense Reports v3.0 in the APIs view and click `GET /api/v3.0/expense/reports`.',
  '',
].join('\n');

function section(title: string, ...texts: readonly string[]): readonly string[] {
  return [`## ${title}`, '', ...texts.flatMap((text) => [text, ''])];
}

function methodText(method: string): string {
  switch (method) {
    case 'GET':
      return 'Reads, and changes nothing. It can be repeated as often as one likes.';
    case 'POST':
      return 'Creates something, or makes something happen. Sent twice, it happens twice, so it is never repeated for you.';
    case 'PUT':
      return 'Replaces something as a whole. Sent twice, the second changes nothing more.';
    case 'PATCH':
      return 'Changes some fields and leaves the others alone.';
    case 'DELETE':
      return 'Removes something. The second time there is nothing left to remove, which many APIs answer with 404.';
    default:
      return 'A method that few APIs use; the documentation of this one says what it does.';
  }
}

function addressTexts({ request }: Exchange, operation: Operation | undefined): readonly string[] {
  const { origin, pathname, searchParams } = new URL(request.url);
  const names = [...new Set(searchParams.keys())];
  return [
    `- \`${origin}\` is the geolocation: Concur names it with every token, and all calls with that token go there.`,
    operation
      ? `- \`${operation.path}\` is the path: ${operation.apiTitle}, version ${operation.version}. What stands in braces is filled in.`
      : `- \`${pathname}\` is the path: the API, its version, and what in it is meant.`,
    names.length > 0
      ? `- The query narrows it down: ${names.map((name) => `\`${name}\``).join(', ')}.`
      : '- There is no query. Lists take one to filter and to page, such as `?limit=10`.',
  ];
}

function headerTexts({ request, response }: Exchange): readonly string[] {
  const accept = headerValue(request.headers, 'accept');
  const type = headerValue(response.headers, 'content-type');
  const correlation =
    headerValue(response.headers, CORRELATION_HEADER) ?? headerValue(request.headers, CORRELATION_HEADER);
  return [
    accept === undefined
      ? '- No `Accept` was sent, so the API chose the format. Older ones choose XML.'
      : `- \`Accept: ${accept}\` asked for this format.`,
    headerValue(request.headers, 'authorization') === undefined
      ? '- No `Authorization` was sent.'
      : '- `Authorization` carried the access token. It was added for you and is never shown.',
    ...(type === undefined ? [] : [`- \`Content-Type: ${type}\` says what came back.`]),
    ...(correlation === undefined
      ? []
      : [
          `- \`${CORRELATION_HEADER}: ${correlation}\` is how SAP Concur finds this call in its logs. Keep it in yours.`,
        ]),
  ];
}

function statusText(status: number): string {
  const meaning =
    status < 300
      ? 'it worked'
      : status < 400
        ? 'it is to be found elsewhere; the header `Location` says where'
        : status === 401
          ? 'the token is missing, expired or not taken; a new one is fetched for you once'
          : status === 403
            ? 'the token is fine and lacks a permission: a scope of the app, or a role of the user'
            : status === 404
              ? 'there is nothing at this address, or nothing that this user may see'
              : status === 429
                ? 'too many requests; the header `Retry-After` says how many seconds to wait'
                : status < 500
                  ? 'something about the request is wrong; the body says what'
                  : 'the server failed; repeat it later, and quote the correlation id when it stays so';
  return `\`${status}\`: ${meaning}.`;
}

const PAGING: Readonly<Record<Pagination, string>> = {
  none: 'This API answers with whole lists; there is nothing to page.',
  offset:
    'Pages of this API have a `limit`. The answer names the next one; take its address as it is and never compute an offset.',
  page: 'Pages of this API are numbered; ask for the next number until an answer is shorter than the page.',
  'page-url': 'Pages of this API are numbered, and the answer holds the address of the next one.',
  cursor: 'The answer of this API holds a cursor; it goes into the next request.',
  scim: 'Lists of this API start at `startIndex` and hold `count` entries; add them up for the next page.',
  link: 'The answer of this API holds links; follow the one called `next`.',
};

function pagingTexts({ response }: Exchange, operation: Operation | undefined): readonly string[] {
  const text = new TextDecoder().decode(response.body);
  const next = /"(?:NextPage|nextPage|next)"\s*:\s*"(https?:[^"]+)"|<NextPage>([^<]+)<\/NextPage>/.exec(text);
  const address = next?.[1] ?? next?.[2];
  return [
    operation ? PAGING[operation.pagination] : 'Whether and how this API pages, its documentation says.',
    address === undefined
      ? 'This answer names no next page.'
      : `This answer names its next page: \`${address.replaceAll('&amp;', '&')}\``,
  ];
}
