import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Catalog } from '../../src/catalog/catalog.js';
import { OperationPaths, readPastedTarget } from '../../src/catalog/match.js';
import type { ApiEntry, ApiStatus, Method, OperationEntry } from '../../src/catalog/model.js';
import { sampleValues } from '../../src/catalog/sample.js';
import { listOperations } from '../../src/catalog/search.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { builtInCatalog } from './builtInCatalog.js';

const BASE = 'https://us2.api.concursolutions.com';
const COMMENTS = '/expensereports/v4/reports/ABC/comments';

describe('readPastedTarget', () => {
  describe('reads where a request goes', () => {
    for (const [text, method, origin, path] of [
      [BASE + COMMENTS, undefined, BASE, COMMENTS],
      [`  ${BASE}${COMMENTS}\n`, undefined, BASE, COMMENTS],
      [`GET ${BASE}${COMMENTS}`, 'GET', BASE, COMMENTS],
      [`patch\t${BASE}${COMMENTS}`, 'PATCH', BASE, COMMENTS],
      [`POST ${BASE}${COMMENTS} HTTP/1.1`, 'POST', BASE, COMMENTS],
      [`${BASE}${COMMENTS}#top`, undefined, BASE, COMMENTS],
      [COMMENTS, undefined, undefined, COMMENTS],
      [`DELETE ${COMMENTS} HTTP/2`, 'DELETE', undefined, COMMENTS],
      [`GET ${COMMENTS} HTTP/1.1\nHost: www.concursolutions.com\nAccept: */*`, 'GET', undefined, COMMENTS],
      ['/api/v3.0/expense/reports/A%24B', undefined, undefined, '/api/v3.0/expense/reports/A%24B'],
      ['https://www.concursolutions.com/api/x', undefined, 'https://www.concursolutions.com', '/api/x'],
      ['http://localhost:8080/api/x', undefined, 'http://localhost:8080', '/api/x'],
      ['https://US2.API.ConcurSolutions.com:443/api/x', undefined, BASE, '/api/x'],
    ] as const) {
      it(JSON.stringify(text), () => {
        assert.deepEqual(readPastedTarget(text), aTarget({ method, origin, path }));
      });
    }
  });

  describe('takes off what came along', () => {
    for (const text of [
      `"${BASE}/api/x"`,
      `'${BASE}/api/x'`,
      `\`${BASE}/api/x\``,
      `<${BASE}/api/x>`,
      `(${BASE}/api/x)`,
      `"${BASE}/api/x",`,
      `${BASE}/api/x.`,
      `${BASE}/api/x,`,
      `${BASE}/api/x)`,
      `${BASE}/api/x?`,
      `see ${BASE}/api/x, please`,
      `[the page](${BASE}/api/x).`,
      `"href": "${BASE}/api/x"`,
      `<a href="${BASE}/api/x">`,
      `const url = \`${BASE}/api/x\`;`,
      `fetch('${BASE}/api/x', options)`,
    ]) {
      it(text, () => assert.deepEqual(readPastedTarget(text), aTarget({ origin: BASE, path: '/api/x' })));
    }

    it('but leaves what belongs to a path', () => {
      assert.equal(readPastedTarget(`${BASE}/odata/Reports('A')`)?.path, "/odata/Reports('A')");
      assert.equal(readPastedTarget(`"${BASE}/api/x."`)?.path, '/api/x.');
    });
  });

  describe('reads a curl command', () => {
    for (const [text, method] of [
      [`curl ${BASE}/api/x`, 'GET'],
      [`$ curl -s "${BASE}/api/x"`, 'GET'],
      [`curl -X POST "${BASE}/api/x" -H 'Accept: */*'`, 'POST'],
      [`curl -XDELETE ${BASE}/api/x`, 'DELETE'],
      [`curl --location --request PUT '${BASE}/api/x' --header 'Authorization: Bearer GET'`, 'PUT'],
      [`curl --request=patch --url ${BASE}/api/x`, 'PATCH'],
      [`curl \\\n  -H "Accept: */*" \\\n  ${BASE}/api/x \\\n  --data-raw '{}'`, 'POST'],
      [`curl ${BASE}/api/x -d @body.json`, 'POST'],
      [`curl -F image=@a.pdf ${BASE}/api/x`, 'POST'],
      [`curl -G ${BASE}/api/x -d limit=5`, 'GET'],
      [`curl -I ${BASE}/api/x`, 'HEAD'],
    ] as const) {
      it(text, () => assert.deepEqual(readPastedTarget(text), aTarget({ method, origin: BASE, path: '/api/x' })));
    }
  });

  describe('leaves the host open where it is left open, and completes a host without a scheme', () => {
    for (const [text, origin] of [
      ['{{host}}/api/x', undefined],
      ['GET {{host}}/api/x', undefined],
      ['https://{{host}}/api/x', undefined],
      ['https://{{region}}.api.concursolutions.com/api/x', undefined],
      ['{{scheme}}://{{host}}/api/x', undefined],
      ['{datacenterURI}/api/x', undefined],
      ['https://{datacenterURI}/api/x', undefined],
      ['https://<geolocation>/api/x', undefined],
      ['$BASE/api/x', undefined],
      [`\${BASE}/api/x`, undefined],
      ['us2.api.concursolutions.com/api/x', BASE],
      ['localhost:8080/api/x', 'http://localhost:8080'],
      ['127.0.0.1:8080/api/x', 'http://127.0.0.1:8080'],
    ] as const) {
      it(text, () => {
        const { origin: found, path } = readPastedTarget(text) ?? {};
        assert.deepEqual([found, path], [origin, '/api/x']);
      });
    }
  });

  describe('reads the query', () => {
    for (const [what, text, query] of [
      [
        'decoded',
        '/api/x?a=%24+b%20c&d=',
        [
          ['a', '$ b c'],
          ['d', ''],
        ],
      ],
      [
        'in the order of the text, with repetitions',
        '/api/x?b=1&a=2&b=3',
        [
          ['b', '1'],
          ['a', '2'],
          ['b', '3'],
        ],
      ],
      ['behind a trailing slash', '/api/x/?a=1', [['a', '1']]],
      [
        'from XML and HTML',
        `<NextPage>${BASE}/api/x?offset=A&amp;limit=5</NextPage>`,
        [
          ['offset', 'A'],
          ['limit', '5'],
        ],
      ],
      ['with space that nobody encoded', 'GET /api/x?filter=userName eq "a" HTTP/1.1', [['filter', 'userName eq "a"']]],
      ['with a URL in it', '/api/x?user=https://a.example/b?c', [['user', 'https://a.example/b?c']]],
    ] as const) {
      it(what, () => assert.deepEqual(readPastedTarget(text)?.query, query));
    }
  });

  describe('finds none in what a person types to search', () => {
    for (const text of [
      '',
      ' ',
      'list',
      'rep list',
      'GET',
      'GET expense/reports',
      'expense/reports',
      'api/v3.0/expense/reports',
      'v3.0/expense',
      'spend.list.read',
      'expense-reports-v1.1/listReports',
      '/expense reports',
      'https',
      'https:/',
      '{reportId}',
    ]) {
      it(JSON.stringify(text), () => assert.equal(readPastedTarget(text), undefined));
    }
  });

  it('takes any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'https://',
        'curl ',
        'GET ',
        '/',
        '?',
        '&',
        '=',
        '{{',
        '}}',
        '%',
        '"',
        "'",
        '<',
        ' ',
        '\n',
        'a.bc',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { path = '/' } = readPastedTarget(pieces.join('')) ?? {};
        assert.ok(path.startsWith('/'));
      }),
      { numRuns: 1_000 },
    );
  });
});

