/** Where the clients that share the language differ, each decision with those that it follows. */
import assert from 'node:assert/strict';
import { parseHttpFile } from '../../src/httpfile/parse.js';

type Read = readonly [method: string, url: string, headers: readonly (readonly [string, string])[], body?: string];

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const form: readonly [string, string] = ['Content-Type', 'application/x-www-form-urlencoded'];
const PARTS = 'Content-Type: multipart/form-data; boundary=b';
const parts: readonly [string, string] = ['Content-Type', 'multipart/form-data; boundary=b'];

const CASES: readonly (readonly [what: string, peers: string, text: string, requests: readonly Read[]])[] = [
  [
    'drops comments in bodies',
    'all',
    'POST /a\n\n{\n  # x\n  // y\n  "b": 1\n}',
    [['POST', '/a', [], '{\n  "b": 1\n}']],
  ],
  ['keeps # within a line of a body', 'all', 'POST /a\n\n{"b": "#1 // 2"}', [['POST', '/a', [], '{"b": "#1 // 2"}']]],
  [
    'keeps headings of Markdown bodies',
    'httpYac',
    'POST /a\nContent-Type: text/markdown\n\n# b',
    [['POST', '/a', [['Content-Type', 'text/markdown']], '# b']],
  ],
  ['drops blank lines before a body', 'httpYac, JetBrains', 'POST /a\n\n\n\nb', [['POST', '/a', [], 'b']]],
  ['drops blank lines behind a body', 'all', 'POST /a\n\nb\n\n \n###\n', [['POST', '/a', [], 'b']]],
  ['keeps blank lines within a body', 'all', 'POST /a\n\nb\n\n\nc', [['POST', '/a', [], 'b\n\n\nc']]],
  ['joins form lines that start with &', 'all', `POST /a\n${FORM}\n\nb=1\n&c=2`, [['POST', '/a', [form], 'b=1&c=2']]],
  [
    'joins all form lines',
    'httpYac, JetBrains',
    `POST /a\n${FORM}\n\n b=1&\n c=2 `,
    [['POST', '/a', [form], 'b=1&c=2']],
  ],
  [
    'puts in the & that a form lacks',
    'Concur pages',
    `POST /a\n${FORM}\n\nb=1\nc=2`,
    [['POST', '/a', [form], 'b=1&c=2']],
  ],
  [
    'ends lines of multipart in CRLF',
    'REST Client, httpYac',
    `POST /a\n${PARTS}\n\n--b\nX: 1\n\n< ./f\n--b--\n`,
    [['POST', '/a', [parts], '--b\r\nX: 1\r\n\r\n< ./f\r\n--b--']],
  ],
  [
    'ends newline-delimited JSON in a line end',
    'REST Client, httpYac',
    'POST /a\nContent-Type: application/x-ndjson\n\n{}\n{}',
    [['POST', '/a', [['Content-Type', 'application/x-ndjson']], '{}\n{}\n']],
  ],
  [
    'starts a request without ###',
    'httpYac',
    'POST /a\n\nb\n\n# @name c\nGET https://c.example\nX: 1',
    [
      ['POST', '/a', [], 'b'],
      ['GET', 'https://c.example', [['X', '1']]],
    ],
  ],
  [
    'starts a request right below another',
    'httpYac',
    'GET https://a.example\nGET https://b.example',
    [
      ['GET', 'https://a.example', []],
      ['GET', 'https://b.example', []],
    ],
  ],
  [
    'starts none within multipart',
    'REST Client, httpYac',
    `POST /a\n${PARTS}\n\n--b\n\nGET /x HTTP/1.1\n--b--`,
    [['POST', '/a', [parts], '--b\r\n\r\nGET /x HTTP/1.1\r\n--b--']],
  ],
  [
    'starts none with prose in a body',
    'REST Client',
    'POST /a\n\nx\n\nGET well soon',
    [['POST', '/a', [], 'x\n\nGET well soon']],
  ],
  [
    'takes an indented header line for a header',
    'REST Client, httpYac',
    'GET /a\nX: 1\n  Y: 2',
    [
      [
        'GET',
        '/a',
        [
          ['X', '1'],
          ['Y', '2'],
        ],
      ],
    ],
  ],
  ['goes on with a header below', 'JetBrains', 'GET /a\nX: 1,\n  2', [['GET', '/a', [['X', '1, 2']]]]],
  [
    'takes a body without an empty line',
    'httpYac',
    'POST /a\nX: 1\n{"b": 1}',
    [['POST', '/a', [['X', '1']], '{"b": 1}']],
  ],
  ['goes on with a query below headers', 'httpYac', 'GET /a\nX: 1\n?b=1', [['GET', '/a?b=1', [['X', '1']]]]],
  [
    'goes on with a path that is not indented',
    'httpYac',
    'GET https://a.example\n/b',
    [['GET', 'https://a.example/b', []]],
  ],
  ['reads variables among headers', 'httpYac', 'GET /a\n@b = 1\nX: 1', [['GET', '/a', [['X', '1']]]]],
  ['reads variables below a request', 'REST Client, httpYac', 'GET /a\n\n@b = 1\n', [['GET', '/a', []]]],
  [
    'keeps a line like a variable in a body',
    'REST Client',
    'POST /a\n\nb\n@c = 1\nd',
    [['POST', '/a', [], 'b\n@c = 1\nd']],
  ],
  ['takes HTTPS/1.1 for a version', 'Concur pages', 'GET /a?b={c} HTTPS/1.1', [['GET', '/a?b={c}', []]]],
  ['takes any HTTP version', 'REST Client, httpYac', 'GET /a HTTP/2.0', [['GET', '/a', []]]],
  ['leaves out assertions', 'httpYac', 'GET /a\n?? status == 200\n\nb\n?? body exists', [['GET', '/a', [], 'b']]],
  [
    'leaves out response handlers',
    'httpYac, JetBrains',
    'GET /a\n\nb\n\n> {%\nx\n%}\n\n> ./h.js',
    [['GET', '/a', [], 'b']],
  ],
  [
    'leaves out scripts of a request',
    'httpYac',
    '{{\nx\n}}\nGET /a\n\nb\n\n{{@response\ny\n}}',
    [['GET', '/a', [], 'b']],
  ],
  ['leaves out scripts before a request', 'JetBrains', '< {%\nx\n%}\nGET /a', [['GET', '/a', []]]],
  [
    'leaves out where responses go',
    'httpYac, JetBrains',
    'GET /a\n\n>> b.json\n>>! c.json\n<> d.json',
    [['GET', '/a', []]],
  ],
  ['keeps quotes of a text body', 'REST Client', 'POST /a\n\n> hello there', [['POST', '/a', [], '> hello there']]],
  ['leaves out recorded responses', 'httpYac', 'GET /a\n\nHTTP/1.1 200 OK\nX: 1\n\n{}', [['GET', '/a', []]]],
  ['knows verbs of WebDAV without a URL', 'REST Client, httpYac', 'PROPFIND a', [['PROPFIND', 'a', []]]],
  [
    'takes placeholders for hosts',
    'Concur pages',
    'GET {HOST}/a\n###\nPOST <host>/b',
    [
      ['GET', '{HOST}/a', []],
      ['POST', '<host>/b', []],
    ],
  ],
  [
    'sends a curl command over lines',
    'REST Client, JetBrains',
    "curl -X PUT \\\n  https://a.example/b \\\n  -H 'X: 1'\n\nGET https://c.example/d",
    [
      ['PUT', 'https://a.example/b', [['X', '1']]],
      ['GET', 'https://c.example/d', []],
    ],
  ],
  [
    'sends curl for cmd',
    'Concur pages',
    'curl ^\n  https://a.example ^\n  -H "X: 1"',
    [['GET', 'https://a.example', [['X', '1']]]],
  ],
  [
    'takes a variable alone on a line for a header',
    'REST Client',
    '@me = Authorization: Basic x\nGET https://a.example\n{{me}}\nX: 1\n\nb',
    [
      [
        'GET',
        'https://a.example',
        [
          ['{{me}}', ''],
          ['X', '1'],
        ],
        'b',
      ],
    ],
  ],
  ['goes on with a URL by an indented variable', 'httpYac', 'GET /a\n  {{b}}', [['GET', '/a{{b}}', []]]],
  [
    'takes a URL without a verb below a request for a header',
    'REST Client, httpYac',
    'GET https://a.example\nhttps://b.example',
    [['GET', 'https://a.example', [['https', '//b.example']]]],
  ],
  [
    'leaves out dots that stand for what was left out',
    'Concur pages',
    'POST /a HTTP/1.1\nX: 1\n...\n\n<b/>',
    [['POST', '/a', [['X', '1']], '<b/>']],
  ],
  [
    'leaves out the line that announces a form',
    'Concur pages',
    `POST /a\n${FORM}\n\nPOST BODY\nb=1\n&c=2`,
    [['POST', '/a', [form], 'b=1&c=2']],
  ],
  ['leaves out responses over HTTPS/1.1', 'Concur pages', 'GET /a\n###\nHTTPS/1.1 200 OK\nX: 1', [['GET', '/a', []]]],
  ['leaves out responses without a version', 'Concur pages', '204 No Content\nX: 1\n###\nGET /a', [['GET', '/a', []]]],
  [
    'leaves out lines that import and run other requests',
    'JetBrains',
    'import ./b.http\n\nrun #c\n###\nrun ./b.http (@d=1)\n###\nGET /a',
    [['GET', '/a', []]],
  ],
  [
    'keeps GraphQL as it is written, variables below an empty line',
    'REST Client',
    'POST /a\nX-REQUEST-TYPE: GraphQL\n\nquery Q {\n  b\n}\n\n{"c": {{d}}}',
    [['POST', '/a', [['X-REQUEST-TYPE', 'GraphQL']], 'query Q {\n  b\n}\n\n{"c": {{d}}}']],
  ],
  [
    'takes GRAPHQL for a verb',
    'httpYac, JetBrains',
    'GRAPHQL /a\n\nquery { b }',
    [['GRAPHQL', '/a', [], 'query { b }']],
  ],
  [
    'keeps all lines when asked',
    'ours',
    '# @verbatim\nPOST /a\n\n# b\n?? c\n\nGET /d',
    [['POST', '/a', [], '# b\n?? c\n\nGET /d']],
  ],
];

