import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OperationPaths } from '../../src/catalog/match.js';
import type { ApiEntry } from '../../src/catalog/model.js';
import { calledOperations } from '../../src/editor/apis/calledOperations.js';
import { builtInCatalog } from './builtInCatalog.js';

const LIST = 'expense-reports-v3/listReports';
const GET = 'expense-reports-v3/getReport';
const COMMENTS = 'expense-reports-v4/listReportCommentsAsSystem';
const FETCH_LIST = 'callouts/fetchListItems';

describe('calledOperations', () => {
  let paths: OperationPaths;
  before(async function () {
    this.timeout(60_000);
    paths = new OperationPaths([...(await (await builtInCatalog()).apis()), aPetShop()]);
  });

  for (const [what, lines, expected] of [
    ['a whole URL', ['GET https://us2.api.concursolutions.com/api/v3.0/expense/reports'], [LIST]],
    ['a URL without a method', ['https://us2.api.concursolutions.com/api/v3.0/expense/reports'], [LIST]],
    ['a path', ['GET /api/v3.0/expense/reports HTTP/1.1'], [LIST]],
    ['a path with a legacy host', ['GET /api/v3.0/expense/reports', 'Host: www.concursolutions.com'], [LIST]],
    ['a host without a scheme', ['GET us2.api.concursolutions.com/api/v3.0/expense/reports'], [LIST]],
    ['the sandbox', ['GET http://localhost:8080/api/v3.0/expense/reports/A%24B'], [GET]],
    ['a URL in several lines', ['GET /api/v3.0/expense', '  /reports', '  ?limit=5', '  &user=ALL'], [LIST]],
    ['a variable of the outside as host', ['GET {{host}}/api/v3.0/expense/reports'], [LIST]],
    ['a variable of the outside behind a scheme', ['GET https://{{ host }}/api/v3.0/expense/reports'], [LIST]],
    [
      'a variable of the outside in a host',
      ['GET https://{{dc}}.api.concursolutions.com/api/v3.0/expense/reports'],
      [LIST],
    ],
    ['a variable for an id', ['GET /expensereports/v4/reports/{{report id}}/comments'], [COMMENTS]],
    [
      'a variable of the file as host',
      ['@host = https://eu2.api.concursolutions.com', '', 'GET {{host}}/api/v3.0/expense/reports'],
      [LIST],
    ],
    [
      'a variable of the file with a part of the path',
      ['@base = {{host}}/api/v3.0', '', 'GET {{base}}/expense/reports'],
      [LIST],
    ],
    ['a variable of the file as version', ['@v = v3.0', '', 'GET /api/{{v}}/expense/reports'], [LIST]],
    ['variables that hold each other', ['@a = {{b}}', '@b = {{a}}', '', 'GET {{a}}/api/v3.0/expense/reports'], [LIST]],
    [
      'several requests, each once, in the order of the file',
      [
        'GET /api/v3.0/expense/reports/1',
        '###',
        'GET /api/v3.0/expense/reports',
        '### again',
        'GET /api/v3.0/expense/reports/2',
      ],
      [GET, LIST],
    ],
    ['the method that is written', ['DELETE /api/v3.0/expense/reports'], []],
    ['a path that Concur does not have', ['GET /api/v3.0/expense/reportz'], []],
    ["somebody else's server", ['GET https://api.example.com/api/v3.0/expense/reports'], []],
    ["somebody else's server in a Host header", ['GET /api/v3.0/expense/reports', 'Host: api.example.com'], []],
    [
      "somebody else's server in a variable",
      ['@host = https://api.example.com', '', 'GET {{host}}/api/v3.0/expense/reports'],
      [],
    ],
    [
      'a host that only looks like one of Concur',
      ['GET https://concursolutions.com.example.org/api/v3.0/expense/reports'],
      [],
    ],
    ['a callout at a connector', ['POST https://connector.example.com/concur/list/v1.2/fetch'], [FETCH_LIST]],
    ['an imported API at its server', ['GET https://pets.example.com/pets'], ['pets/listPets']],
    ['an imported API at another server', ['GET https://api.example.com/pets'], []],
    ['a URL in a body', ['POST https://api.example.com/x', '', '{"see": "GET /api/v3.0/expense/reports"}'], []],
    ['a request in a comment', ['# GET /api/v3.0/expense/reports'], []],
    [
      'what stands beside something broken',
      ['GET', '###', 'what is this', '###', 'GET /api/v3.0/expense/reports'],
      [LIST],
    ],
    ['a broken URL', ['GET http://[::1/api/v3.0/expense/reports'], []],
    ['an empty file', [''], []],
  ] as const) {
    it(`reads ${what}`, () => assert.deepEqual(calledOperations(lines.join('\n'), paths), expected));
  }

  it('takes any text, and gives ids that there are', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\n',
        '\n\n',
        '###',
        'GET ',
        'POST ',
        '/api/v3.0/expense/reports',
        'https://',
        '{{a}}',
        '@a = ',
        '?',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const ids = calledOperations(pieces.join(''), paths);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(ids.every((id) => /^[\w.-]+\/\w+$/.test(id)));
      }),
      { numRuns: 1_000 },
    );
  });
});

function aPetShop(): ApiEntry {
  return {
    id: 'pets',
    title: 'Pets',
    version: '1.0',
    group: 'Imported',
    status: 'current',
    summary: '',
    caller: 'client',
    formats: ['json'],
    pagination: 'none',
    errorShape: 'other',
    own: { source: 'pets.yaml', server: 'https://pets.example.com' },
    operations: [
      {
        id: 'pets/listPets',
        name: 'listPets',
        method: 'GET',
        path: '/pets',
        resource: 'Pets',
        title: 'List pets',
        scopes: [],
        deprecated: false,
      },
    ],
  };
}
