import assert from 'node:assert/strict';
import type { Exchange } from '../../src/http/exchange.js';
import { countItems, nameExchange, summarizeExchange } from '../../src/response/summary.js';

function anExchange({
  url = 'http://x.example/api/v3.0/expense/reports',
  operationId,
}: {
  url?: string;
  operationId?: string;
} = {}): Exchange {
  return {
    id: '1',
    startedAt: new Date(0),
    request: { method: 'GET', url, headers: [] },
    response: {
      status: 200,
      statusText: 'OK',
      headers: [],
      body: new Uint8Array(12_595),
      bodySize: 12_595,
      wireSize: 12_595,
      url,
    },
    timings: { firstByteMs: 10, downloadMs: 4, totalMs: 14.2 },
    ...(operationId === undefined ? {} : { operationId }),
  };
}

describe('summary of an exchange', () => {
  it('names it for method, operation and status', () => {
    assert.equal(nameExchange(anExchange({ operationId: 'expense-reports-v3/listReports' })), 'GET listReports 200');
  });

  it('names it for the end of the path when no operation is known, without characters a file name lacks', () => {
    assert.equal(nameExchange(anExchange()), 'GET expense-reports 200');
    assert.equal(nameExchange(anExchange({ url: 'http://x.example/a:b/*?c' })), 'GET a-b-- 200');
    assert.equal(nameExchange(anExchange({ url: 'http://x.example:81/' })), 'GET x.example-81 200');
  });

  it('says status, time and size', () => assert.equal(summarizeExchange(anExchange()), '200 OK · 14 ms · 12.3 KB'));

  for (const [text, count] of [
    ['{"Items":[1,2],"NextPage":null}', '2 reports'],
    ['[{}]', '1 report'],
    ['{"ID":"x"}', undefined],
    ['<xml/>', undefined],
  ] as const) {
    it(`counts ${count ?? 'nothing'} in ${text}`, () => assert.equal(countItems(text, 'Reports'), count));
  }
});
