import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Exchange } from '../../../src/http/exchange.js';
import { PageWalk, PagingError } from '../../../src/http/paging/pageWalk.js';
import type { HttpRequest } from '../../../src/http/request.js';

const ORIGIN = 'https://us2.api.concursolutions.com';

function anExchange(request: HttpRequest, body: string, extra: Partial<Exchange['response']> = {}): Exchange {
  const bytes = Buffer.from(body);
  const { url } = request;
  return {
    id: '1',
    startedAt: new Date(0),
    request,
    response: {
      status: 200,
      statusText: '',
      headers: [],
      body: bytes,
      bodySize: bytes.length,
      wireSize: bytes.length,
      url,
      ...extra,
    },
    timings: { firstByteMs: 1, downloadMs: 1, totalMs: 2 },
  };
}

/** Walks over pages that are given by path and query, and gives the items and what was asked for. */
async function walk(first: string, pages: Record<string, string>, link?: Record<string, string>) {
  const asked: string[] = [];
  const send = async (request: HttpRequest): Promise<Exchange> => {
    const key = request.url.replace(ORIGIN, '') + (typeof request.body === 'string' ? ` ${request.body}` : '');
    asked.push(key);
    const body = pages[key];
    assert.ok(body !== undefined, `nobody has ${key}`);
    const target = link?.[key];
    return anExchange(request, body, target === undefined ? {} : { headers: [['Link', target]] });
  };
  const [address = '', body] = first.split(' ');
  const request = { method: body ? 'POST' : 'GET', url: ORIGIN + address, headers: [], ...(body ? { body } : {}) };
  const items: string[] = [];
  for await (const page of new PageWalk(request, send).pages()) items.push(...page);
  return { items, asked };
}