function aTarget(parts: { method?: string | undefined; origin?: string | undefined; path: string }): unknown {
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), query: [] };
}

describe('OperationPaths', () => {
  describe('among', () => {
    for (const [what, apis, asked, expected] of [
      ['a literal and a parameter takes the literal', [anApi('a', ['/x/{id}', '/x/all'])], '/x/all', ['a/1', 'a/0']],
      ['a literal and a parameter takes the parameter', [anApi('a', ['/x/{id}', '/x/all'])], '/x/1', ['a/0']],
      [
        'APIs at one path takes the livelier',
        [
          anApi('gone', ['/x'], { status: 'retired' }),
          anApi('old', ['/x'], { status: 'deprecated' }),
          anApi('few', ['/x'], { status: 'limited' }),
          anApi('now', ['/x'], { status: 'current' }),
        ],
        '/x',
        ['now/0', 'few/0', 'old/0', 'gone/0'],
      ],
      [
        'operations at one path takes the one that is not deprecated',
        [anApi('a', ['/x'], { deprecated: true }), anApi('b', ['/x'])],
        '/x',
        ['b/0', 'a/0'],
      ],
      ['paths of other lengths finds none', [anApi('a', ['/x', '/x/{id}/y'])], '/x/1', []],
      ['parts of a segment reads the parameter', [anApi('a', ["/x('{id}')"])], "/x('1')", ['a/0']],
      ['parts of a segment wants the parameter', [anApi('a', ["/x('{id}')"])], "/x('')", []],
    ] as const) {
      it(what, () => {
        const found = new OperationPaths(apis).find('GET', asked);
        assert.deepEqual(
          found.map(({ operation }) => operation.id),
          expected,
        );
      });
    }
  });

  it('knows further paths of an operation', () => {
    const [match] = new OperationPaths([anApi('a', ['/new/{id}'], { alsoAt: ['/old/{id}/x'] })]).find(
      'GET',
      '/old/1/x',
    );
    assert.deepEqual([match?.operation.id, match?.pathValues], ['a/0', { id: '1' }]);
  });

  it('keeps a lone percent sign as it stands', () => {
    const [match] = new OperationPaths([anApi('a', ['/x/{id}'])]).find('GET', '/x/100%');
    assert.deepEqual(match?.pathValues, { id: '100%' });
  });

  describe('of an imported API with a server of its own', () => {
    const own = { source: 'pets.yaml', server: 'https://api.example.com' };
    const paths = new OperationPaths([anApi('pets', ['/pets'], { own })]);
    for (const [what, origin, count] of [
      ['finds what goes to that server', 'https://api.example.com', 1],
      ['finds what leaves the server open', undefined, 1],
      ['finds nothing at another server', BASE, 0],
    ] as const) {
      it(what, () => assert.equal(paths.find(undefined, '/pets', origin).length, count));
    }
  });

  describe('of the built-in catalogue', () => {
    let catalog: Catalog;
    let paths: OperationPaths;
    before(async function () {
      this.timeout(60_000);
      catalog = await builtInCatalog();
      paths = await catalog.paths();
    });

    it('finds every operation again by the URL of its sample, with its path parameters', async function () {
      this.timeout(60_000);
      const wrong: string[] = [];
      for (const { operation: entry } of listOperations(await catalog.apis())) {
        const operation = await catalog.operation(entry.id);
        const values = sampleValues(operation);
        const request = assembleRequest(operation, values, BASE);
        const pasted = readPastedTarget(`${request.method} ${request.url}`);
        const [match] = paths.find(pasted?.method, pasted?.path ?? '', pasted?.origin);
        const given = operation.parameters.filter((parameter) => parameter.in === 'path');
        const expected = Object.fromEntries(given.map(({ name }) => [name, values.parameters[name]]));
        if (
          match?.operation.id !== entry.id ||
          JSON.stringify(sorted(match.pathValues)) !== JSON.stringify(sorted(expected))
        )
          wrong.push(`${entry.id} at ${request.url}: ${match?.operation.id} ${JSON.stringify(match?.pathValues)}`);
      }
      assert.deepEqual(wrong, []);
    });

    it('finds every operation again at its further paths', async () => {
      const wrong = listOperations(await catalog.apis()).flatMap(({ operation: { id, method, alsoAt = [] } }) =>
        alsoAt.filter((path) => paths.find(method, path.replace(/\{\w+\}/g, 'A'))[0]?.operation.id !== id),
      );
      assert.deepEqual(wrong, []);
    });

    it('gives back any path value that was encoded', () => {
      fc.assert(
        fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
          fc.pre(value !== '.' && value !== '..'); // a URL cannot hold these
          const [match] = paths.find('GET', `/api/v3.0/expense/reports/${encodeURIComponent(value)}`, BASE);
          assert.deepEqual(match?.pathValues, { id: value });
        }),
      );
    });
  });
});

function sorted(values: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(values).sort(([a], [b]) => a.localeCompare(b));
}

interface ApiFacts extends Partial<Pick<OperationEntry, 'deprecated' | 'alsoAt'>>, Pick<ApiEntry, 'own'> {
  readonly status?: ApiStatus;
}

/** An API with a GET operation at each path; their names are numbers. */
function anApi(id: string, paths: readonly string[], { status = 'current', own, ...facts }: ApiFacts = {}): ApiEntry {
  const method: Method = 'GET';
  return {
    id,
    title: id,
    version: '1.0',
    group: 'Test',
    status,
    summary: '',
    caller: 'client',
    formats: ['json'],
    pagination: 'none',
    errorShape: 'other',
    ...(own ? { own } : {}),
    operations: paths.map((path, at) => ({
      id: `${id}/${at}`,
      name: String(at),
      method,
      path,
      resource: 'X',
      title: path,
      scopes: [],
      deprecated: false,
      ...facts,
    })),
  };
}
