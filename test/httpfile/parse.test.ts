import assert from 'node:assert/strict';
import type { HttpFileRequest } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { viewOf } from './view.js';

function onlyRequest(text: string): HttpFileRequest {
  const { requests } = parseHttpFile(text);
  assert.equal(requests.length, 1);
  const [request] = requests;
  assert.ok(request);
  return request;
}

describe('parseHttpFile', () => {
  describe('reads the request line', () => {
    for (const [text, method, url, httpVersion] of [
      ['GET https://a.example/x', 'GET', 'https://a.example/x', undefined],
      ['GET /api/v3.0/x HTTP/1.1', 'GET', '/api/v3.0/x', '1.1'],
      ['GET /a HTTP/2', 'GET', '/a', '2'],
      ['https://a.example/x', 'GET', 'https://a.example/x', undefined],
      ['/relative HTTP/1.1', 'GET', '/relative', '1.1'],
      ['{{base}}/x', 'GET', '{{base}}/x', undefined],
      ['{{ base }}/x y', 'GET', '{{ base }}/x y', undefined],
      ['a.example/x', 'GET', 'a.example/x', undefined],
      ['localhost:8080', 'GET', 'localhost:8080', undefined],
      ['post /x', 'POST', '/x', undefined],
      ['PURGE /x', 'PURGE', '/x', undefined],
      ['X-CUSTOM_1 https://a.example', 'X-CUSTOM_1', 'https://a.example', undefined],
      ['GET\t/x', 'GET', '/x', undefined],
      ['  DELETE   /x  ', 'DELETE', '/x', undefined],
      ['GET reports', 'GET', 'reports', undefined],
      ['GET /a?q=b c HTTP/1.1', 'GET', '/a?q=b c', '1.1'],
    ] as const) {
      it(text, () => {
        const request = onlyRequest(text);
        assert.deepEqual([request.method, request.url, request.httpVersion], [method, url, httpVersion]);
        assert.deepEqual(parseHttpFile(text).findings, []);
      });
    }
  });

  describe('joins the lines of a URL', () => {
    for (const [what, text, url] of [
      ['a query below', 'GET /a\n  ?b=1\n  &c=2', '/a?b=1&c=2'],
      ['a query without indentation', 'GET /a\n?b=1\n&c=2', '/a?b=1&c=2'],
      ['a path below', 'GET https://a.example\n  /b\n\t/c', 'https://a.example/b/c'],
      ['a plain word of the path', 'GET https://a.example/\n  b{{c}}', 'https://a.example/b{{c}}'],
      ['a URL that starts below the method', 'GET\n  https://a.example/b', 'https://a.example/b'],
      ['comments in between', 'GET /a\n  # first\n  ?b=1\n  // second\n  &c=2', '/a?b=1&c=2'],
      ['a version behind the last line', 'GET /a\n  ?b=1 HTTP/1.1', '/a?b=1'],
    ] as const) {
      it(what, () => {
        assert.equal(onlyRequest(text).url, url);
        assert.deepEqual(onlyRequest(text).headers, []);
      });
    }

    it('but takes an indented header as a header', () => {
      const { requests, findings } = parseHttpFile('GET /a\n  Accept: */*');
      assert.deepEqual(requests[0]?.headers, [['Accept', '*/*']]);
      assert.deepEqual([requests[0]?.url, findings], ['/a', []]);
    });
  });

  describe('reads headers', () => {
    for (const [what, text, headers] of [
      [
        'in order and with duplicates',
        'GET /a\nX: 1\nA: 2\nX: 3',
        [
          ['X', '1'],
          ['A', '2'],
          ['X', '3'],
        ],
      ],
      ['up to an empty line', 'GET /a\nX: 1\n  \nY: 2', [['X', '1']]],
      ['with colons in the value', 'GET /a\nHost: a:80', [['Host', 'a:80']]],
      [
        'without a value',
        'GET /a\nX:\nY:  ',
        [
          ['X', ''],
          ['Y', ''],
        ],
      ],
      ['with space around the colon', 'GET /a\nX :  1  ', [['X', '1']]],
      ['with variables', 'GET /a\nX-{{a b}}: {{c}}', [['X-{{a b}}', '{{c}}']]],
      [
        'with comments between',
        'GET /a\n# no: 1\nX: 1\n// no: 2\nY: 2',
        [
          ['X', '1'],
          ['Y', '2'],
        ],
      ],
    ] as const) {
      it(what, () => assert.deepEqual(onlyRequest(text).headers, headers));
    }
  });

  describe('reads the body', () => {
    for (const [what, text, body] of [
      ['to the end of the text', 'POST /a\nX: 1\n\n{\n  "b": 1\n}\n', '{\n  "b": 1\n}'],
      ['to the next separator', 'POST /a\n\nb\n\nc\n\n \n### next', 'b\n\nc'],
      ['up to a recorded response', 'GET /a\n\nb\n\nHTTP/1.1 200 OK\nX: 1\n\nc', 'b'],
      ['with a status line in the midst of text', 'GET /a\n\nb\nHTTP/1.1 200 OK', 'b\nHTTP/1.1 200 OK'],
      ['as none when only empty lines follow', 'GET /a\nX: 1\n\n  \n', undefined],
      ['as none when only a recorded response follows', 'GET /a\n\nHTTP/1.1 204\n', undefined],
      ['as none when nothing follows', 'GET /a', undefined],
    ] as const) {
      it(what, () => assert.equal(onlyRequest(text).body, body));
    }
  });

  describe('reads titles, names and other metadata', () => {
    for (const [what, text, expected] of [
      ['a title', '### List them \nGET /a', { title: 'List them' }],
      ['a title after more than three #', '##### List\nGET /a', { title: 'List' }],
      ['a name behind #', '# @name list\nGET /a', { name: 'list', metadata: { name: 'list' } }],
      ['a name behind //', '//@name list\nGET /a', { name: 'list', metadata: { name: 'list' } }],
      ['a name behind =', '# @name = list\nGET /a', { name: 'list', metadata: { name: 'list' } }],
      ['a name among the headers', 'GET /a\n# @name list\nX: 1', { name: 'list', metadata: { name: 'list' } }],
      ['no name from an empty one', '# @name\nGET /a', { metadata: { name: '' } }],
      [
        'any key',
        '# @note\n# @timeout 5 s\n// @no-log\nGET /a',
        { metadata: { note: '', timeout: '5 s', 'no-log': '' } },
      ],
      ['the last of equal keys', '# @tag a\n# @tag b\nGET /a', { metadata: { tag: 'b' } }],
      ['an @ within a sentence as a plain comment', '# ask me@here.example\nGET /a', { metadata: {} }],
    ] as const) {
      it(what, () => {
        const { name, title, metadata } = onlyRequest(text);
        assert.deepEqual({ name, title, metadata }, { name: undefined, title: undefined, metadata: {}, ...expected });
      });
    }

    it('keys that objects know otherwise', () => {
      assert.deepEqual(Object.entries(onlyRequest('# @constructor a\nGET /a').metadata), [['constructor', 'a']]);
    });
  });

  describe('reads variables of the file', () => {
    it('before and between requests, but not in a body', () => {
      const { variables } = parseHttpFile('@a = 1\n\n  @b={{a}} = c \nGET /x\n\nx\n@d = 2\n###\n@e =\n# note\nGET /y');
      assert.deepEqual(
        variables.map(({ name, value }) => [name, value]),
        [
          ['a', '1'],
          ['b', '{{a}} = c'],
          ['e', ''],
        ],
      );
    });
  });

  describe('finds no request and has nothing to say', () => {
    for (const [what, text] of [
      ['in empty text', ''],
      ['in empty lines', '\n \n\t\n'],
      ['in comments', '# a\n\n// @name b\n### c\n# d'],
      ['in variables', '@a = 1\n###\n@b = 2'],
      ['in separators', '###\n###\n### x'],
      ['in a recorded response', '### x\nHTTP/1.1 200 OK\nContent-Type: text/plain\n\nGET /not-a-request'],
    ] as const) {
      it(what, () => {
        const { requests, findings } = parseHttpFile(text);
        assert.deepEqual({ requests, findings }, { requests: [], findings: [] });
      });
    }
  });

  it('reads one request from each block', () => {
    const { requests } = parseHttpFile('GET /a\n###\nGET /b\n\nx\n### c\n\n# d\nGET /c\n###');
    assert.deepEqual(
      requests.map(({ url, body, title }) => [url, body, title]),
      [
        ['/a', undefined, undefined],
        ['/b', 'x', undefined],
        ['/c', undefined, 'c'],
      ],
    );
  });

  for (const [what, lineEnd] of [
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    it(`reads ${what} as it reads LF`, () => {
      const text = '@a = 1\n### t\n# @name n\nPOST /x\n  ?a=1\nX: 1\n\nbody {{a}}\n\nmore\n\n### u\nGET\n';
      assert.deepEqual(viewOf(text.replaceAll('\n', lineEnd)), viewOf(text));
    });
  }

  it('reads text with a byte order mark as it reads it without', () => {
    assert.deepEqual(viewOf('\uFEFFGET /x'), viewOf('GET /x'));
  });
});
