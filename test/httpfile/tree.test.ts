import assert from 'node:assert/strict';
import fc from 'fast-check';
import { httpFences } from '../../src/httpfile/fences.js';
import { parseHttpFile, reparse } from '../../src/httpfile/parse.js';
import { editedText, someText } from './someText.js';
import { plainOf } from './view.js';

function assertTiles(text: string): void {
  let at = 0;
  let line = 0;
  for (const node of parseHttpFile(text).nodes()) {
    assert.equal(node.start, at);
    assert.ok(node.end >= node.start);
    assert.equal(node.line, line);
    at = node.end;
    line += node.lineEnds;
  }
  assert.equal(at, text.length);
  assert.equal(line, text.split(/\r\n|\r|\n/).length - 1);
}

describe('the nodes of a file', () => {
  it('tile any text', () => {
    fc.assert(fc.property(someText, assertTiles), { numRuns: 2_000 });
  });

  it('give back the text', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const file = parseHttpFile(text);
        assert.equal(file.text, text);
        assert.equal([...file.nodes()].map(({ start, end }) => text.slice(start, end)).join(''), text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('say what each line is', () => {
    const text =
      '@a = 1\n### t\n# @name n\n// c\nGET /a\n  ?b=1\nX: 1\n  2\n\nb\n< ./f\n?? status == 200\n>> f\n<> f\n> ./f.js\n\nHTTP/1.1 200 OK\n\n{}\n### u\ncurl a\n\n###\n%';
    assert.deepEqual(
      [...parseHttpFile(text).nodes()].map(({ kind }) => kind).join(' '),
      'variable separator directive comment requestLine urlLine header headerLine blank body bodyFile assertion output reference script blank response response response separator curl blank separator unknown',
    );
  });
});

describe('reparse', () => {
  it('reads after any edits what parsing all reads', () => {
    fc.assert(
      fc.property(editedText, ({ text, edits, after }) => {
        const file = reparse(parseHttpFile(text), edits);
        assert.equal(file.text, after);
        assert.deepEqual(plainOf(file), plainOf(parseHttpFile(after)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps what lies far from an edit', () => {
    const file = parseHttpFile('### a\nGET /a\n### b\nGET /b\n### c\nGET /c\n### d\nGET /d');
    const after = reparse(file, [{ start: 11, end: 11, text: 'x' }]);
    assert.equal(after.requests[3], file.requests[3]);
    assert.equal(after.requests[0]?.url, '/xa');
  });
});

describe('reading a file of twice the size', () => {
  for (const [what, text] of [
    ['of quotes', "curl '\n"],
    ['of open scripts', '{{\n'],
    ['of notes', '# @a b\n'],
    ['of requests', 'GET https://a.example\n'],
    ['of variables', '\n@a = 1\n'],
    ['of separators', '###\n'],
    ['of one line', 'GET /a{{?&'],
    ['of spaces', ' '],
  ] as const) {
    it(`${what} takes no more than a few times as long`, () => {
      const time = (count: number): number => {
        const full = `POST /a\n\n${text.repeat(count)}`;
        const figures = [0, 1, 2].map(() => {
          const start = performance.now();
          const { requests } = parseHttpFile(full);
          for (const request of requests.slice(0, 10)) assert.ok(request.body !== null && request.range);
          return performance.now() - start;
        });
        return Math.min(...figures);
      };
      const [small, large] = [time(8_000), time(64_000)];
      assert.ok(large < 30 * small + 500, `${small} ms, then ${large} ms for eight times as much`);
    });
  }
});

describe('httpFences', () => {
  it('finds the blocks of requests in Markdown', () => {
    const text =
      '# a\n```http\nGET /a\n```\n~~~ rest\nGET /b\n```\n~~~\n```json\n```http\n```\n  ````HTTP title\r\n```\r\n````';
    const fences = httpFences(text);
    assert.deepEqual(
      fences.map(({ text: inside, line }) => [inside, line]),
      [
        ['GET /a\n', 2],
        ['GET /b\n```\n', 5],
        ['```\r\n', 12],
      ],
    );
    for (const { text: inside, offset } of fences) assert.equal(text.slice(offset, offset + inside.length), inside);
  });
});
