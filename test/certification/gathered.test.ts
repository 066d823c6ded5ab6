import assert from 'node:assert/strict';
import type { TokenLogEntry } from '../../src/auth/tokenLog.js';
import { toSentRequest } from '../../src/certification/exchangeEvidence.js';
import { operationFinder, readFileEvidence } from '../../src/certification/fileEvidence.js';
import { compareScopes } from '../../src/certification/scopes.js';
import { toTokenEvent } from '../../src/certification/tokenEvidence.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { anOperation } from './evidenceOf.js';

describe('evidence from request files', () => {
  it('finds operations behind paths, hosts and variables, with line and file', async () => {
    const text = [
      'GET /api/v3.0/expense/reports?limit=1',
      '###',
      'GET https://us2.api.concursolutions.com/list/v4/lists',
      '###',
      'GET {{host}}/api/travel/trip/v1.1/abc',
      '###',
      'GET https://example.com/elsewhere',
      '',
    ].join('\n');
    const { written } = await readFileEvidence([{ name: 'calls.http', text }], await builtInCatalog());
    assert.deepEqual(
      written.map(({ file, line, operation }) => [file, line, operation?.id]),
      [
        ['calls.http', 1, 'expense-reports-v3/listReports'],
        ['calls.http', 3, 'lists-v4/listLists'],
        ['calls.http', 5, 'itinerary-trips-v1.1/getTrip'],
        ['calls.http', 7, undefined],
      ],
    );
  });

  for (const [what, text, found] of [
    ['a bearer token', 'GET /a\nAuthorization: Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2ln\n', ['f.http:1']],
    ['a token in a variable', 'GET /a\nAuthorization: Bearer {{token}}\n', []],
    ['a placeholder of the pages', 'GET /a\nAuthorization: Bearer {ACCESS_TOKEN}\n', []],
    ['a secret as a file variable', '@password = hush-hush\nGET /a\n', ['f.http:1']],
    [
      'a secret in a form',
      'POST /a\nContent-Type: application/x-www-form-urlencoded\n\nclient_id=1&client_secret=hush\n',
      ['f.http:1'],
    ],
    ['a variable in a form', 'POST /a\n\nclient_id=1&client_secret={{secret}}\n', []],
    ['a secret in JSON', 'POST /a\nContent-Type: application/json\n\n{"password": "hush"}\n', ['f.http:1']],
  ] as const) {
    it(`looks at ${what}`, async () => {
      const { secretsInClear } = await readFileEvidence([{ name: 'f.http', text }], await builtInCatalog());
      assert.deepEqual(secretsInClear, found);
    });
  }
});

describe('evidence from exchanges', () => {
  it('keeps status, correlation, scheme, next page and Retry-After', async () => {
    const url = 'https://us2.api.concursolutions.com/api/v3.0/expense/reports';
    const body = Buffer.from(`{"Items":[],"NextPage":"${url}?offset=a"}`);
    const sent = toSentRequest(
      {
        id: 'e1',
        startedAt: new Date(0),
        request: { method: 'GET', url, headers: [['Authorization', 'OAuth •••']] },
        response: {
          status: 429,
          statusText: '',
          headers: [
            ['concur-correlationid', 'c'],
            ['Retry-After', '30'],
          ],
          url,
          body,
          bodySize: body.length,
          wireSize: body.length,
        },
        timings: { firstByteMs: 1, downloadMs: 1, totalMs: 1 },
      },
      await operationFinder(await builtInCatalog()),
    );
    assert.equal(sent.operation?.id, 'expense-reports-v3/listReports');
    assert.deepEqual(
      [sent.status, sent.isCorrelated, sent.authorization, sent.nextPage, sent.retryAfterSeconds],
      [429, true, 'legacy', `${url}?offset=a`, 30],
    );
  });
});

describe('evidence from token exchanges', () => {
  const entry = (url: string, body: string, status: number, method = 'POST'): TokenLogEntry => ({
    id: 1,
    at: new Date(0),
    title: '',
    request: { method, url, headers: [], body },
    response: { status, headers: [], body: '{"geolocation":"https://eu2.api.concursolutions.com"}' },
    durationMs: 1,
  });
  const token = 'https://us2.api.concursolutions.com/oauth2/v0/token';

  for (const [what, given, flow, expected] of [
    ['a code', entry(token, 'grant_type=authorization_code', 200), undefined, ['web', true]],
    ['a password', entry(token, 'grant_type=password&credtype=password', 200), undefined, ['native', true]],
    [
      'a request token of the App Center',
      entry(token, 'grant_type=password&credtype=authtoken', 200),
      'appCenter',
      ['appCenter', true],
    ],
    ['a refused refresh', entry(token, 'grant_type=refresh_token', 400), undefined, ['refresh', false]],
    [
      'a revocation',
      entry('https://us2.api.concursolutions.com/app-mgmt/v0/connections', '', 200, 'DELETE'),
      undefined,
      ['revoke', true],
    ],
    [
      'the old endpoint',
      entry('https://www.concursolutions.com/net2/oauth2/accesstoken.ashx', '', 200),
      undefined,
      ['legacy', true],
    ],
    ['keys', entry('https://us2.api.concursolutions.com/oauth2/v0/jwks', '', 200, 'GET'), undefined, undefined],
  ] as const) {
    it(`tells ${what}`, () => {
      const event = toTokenEvent(given, () => flow);
      assert.deepEqual(event && [event.kind, event.wasGranted], expected);
      if (event) assert.equal(event.geolocation, 'https://eu2.api.concursolutions.com');
    });
  }
});

describe('scopes asked and used', () => {
  it('are compared: used, unneeded, lacking', () => {
    const lists = anOperation({ id: 'l', scopes: ['spend.list.read', 'spend.list.write'] });
    const { used, unneeded, locked } = compareScopes(['EXPRPT', 'ITINER'], [anOperation(), lists]);
    assert.deepEqual([used, unneeded, locked], [['EXPRPT'], ['ITINER'], [lists]]);
  });
});
