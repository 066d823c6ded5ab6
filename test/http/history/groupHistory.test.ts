import assert from 'node:assert/strict';
import { groupByCall, nameCall } from '../../../src/http/history/groupHistory.js';
import type { HistoryEntry } from '../../../src/http/history/historyEntry.js';

const aCall = (rest: Partial<HistoryEntry>): HistoryEntry => ({
  id: '1',
  at: 0,
  method: 'GET',
  url: 'https://us2.api.concursolutions.com/api/v3.0/expense/reports?limit=2',
  status: 200,
  durationMs: 1,
  bodySize: 1,
  storedBytes: 1,
  ...rest,
});

describe('the names of past calls', () => {
  for (const [what, call, name] of [
    ['the operation', { operationId: 'expense-reports-v3/listReports' }, 'GET listReports'],
    ['the end of the path where there is no operation', {}, 'GET expense/reports'],
    ['the host where there is no path', { url: 'https://example.com/' }, 'GET example.com'],
    ['the address where it is none', { url: '{{host}}/x' }, 'GET {{host}}/x'],
  ] as const) {
    it(`hold ${what}`, () => assert.equal(nameCall(aCall(call)), name));
  }
});

describe('groupByCall', () => {
  it('keeps the order and puts the group of the latest call first', () => {
    const calls = [
      aCall({ id: 'c', operationId: 'a/two' }),
      aCall({ id: 'b', operationId: 'a/one' }),
      aCall({ id: 'a', operationId: 'a/two' }),
      aCall({ id: 'd', operationId: 'a/two', method: 'POST' }),
    ];
    assert.deepEqual(
      groupByCall(calls).map(({ name, entries }) => [name, entries.map(({ id }) => id).join('')]),
      [
        ['GET two', 'ca'],
        ['GET one', 'b'],
        ['POST two', 'd'],
      ],
    );
  });
});
