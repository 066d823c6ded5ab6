import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requestAt } from '../../src/httpfile/locate.js';
import type { HttpFile } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { resolveRequest, type VariableScope } from '../../src/httpfile/variables/resolve.js';
import type { TextRange } from '../../src/kernel/text.js';
import { offsetOf, textIn } from './textIn.js';
import { viewOf } from './view.js';

const scope: VariableScope = {
  values: { given: 'value' },
  now: () => new Date(0),
  randomUuid: () => 'uuid',
  randomInt: (min) => min,
  environment: () => undefined,
};

/** Text made of what the language is made of, put together by chance. */
const likely = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\n',
        '\n',
        '\n\n',
        '###',
        '# ',
        '// ',
        '@',
        'name',
        ' = ',
        'GET',
        ' ',
        '/a',
        'https://b.c',
      ),
      fc.constantFrom(
        ' HTTP/1.1',
        '\nHTTP/1.1 200 OK',
        ': ',
        'X',
        '{{',
        '}}',
        '{{a}}',
        '{{$guid}}',
        '@a = {{a}}',
        '  ',
      ),
      fc.constantFrom('\n  ?q=', '\n  &r=', '\n# @name n', '{"a": 1}', '\t', 'post', '$randomInt 1 2', '{{given}}'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const anyText = fc.oneof(likely, fc.string({ unit: 'binary' }));

function rangesOf(file: HttpFile): TextRange[] {
  return [
    ...file.variables.map(({ range }) => range),
    ...file.findings.map(({ range }) => range),
    ...file.requests.flatMap(({ range, requestLine, block, places }) => [
      range,
      requestLine,
      block,
      ...(places.name ? [places.name] : []),
      ...places.url.map(({ start }) => ({ start, end: start })),
      ...places.headers.map(({ name, value }) => ({ start: name, end: value })),
    ]),
    ...file.requests.flatMap((request) => resolveRequest(file, request, scope).findings.map(({ range }) => range)),
  ];
}

describe('parseHttpFile, given any text,', () => {
  it('never throws, and every range lies within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const range of rangesOf(parseHttpFile(text))) {
          assert.ok(offsetOf(text, range.start) <= offsetOf(text, range.end), JSON.stringify(range));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads the same whichever the line ends are', () => {
    fc.assert(
      fc.property(likely, (text) => {
        const plain = text.replace(/\r\n?/g, '\n');
        assert.deepEqual(viewOf(plain.replaceAll('\n', '\r\n')), viewOf(plain));
        assert.deepEqual(viewOf(plain.replaceAll('\n', '\r')), viewOf(plain));
      }),
      { numRuns: 500 },
    );
  });

  it('points at unknown variables exactly', () => {
    fc.assert(
      fc.property(likely, (text) => {
        const file = parseHttpFile(text);
        for (const request of file.requests) {
          for (const { code, range } of resolveRequest(file, request, scope).findings) {
            if (code !== 'unknownVariable' || range.start.line !== range.end.line) continue;
            assert.match(textIn(text, range), /^\{\{[^{}]+\}\}$/);
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds each request at every line of its range, and reads it alone as it reads it among others', () => {
    fc.assert(
      fc.property(likely, (text) => {
        const file = parseHttpFile(text);
        const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
        for (const request of file.requests) {
          const { range, block } = request;
          for (let line = range.start.line; line <= range.end.line; line += 1) {
            assert.equal(requestAt(file, line), request);
          }
          const alone = parseHttpFile(lines.slice(block.start.line, block.end.line + 1).join('\n'));
          assert.deepEqual(
            alone.requests.map(({ method, url, headers, body, metadata }) => [method, url, headers, body, metadata]),
            [[request.method, request.url, request.headers, request.body, request.metadata]],
          );
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
