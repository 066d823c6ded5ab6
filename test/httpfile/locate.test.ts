import assert from 'node:assert/strict';
import { requestAt } from '../../src/httpfile/locate.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { textIn } from './textIn.js';

const TEXT = `@base = https://a.example

# @name first
GET {{base}}/1
  ?x=1
Accept: */*

### only comments
# nothing

### second
// @note
@late = 2

POST /2 HTTP/1.1

body

HTTP/1.1 200 OK

ok

###
GET
### third
GET /3`;

describe('requestAt', () => {
  const file = parseHttpFile(TEXT);
  TEXT.split('\n').forEach((content, line) => {
    const expected = line < 7 ? '{{base}}/1?x=1' : line >= 10 && line < 22 ? '/2' : line >= 24 ? '/3' : undefined;
    it(`finds ${expected ?? 'nothing'} at line ${line} (${content})`, () =>
      assert.equal(requestAt(file, line)?.url, expected));
  });

  for (const line of [-1, TEXT.split('\n').length, 1_000]) {
    it(`finds nothing at line ${line}, outside the text`, () => assert.equal(requestAt(file, line), undefined));
  }
});

describe('the ranges of a request', () => {
  const { requests, variables } = parseHttpFile(TEXT);

  it('cover its comments, head and body, not the ### line nor a recorded response', () => {
    assert.deepEqual(
      requests.map(({ range }) => textIn(TEXT, range)),
      [
        '# @name first\nGET {{base}}/1\n  ?x=1\nAccept: */*',
        '// @note\n@late = 2\n\nPOST /2 HTTP/1.1\n\nbody',
        'GET /3',
      ],
    );
  });

  it('cover the request line', () => {
    assert.deepEqual(
      requests.map(({ requestLine }) => textIn(TEXT, requestLine)),
      ['GET {{base}}/1', 'POST /2 HTTP/1.1', 'GET /3'],
    );
  });

  it('leave out comments above the variables', () => {
    const text = '# about the file\n@a = 1\n\n# about the request\n  GET /x  ';
    const [request] = parseHttpFile(text).requests;
    assert.ok(request);
    assert.equal(textIn(text, request.range), '# about the request\n  GET /x  ');
    assert.equal(textIn(text, request.requestLine), 'GET /x');
  });

  it('cover variables', () => {
    assert.deepEqual(
      variables.map(({ range }) => textIn(TEXT, range)),
      ['@base = https://a.example', '@late = 2'],
    );
  });

  it('say where each part stands', () => {
    const [first, second] = requests;
    assert.ok(first?.places.name && second?.places.body);
    assert.equal(textIn(TEXT, first.places.name), 'first');
    assert.deepEqual(
      first.places.url.map(({ text, start }) => [text, start.line, start.character]),
      [
        ['{{base}}/1', 3, 4],
        ['?x=1', 4, 2],
      ],
    );
    assert.deepEqual(first.places.headers, [{ name: { line: 5, character: 0 }, value: { line: 5, character: 8 } }]);
    assert.deepEqual(second.places.body, { line: 16, character: 0 });
  });
});
