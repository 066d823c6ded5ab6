import assert from 'node:assert/strict';
import type { Evidence } from '../../src/certification/evidence.js';
import { judgeReadiness, REQUIREMENTS } from '../../src/certification/readiness.js';
import { writeReport } from '../../src/certification/report.js';
import type { Verdict } from '../../src/certification/requirement.js';
import { anOperation, aSentRequest, aTokenEvent, aWrittenRequest, evidenceOf } from './evidenceOf.js';

function verdict(id: string, evidence: Evidence): Verdict {
  const found = judgeReadiness(evidence).judged.find((one) => one.id === id);
  assert.ok(found, `there is no requirement ${id}`);
  return found.verdict;
}

describe('certification readiness', () => {
  it('has requirements with ids of their own, and nothing passes without evidence', () => {
    assert.equal(new Set(REQUIREMENTS.map(({ id }) => id)).size, REQUIREMENTS.length);
    const { judged, operations } = judgeReadiness(evidenceOf());
    assert.deepEqual(
      judged.filter(({ verdict: { state } }) => state === 'passed' || state === 'failed').map(({ id }) => id),
      [],
    );
    assert.deepEqual(operations, []);
  });

  const soon = new Date('2026-03-18T12:00:05Z');
  const later = new Date('2026-03-18T12:01:00Z');
  const next = 'https://us2.api.concursolutions.com/api/v3.0/expense/reports?offset=a';
  for (const [what, id, evidence, state, text] of [
    [
      'the old token endpoint',
      'auth-current',
      { written: [aWrittenRequest({ url: 'https://x/net2/oauth2/getaccesstoken.ashx' })] },
      'failed',
      /calls\.http:3/,
    ],
    [
      'the scheme OAuth in a file',
      'auth-current',
      { written: [aWrittenRequest({ headers: [['authorization', 'OAuth {{token}}']] })] },
      'failed',
      /calls\.http:3/,
    ],
    [
      'a consumer key',
      'auth-current',
      { written: [aWrittenRequest({ headers: [['X-ConsumerKey', '{{key}}']] })] },
      'failed',
      /calls\.http:3/,
    ],
    [
      'an old connection',
      'auth-current',
      { connections: [{ name: 'Old', geolocation: 'https://www.concursolutions.com', isLegacy: true }] },
      'failed',
      /connection .*Old/,
    ],
    ['a bearer token', 'auth-current', { sent: [aSentRequest()] }, 'passed', /No request/],
    ['the Web flow', 'auth-web', { tokens: [aTokenEvent({ kind: 'web' })] }, 'passed', /2026-03-18/],
    [
      'a Web flow that was refused',
      'auth-web',
      { tokens: [aTokenEvent({ kind: 'web', wasGranted: false })] },
      'notSeen',
      /Web flow/,
    ],
    ['the App Center flow', 'auth-app-center', { tokens: [aTokenEvent({ kind: 'appCenter' })] }, 'passed', /Granted/],
    ['one data centre', 'auth-data-centres', { sent: [aSentRequest()] }, 'notSeen', /of the EU data centre/],
    [
      'two data centres',
      'auth-data-centres',
      { sent: [aSentRequest(), aSentRequest({ url: 'https://eu2.api.concursolutions.com/x' })] },
      'passed',
      /US and to an EU/,
    ],
    ['a secret in a file', 'token-storage', { secretsInClear: ['calls.http:7'] }, 'failed', /calls\.http:7/],
    [
      'a renewal',
      'token-refresh',
      { tokens: [aTokenEvent({ kind: 'refresh' })] },
      'passed',
      /1 renewal, the last on 2026-03-18/,
    ],
    ['a revocation', 'token-revoke', { tokens: [aTokenEvent({ kind: 'revoke' })] }, 'passed', /revoked/],
    [
      'a refresh before the revocation',
      'token-disconnect',
      { tokens: [aTokenEvent({ kind: 'refresh', wasGranted: false }), aTokenEvent({ kind: 'revoke', at: soon })] },
      'notSeen',
      /Revoke/,
    ],
    [
      'a refused refresh after it',
      'token-disconnect',
      { tokens: [aTokenEvent({ kind: 'revoke' }), aTokenEvent({ kind: 'refresh', wasGranted: false, at: soon })] },
      'passed',
      /refused/,
    ],
    [
      'a retired API',
      'call-retired',
      {
        written: [
          aWrittenRequest({ operation: anOperation({ status: 'retired', replacement: 'Expense Reports v4' }) }),
        ],
      },
      'failed',
      /now Expense Reports v4/,
    ],
    [
      'a current API',
      'call-retired',
      { sent: [aSentRequest({ operation: anOperation() })] },
      'passed',
      /None of the 1/,
    ],
    [
      'a deprecated API',
      'call-deprecated',
      { sent: [aSentRequest({ operation: anOperation({ status: 'deprecated' }) })] },
      'failed',
      /GET \/api/,
    ],
    [
      'a fixed host',
      'call-geolocation',
      { written: [aWrittenRequest({ url: 'https://us2.api.concursolutions.com/x' })] },
      'failed',
      /calls\.http:3/,
    ],
    ['a path alone', 'call-geolocation', { written: [aWrittenRequest()] }, 'passed', /No request file/],
    [
      'plain http',
      'call-tls',
      { written: [aWrittenRequest({ url: 'http://api.example.com/x' })] },
      'failed',
      /http:\/\/api\.example\.com/,
    ],
    [
      'plain http to this computer',
      'call-tls',
      { sent: [aSentRequest({ url: 'http://localhost:8726/x' })] },
      'passed',
      /but to this computer/,
    ],
    [
      'a page that was followed',
      'call-paging',
      { sent: [aSentRequest({ nextPage: next }), aSentRequest({ url: next })] },
      'passed',
      /1 of 1/,
    ],
    ['a page that was not', 'call-paging', { sent: [aSentRequest({ nextPage: next })] }, 'failed', /Go on/],
    ['no 429', 'errors-rate', { sent: [aSentRequest()] }, 'notSeen', /429/],
    [
      'a 429 that was waited for',
      'errors-rate',
      { sent: [aSentRequest({ status: 429, retryAfterSeconds: 30 }), aSentRequest({ at: later })] },
      'passed',
      /too early/,
    ],
    [
      'a 429 that was not',
      'errors-rate',
      { sent: [aSentRequest({ status: 429, retryAfterSeconds: 30 }), aSentRequest({ at: soon })] },
      'failed',
      /Retry-After/,
    ],
    ['a 404', 'errors-tried', { sent: [aSentRequest({ status: 404 })] }, 'passed', /404/],
    ['a 503', 'errors-server', { sent: [aSentRequest({ status: 503 })] }, 'passed', /503/],
  ] as const) {
    it(`judges ${what}: ${id} is ${state}`, () => {
      const judged = verdict(id, evidenceOf(evidence));
      assert.equal(judged.state, state, JSON.stringify(judged));
      assert.match(JSON.stringify(judged), text);
    });
  }

  it('names scopes that nothing needs and calls that no scope opens', () => {
    const connections = [
      { name: 'A', geolocation: 'https://us2.api.concursolutions.com', isLegacy: false, scopes: ['EXPRPT', 'ITINER'] },
    ];
    const lists = anOperation({
      id: 'lists-v4/list',
      path: '/list/v4/lists',
      scopes: ['spend.list.read', 'spend.list.write'],
    });
    const judged = verdict(
      'call-scopes',
      evidenceOf({
        connections,
        sent: [aSentRequest({ operation: anOperation() }), aSentRequest({ operation: lists })],
      }),
    );
    assert.deepEqual(judged, {
      state: 'failed',
      evidence: ['unneeded: ITINER', 'lacking for GET /list/v4/lists: spend.list.read or spend.list.write'],
      fix: 'Give up the scopes that nothing here needs. Ask for the scopes that are lacking.',
    });
    const content = evidenceOf({
      connections: connections.map((one) => ({ ...one, scopes: ['EXPRPT'] })),
      sent: [aSentRequest({ operation: anOperation() })],
    });
    assert.equal(verdict('call-scopes', content).state, 'passed');
  });
});

describe('the report', () => {
  const now = new Date('2026-11-24T08:00:00Z');

  it('counts, says for whom it is, and lists APIs, versions and verbs', () => {
    const report = writeReport(judgeReadiness(evidenceOf({ sent: [aSentRequest({ operation: anOperation() })] })), now);
    assert.match(report, /\*\*\d+ passed, 0 failed, \d+ not seen yet, \d+ to show in person\.\*\*/);
    assert.match(report, /data of their own company needs no certification/);
    assert.match(report, /\| Expense Reports \| 3\.0 \| `GET \/api\/v3\.0\/expense\/reports` \| current \| EXPRPT \|/);
    assert.match(report, /Written on 2026-11-24/);
  });

  it('lets no text of the evidence act as Markdown', () => {
    const report = writeReport(judgeReadiness(evidenceOf({ secretsInClear: ['[a](http://b)*.http:1'] })), now);
    assert.match(report, /\\\[a\\\]\(http:\/\/b\)\\\*\.http:1/);
  });
});