describe('parseHttpFile, where clients differ,', () => {
  for (const [what, peers, text, requests] of CASES) {
    it(`${what} (${peers})`, () => {
      assert.deepEqual(
        parseHttpFile(text).requests.map(({ method, url, headers, body }) =>
          body === undefined ? [method, url, headers] : [method, url, headers, body],
        ),
        requests,
      );
    });
    it(`${what} (${peers}), with Windows line ends`, () => {
      assert.deepEqual(
        parseHttpFile(text.replaceAll('\n', '\r\n')).requests.map(({ url, body }) => [url, body]),
        requests.map(([, url, , body]) => [url, body]),
      );
    });
  }

  it('reads files as parts of a body', () => {
    const [request] = parseHttpFile('POST /a\n\nb\n< ./c d.json\n<@ e.json\n<@latin1 f.txt').requests;
    assert.deepEqual(
      request?.bodyParts.map((part) =>
        part.kind === 'text' ? part.text : [part.path, part.hasVariables, part.encoding],
      ),
      ['b\n', ['./c d.json', false, undefined], '\n', ['e.json', true, undefined], '\n', ['f.txt', true, 'latin1']],
    );
  });

  it('tells directives, assertions, outputs, references and scripts', () => {
    const [request] = parseHttpFile(
      '# @prompt a who\n// @prompt b\nGET /a\n# @no-log\n\n?? status == 200\n>>! b.json\n<> c.json\n> {% d %}',
    ).requests;
    assert.deepEqual(
      [
        request?.directives.map(({ key, value }) => [key, value]),
        request?.assertions.map(({ text }) => text),
        request?.outputs.map(({ text, overwrites }) => [text, overwrites]),
        request?.references.map(({ text }) => text),
        request?.scripts.map(({ text }) => text),
      ],
      [
        [
          ['prompt', 'a who'],
          ['prompt', 'b'],
          ['no-log', ''],
        ],
        ['status == 200'],
        [['b.json', true]],
        ['c.json'],
        ['> {% d %}'],
      ],
    );
  });
});
