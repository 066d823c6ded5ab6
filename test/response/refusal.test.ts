import assert from 'node:assert/strict';
import type { OperationEntry } from '../../src/catalog/model.js';
import type { Exchange } from '../../src/http/exchange.js';
import { adviseOnRefusal } from '../../src/response/refusal.js';

function anAnswer(status: number, body = '', extra: Partial<Exchange> = {}): Exchange {
  const url = 'https://us2.api.concursolutions.com/api/v3.0/expense/reports';
  return {
    id: '1',
    startedAt: new Date(0),
    request: { method: 'GET', url, headers: [] },
    response: {
      status,
      statusText: '',
      headers: [['retry-after', '7']],
      body: Buffer.from(body),
      bodySize: body.length,
      wireSize: body.length,
      url,
    },
    timings: { firstByteMs: 1, downloadMs: 1, totalMs: 2 },
    ...extra,
  };
}

const operation: OperationEntry = {
  id: 'expense-reports-v3/listReports',
  name: 'listReports',
  method: 'GET',
  path: '/api/v3.0/expense/reports',
  resource: 'Reports',
  title: 'List reports',
  scopes: ['EXPRPT'],
  deprecated: false,
};

describe('adviseOnRefusal', () => {
  it('says nothing of an answer that did what was asked', () =>
    assert.equal(adviseOnRefusal(anAnswer(204)), undefined));

  it('names the scope that the token lacks', () => {
    const advice = adviseOnRefusal(anAnswer(403), { operation, scopes: ['ITINER'] });
    assert.match(advice?.what ?? '', /403.*lacks the scope EXPRPT/);
  });

  it('does not claim that all of several scopes are needed, nor that one is enough', () => {
    const several = { ...operation, scopes: ['user.read', 'receipts.read'] };
    const sentence = (scopes: string[]): string =>
      adviseOnRefusal(anAnswer(403), { operation: several, scopes })?.what ?? '';
    assert.match(sentence([]), /has none of the scopes user\.read, receipts\.read/);
    assert.match(sentence(['user.read']), /lacks the scope receipts\.read, which may be needed as well/);
    assert.match(sentence(['user.read', 'receipts.read']), /Either a scope, a role/);
  });

  it('offers a search when the catalogue knows no such operation', () => {
    assert.deepEqual(adviseOnRefusal(anAnswer(404))?.next[0], 'searchOperations');
    assert.deepEqual(adviseOnRefusal(anAnswer(404), { operation })?.next[0], 'showRequest');
  });

  it('says that a call went without a token', () => {
    assert.match(adviseOnRefusal(anAnswer(401))?.what ?? '', /carried none/);
    assert.match(adviseOnRefusal(anAnswer(401, '', { connection: 'Mine' }))?.what ?? '', /"Mine" was not accepted/);
  });

  it('says how long to wait', () => assert.match(adviseOnRefusal(anAnswer(429))?.what ?? '', /in 7 s/));

  for (const [shape, body] of [
    ['v3 JSON', '{"Error":{"Message":"Limit is 100","Server-Time":"x","Id":"y"}}'],
    ['bare Message', '{"Message":"Limit is 100"}'],
    ['v1 XML', '<Error><Message>Limit is 100</Message></Error>'],
    ['v4', '{"errorId":"a","errorMessage":"Limit is 100"}'],
    ['OAuth', '{"code":5,"error":"invalid_grant","error_description":"Limit is 100"}'],
  ] as const) {
    it(`quotes the service's sentence in the ${shape} shape`, () => {
      assert.match(adviseOnRefusal(anAnswer(400, body))?.what ?? '', /It says: Limit is 100\./);
    });
  }
});