/** Bytes of the heap that are still referred to. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('PageWalk', () => {
  for (const [what, first, pages] of [
    [
      'NextPage of the v3 family, on whatever host',
      '/r?limit=1&user=a%20b',
      {
        '/r?limit=1&user=a%20b': '{"Items":[1],"NextPage":"https://www.concursolutions.com/r?offset=x%2By&limit=1"}',
        '/r?offset=x%2By&limit=1': '{"Items":[2],"NextPage":null}',
      },
    ],
    [
      'an offset in place of an address',
      '/r',
      {
        '/r': '{"items":[1],"nextPage":"abc="}',
        '/r?offset=abc%3D': '{"items":[2],"nextPage":null}',
      },
    ],
    [
      'links as a list',
      '/l?page=1',
      {
        '/l?page=1': '{"content":[1],"links":[{"rel":"self","href":"/l?page=1"},{"rel":"next","href":"/l?page=2"}]}',
        '/l?page=2': '{"content":[2],"links":[{"rel":"prev","href":"/l?page=1"}]}',
      },
    ],
    [
      'links as an object with relative addresses',
      '/d',
      {
        '/d': '{"data":[1],"links":{"next":{"href":"?next=7"}}}',
        '/d?next=7': '{"data":[2],"links":{}}',
      },
    ],
    [
      'page numbers',
      '/p?page=1&x=%2f',
      {
        '/p?page=1&x=%2f': '{"content":[1],"page":{"number":0,"totalPages":2}}',
        '/p?x=%2f&page=2': '{"content":[2],"page":{"number":1,"totalPages":2}}',
      },
    ],
    [
      'SCIM by arithmetic',
      '/Users?count=1',
      {
        '/Users?count=1': '{"schemas":["s","t"],"Resources":[1],"totalResults":2,"startIndex":1}',
        '/Users?count=1&startIndex=2': '{"schemas":["s","t"],"Resources":[2],"totalResults":2,"startIndex":2}',
      },
    ],
    [
      'a cursor',
      '/Users',
      {
        '/Users': '{"Resources":[1],"totalResults":2,"nextCursor":"c/1"}',
        '/Users?cursor=c%2F1': '{"Resources":[2],"totalResults":2}',
      },
    ],
    [
      'a cursor in the body of a search',
      '/.search {"count":1}',
      {
        '/.search {"count":1}': '{"Resources":[1],"totalResults":2,"nextCursor":"c"}',
        '/.search {"count":1,"cursor":"c"}': '{"Resources":[2],"totalResults":0}',
      },
    ],
    [
      'a page token',
      '/c',
      {
        '/c': '{"transactions":[1],"paging":{"nextPageToken":"t"}}',
        '/c?pageToken=t': '{"transactions":[2],"paging":{"nextPageToken":null}}',
      },
    ],
    [
      'numeric offsets',
      '/m?offset=0',
      {
        '/m?offset=0': '{"meetings":[1],"pagination":{"limit":1,"offset":0,"total":2}}',
        '/m?offset=1': '{"meetings":[2],"pagination":{"limit":1,"offset":1,"total":2}}',
      },
    ],
  ] as const) {
    it(`follows ${what}`, async () => {
      const { items, asked } = await walk(first, pages);
      assert.deepEqual(items, ['1', '2']);
      assert.deepEqual(asked, Object.keys(pages));
    });
  }

  it('follows a Link header', async () => {
    const pages = { '/a': '[1]', '/a?p=2': '[2]' };
    const { items } = await walk('/a', pages, { '/a': `<${ORIGIN}/a?p=2>; rel="next"` });
    assert.deepEqual(items, ['1', '2']);
  });

  it('follows XML of the older families', async () => {
    const page = (next: string, id: number): string =>
      `<ConnectResponse><Metadata><Paging><TotalItems>2</TotalItems><NextPageURL>${next}</NextPageURL></Paging></Metadata>` +
      `<Data><Itinerary><Id>${id}</Id></Itinerary></Data></ConnectResponse>`;
    const { items } = await walk('/t', { '/t': page('/t?Page=2&amp;a=b', 1), '/t?Page=2&a=b': page('', 2) });
    assert.deepEqual(items, ['{"Id":"1"}', '{"Id":"2"}']);
  });

  it('keeps numbers and the order of keys as they came, each item in one line', async () => {
    const { items } = await walk('/a', { '/a': '[{"b": 12345678901234567890,\n "a": 1.50, "c": "x  y"}]' });
    assert.deepEqual(items, ['{"b":12345678901234567890,"a":1.50,"c":"x  y"}']);
  });

  it('goes on after a failure with the page that did not come', async () => {
    let failures = 1;
    const pages = [0, 1, 2, 3];
    const walk = new PageWalk({ method: 'GET', url: `${ORIGIN}/a?page=0`, headers: [] }, async (request) => {
      const page = Number(new URL(request.url).searchParams.get('page'));
      if (page === 2 && failures-- > 0) return anExchange(request, '{}', { status: 500 });
      const NextPage = page < 3 ? `/a?page=${page + 1}` : null;
      return anExchange(request, JSON.stringify({ Items: [page], NextPage }));
    });
    const items: string[] = [];
    const collect = async (): Promise<void> => {
      for await (const page of walk.pages()) items.push(...page);
    };
    await assert.rejects(
      collect(),
      (error) => error instanceof PagingError && /Page 3 was refused \(500\)/.test(error.message),
    );
    assert.deepEqual([walk.isComplete, walk.progress], [false, { pages: 2, items: 2 }]);
    await collect();
    assert.deepEqual(items, pages.map(String));
    assert.ok(walk.isComplete);
  });

  it('stops at a circle, and says so', async () => {
    const pages = { '/a': '{"Items":[1],"NextPage":"/b"}', '/b': '{"Items":[2],"NextPage":"/a"}' };
    await assert.rejects(walk('/a', pages), /fetched before/);
  });

  it('keeps what came when it is cancelled', async () => {
    const controller = new AbortController();
    const walk = new PageWalk({ method: 'GET', url: `${ORIGIN}/a?n=0`, headers: [] }, async (request) => {
      const n = Number(new URL(request.url).searchParams.get('n'));
      return anExchange(request, JSON.stringify({ Items: [n], NextPage: `/a?n=${n + 1}` }));
    });
    const items: string[] = [];
    await assert.rejects(
      async () => {
        for await (const page of walk.pages(controller.signal)) {
          items.push(...page);
          if (items.length === 3) controller.abort();
        }
      },
      { name: 'AbortError' },
    );
    assert.deepEqual(items, ['0', '1', '2']);
  });

  it('fetches 100,000 items without keeping them', async () => {
    const walk = new PageWalk({ method: 'GET', url: `${ORIGIN}/a?n=0`, headers: [] }, async (request) => {
      const n = Number(new URL(request.url).searchParams.get('n'));
      const Items = Array.from({ length: 1_000 }, (_, index) => ({ ID: n * 1_000 + index, Name: 'x'.repeat(200) }));
      return anExchange(request, JSON.stringify({ Items, NextPage: n < 99 ? `/a?n=${n + 1}` : null }));
    });
    const before = heapInUse();
    let after = 0;
    for await (const _ of walk.pages()) if (walk.progress.items === 90_000) after = heapInUse();
    assert.equal(walk.progress.items, 100_000);
    // 90,000 items are some 20 MB as text.
    assert.ok(after > 0 && after - before < 8 * 1024 * 1024, `${after - before} bytes more`);
  }).timeout(30_000);
});
