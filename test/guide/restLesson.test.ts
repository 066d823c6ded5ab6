import assert from 'node:assert/strict';
import { FLOW_QUESTIONS, type FlowAdvice, type Question } from '../../src/editor/guide/flowChoice.js';
import { writeLesson } from '../../src/editor/guide/restLesson.js';
import { stepOfExchange } from '../../src/editor/guide/stepOfExchange.js';
import type { Exchange } from '../../src/http/exchange.js';

function anExchange(parts: {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly body?: string;
}): Exchange {
  const url = parts.url ?? 'https://us2.api.concursolutions.com/api/v3.0/expense/reports?limit=10';
  const body = Buffer.from(parts.body ?? '{"Items":[],"NextPage":"https://us2.api.concursolutions.com/x?offset=a"}');
  return {
    id: 'e1',
    startedAt: new Date('2026-03-18T12:00:00Z'),
    request: { method: parts.method ?? 'GET', url, headers: [['Authorization', 'Bearer •••']] },
    response: {
      status: parts.status ?? 200,
      statusText: '',
      headers: [
        ['content-type', 'application/json'],
        ['concur-correlationid', 'c-1'],
      ],
      body,
      bodySize: body.length,
      wireSize: body.length,
      url,
    },
    timings: { firstByteMs: 1, downloadMs: 1, totalMs: 2 },
  };
}

describe('the lesson on REST', () => {
  it('explains method, geolocation, query, headers, status and the next page of the own request', () => {
    const lesson = writeLesson(anExchange({}), undefined);
    for (const part of [
      'Reads, and changes nothing',
      '`https://us2.api.concursolutions.com` is the geolocation',
      'The query narrows it down: `limit`',
      '`concur-correlationid: c-1`',
      '`200`: it worked',
      'names its next page: `https://us2.api.concursolutions.com/x?offset=a`',
    ]) {
      assert.ok(lesson.includes(part), part);
    }
  });

  for (const [status, text] of [
    [401, /missing, expired/],
    [403, /lacks a permission/],
    [404, /nothing at this address/],
    [429, /Retry-After/],
    [503, /the server failed/],
  ] as const) {
    it(`says what ${status} means`, () => {
      assert.match(writeLesson(anExchange({ status }), undefined), text);
    });
  }
});

describe('steps of the guide', () => {
  for (const [method, url, status, step] of [
    ['GET', 'http://127.0.0.1:1/api/v3.0/expense/reports?limit=1', 200, 'reportsRead'],
    ['GET', 'http://127.0.0.1:1/API/V3.0/expense/entries', 200, 'entriesRead'],
    ['GET', 'http://127.0.0.1:1/api/travel/trip/v1.1', 200, 'tripsRead'],
    ['GET', 'http://127.0.0.1:1/api/travel/trip/v1.1/t1', 200, 'tripRead'],
    ['GET', 'http://127.0.0.1:1/api/v3.0/expense/receiptimages/i1', 200, 'receiptOpened'],
    ['GET', 'http://127.0.0.1:1/api/v3.0/expense/reports', 403, undefined],
    ['POST', 'http://127.0.0.1:1/api/v3.0/expense/reports', 200, undefined],
  ] as const) {
    it(`${method} ${url} with ${status} completes ${step ?? 'none'}`, () => {
      assert.equal(stepOfExchange(anExchange({ method, url, status })), step);
    });
  }
});

describe('the choice of a flow', () => {
  it('ends in a flow on every way, and every flow of today is reached', () => {
    const ends = (question: Question): readonly FlowAdvice[] =>
      question.answers.flatMap(({ leadsTo }) => ('flow' in leadsTo ? [leadsTo] : ends(leadsTo)));
    const found = new Set(ends(FLOW_QUESTIONS).map(({ flow }) => flow));
    for (const flow of ['native', 'company', 'authorizationCode', 'appCenter', 'clientCredentials'] as const) {
      assert.ok(found.has(flow), flow);
    }
  });
});
