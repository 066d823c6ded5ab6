import assert from 'node:assert/strict';
import { knownNames } from '../../src/httpassist/checkVariables.js';
import { complete } from '../../src/httpassist/complete.js';
import type { Suggestion } from '../../src/httpassist/completion.js';
import { variableValue } from '../../src/httpassist/hover.js';
import { NOTHING_OUTSIDE } from '../../src/httpassist/outside.js';
import type { RecentCall } from '../../src/httpassist/recentIds.js';
import { WordIndex } from '../../src/httpassist/words.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { offsetAt, readyCatalog, withCursor } from './around.js';

const RECENT: readonly RecentCall[] = [
  {
    method: 'GET',
    url: 'https://us.api.concursolutions.com/api/v3.0/expense/reports?limit=2',
    json: {
      Items: [
        { ID: 'R1', Name: 'Trip to Paris', OwnerLoginID: 'x@example.com' },
        { ID: 'R2', Name: 'June' },
      ],
    },
  },
  { method: 'GET', url: 'https://us.api.concursolutions.com/api/v3.0/expense/reports/R9' },
];

async function suggest(marked: string): Promise<readonly Suggestion[]> {
  const { text, position } = withCursor(marked);
  const file = parseHttpFile(text);
  return complete(file, position, {
    known: knownNames(file, new WordIndex(), {
      ...NOTHING_OUTSIDE,
      environments: new Map([['fromEnvironment', [{ environment: 'dev', value: '1' }]]]),
      secrets: new Set(['mySecret']),
    }),
    catalog: readyCatalog,
    recent: async () => RECENT,
    variableValue: variableValue(file, NOTHING_OUTSIDE),
  });
}

/** The text after the suggestion of this label is taken, its stops left as they are. */
async function take(marked: string, label: string): Promise<string> {
  const found = (await suggest(marked)).find((one) => one.label === label);
  assert.ok(
    found,
    `${label} among ${(await suggest(marked))
      .map((one) => one.label)
      .slice(0, 40)
      .join(', ')}`,
  );
  const { text } = withCursor(marked);
  return text.slice(0, offsetAt(text, found.range.start)) + found.snippet + text.slice(offsetAt(text, found.range.end));
}

describe('completion in request files', () => {
  const cases: readonly (readonly [what: string, marked: string, label: string, taken: string])[] = [
    ['a verb', 'PO|', 'POST', 'POST '],
    ['a path by its beginning', 'GET /exp|', '/api/v3.0/expense/reports', 'GET /api/v3.0/expense/reports'],
    ['a path where none is yet', 'GET |', '/api/v3.0/expense/reports', 'GET /api/v3.0/expense/reports'],
    [
      'a path behind a host',
      'GET https://us.api.concursolutions.com/api/v3.0/exp|',
      '/api/v3.0/expense/reports',
      'GET https://us.api.concursolutions.com/api/v3.0/expense/reports',
    ],
    [
      'a path behind a variable',
      'GET {{host}}/api/v3.0/exp|',
      '/api/v3.0/expense/reports',
      'GET {{host}}/api/v3.0/expense/reports',
    ],
    [
      'a path behind a variable that gives some of it',
      '@base = https://us.api.concursolutions.com/api/v3.0\nGET {{base}}/exp|',
      '/api/v3.0/expense/reports',
      '@base = https://us.api.concursolutions.com/api/v3.0\nGET {{base}}/expense/reports',
    ],
    [
      'stops for the parameters of a path',
      'PUT /api/v3.0/expense/att|',
      '/api/v3.0/expense/attendees/{id}',
      'PUT /api/v3.0/expense/attendees/\u0024{1:id}',
    ],
    [
      'values that stand in the path already',
      'GET /api/v3.0/expense/reports/ABC|',
      '/api/v3.0/expense/reports/{id}',
      'GET /api/v3.0/expense/reports/\u0024{1:id}',
    ],
    ['an id of an answer', 'GET /api/v3.0/expense/reports/|', 'R1', 'GET /api/v3.0/expense/reports/R1'],
    ['an id of a call', 'GET /api/v3.0/expense/reports/R|', 'R9', 'GET /api/v3.0/expense/reports/R9'],
    [
      'a parameter of the query',
      'GET /api/v3.0/expense/reports?li|',
      'limit',
      'GET /api/v3.0/expense/reports?limit=$0',
    ],
    [
      'a second parameter',
      'GET /api/v3.0/expense/reports?limit=1&us|',
      'user',
      'GET /api/v3.0/expense/reports?limit=1&user=$0',
    ],
    [
      'a parameter on a line of its own',
      'GET /api/v3.0/expense/reports\n  ?limit=1\n  &us|',
      'user',
      'GET /api/v3.0/expense/reports\n  ?limit=1\n  &user=$0',
    ],
    ['a header', 'GET /a\nAcc|', 'Accept', 'GET /a\nAccept: $0'],
    ['a value of a header', 'GET /a\nAccept: app|', 'application/json', 'GET /a\nAccept: application/json'],
    ['a variable of the file', '@limit = 5\nGET /a?x={{|', 'limit', '@limit = 5\nGET /a?x={{limit}}'],
    [
      'a variable before braces that are there',
      '@limit = 5\nGET /a?x={{li|}}',
      'limit',
      '@limit = 5\nGET /a?x={{limit}}',
    ],
    ['a variable of an environment', 'GET /a?x={{from|', 'fromEnvironment', 'GET /a?x={{fromEnvironment}}'],
    ['a built-in variable', 'GET /a?x={{$gu|', '$guid', 'GET /a?x={{\\$guid}}'],
    ['what the connection knows', 'GET /a?x={{$con|', '$concur.userId', 'GET /a?x={{\\$concur.userId}}'],
    ['a stored secret', 'GET /a?x={{$con|', '$concur.secret mySecret', 'GET /a?x={{\\$concur.secret mySecret}}'],
    [
      'the answer of a request',
      '# @name login\nGET /a\n\n###\nGET /b?x={{login.|',
      'login.response.body',
      '# @name login\nGET /a\n\n###\nGET /b?x={{login.response.body.\\$.$0}}',
    ],
    ['a note', '# @na|\nGET /a', 'name', '# @name \u0024{1:listReports}\nGET /a'],
    [
      'a property of a JSON body',
      'POST /api/v3.0/expense/attendees\nContent-Type: application/json\n\n{\n  "Fir|"\n}',
      'FirstName',
      'POST /api/v3.0/expense/attendees\nContent-Type: application/json\n\n{\n  "FirstName": "$1"$0\n}',
    ],
    [
      'a property without quotes yet',
      'POST /api/v3.0/expense/attendees\nContent-Type: application/json\n\n{\n  |\n}',
      'FirstName',
      'POST /api/v3.0/expense/attendees\nContent-Type: application/json\n\n{\n  "FirstName": "$1"$0\n}',
    ],
  ];
  for (const [what, marked, label, taken] of cases) {
    it(`offers ${what}`, async () => {
      assert.equal(await take(marked, label), taken);
    });
  }

  for (const [what, marked] of [
    ['in a comment', '# GET /exp|\nGET /a'],
    ['at somebody else', 'GET https://example.com/api/v3.0/exp|'],
    ['in a recorded response', 'HTTP/1.1 200 OK\nAcc|'],
  ] as const) {
    it(`offers nothing ${what}`, async () => {
      assert.deepEqual(await suggest(marked), []);
    });
  }

  it('leaves out what the query and the body have already', async () => {
    const query = await suggest('GET /api/v3.0/expense/reports?limit=1&|');
    assert.ok(query.length > 0 && !query.some(({ label }) => label === 'limit'));
    const body = await suggest(
      'POST /api/v3.0/expense/attendees\nContent-Type: application/json\n\n{\n  "FirstName": "x",\n  |\n}',
    );
    assert.ok(body.length > 0 && !body.some(({ label }) => label === 'FirstName'));
  });

  it('shows what an id belongs to', async () => {
    const found = (await suggest('GET /api/v3.0/expense/reports/|')).find(({ label }) => label === 'R1');
    assert.match(found?.detail ?? '', /Trip to Paris/);
  });
});
