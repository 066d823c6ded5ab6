import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { type PrintableRequest, printHttpRequest } from '../../src/httpfile/print.js';

const oneLine = fc
  .string({ unit: fc.oneof(fc.constantFrom(...'#@={}: /\t"$'), fc.string({ minLength: 1, maxLength: 1 })) })
  .map((text) => text.replace(/[\r\n]/g, '').trim());
const label = oneLine.filter((text) => text !== '');
const url = fc
  .tuple(fc.constantFrom('https://a.example', '/', '{{base}}', 'a.example/', 'localhost:80/'), oneLine)
  .map((parts) => parts.join(''))
  .filter((text) => !/\sHTTP\/\d(\.\d)?$/i.test(text));
const bodyLine = fc.oneof(
  oneLine,
  fc.constantFrom(
    '',
    '  ',
    '# a',
    '@b = 1',
    'X: 1',
    ' ###',
    '<a>{{b}}</a>',
    ' { ',
    '< ./f',
    '?? status == 200',
    '>> f',
    '> {% x %}',
    'GET /x',
    '{{',
  ),
);
const body = fc
  .array(bodyLine)
  .map((lines) => lines.join('\n'))
  .filter((text) => text.trim() !== '' && text.split('\n').at(-1)?.trim() !== '' && !/^###/m.test(text));
const aRequest: fc.Arbitrary<PrintableRequest> = fc.record(
  {
    name: label,
    title: label,
    method: fc.constantFrom('GET', 'POST', 'PATCH', 'PURGE', 'M-SEARCH'),
    url,
    headers: fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z][\w.-]{0,9}$/), oneLine)),
    body,
  },
  { requiredKeys: ['method', 'url', 'headers'], noNullPrototype: true },
);

/** What of the requests in a text can be printed. */
function read(text: string): PrintableRequest[] {
  return parseHttpFile(text).requests.map(({ name, title, method, url, headers, body }) => ({
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body }),
  }));
}

describe('printHttpRequest', () => {
  it('writes title, name, request line, headers and body', () => {
    const request = {
      title: 'Add one',
      name: 'add',
      method: 'POST',
      url: '{{base}}/x',
      headers: [['Content-Type', 'application/json']],
      body: '{}',
    } as const;
    assert.equal(
      printHttpRequest(request),
      '### Add one\n# @name add\nPOST {{base}}/x\nContent-Type: application/json\n\n{}\n',
    );
  });

  it('writes no more than there is', () => {
    assert.equal(printHttpRequest({ method: 'GET', url: '/x', headers: [], body: '' }), 'GET /x\n');
  });

  it('writes what is read back as the same request, without findings', () => {
    fc.assert(
      fc.property(aRequest, (request) => {
        const text = printHttpRequest(request);
        assert.deepEqual(read(text), [request]);
        assert.deepEqual(parseHttpFile(text).findings, []);
      }),
      { numRuns: 1_000 },
    );
  });

  it('writes requests that can stand one below the other', () => {
    fc.assert(
      fc.property(fc.array(aRequest), (requests) => {
        const titled = requests.map((request) => ({ title: 'next', ...request }));
        assert.deepEqual(read(titled.map(printHttpRequest).join('\n')), titled);
      }),
    );
  });

  it('writes any text so that it is read back unit for unit', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.oneof(fc.constantFrom('\r', '\n', '\r\n', '#', ' ', '\\', 'u', '\ud800'), fc.string({ maxLength: 1 })),
      }),
      fc.array(bodyLine).map((lines) => lines.join('\r\n')),
      fc
        .array(fc.constantFrom('###', '### a', '', ' ', '\t', '\\u0020', 'HTTP/1.1 200 OK', ' HTTP/1.1'))
        .map((lines) => lines.join('\n')),
    );
    const token = fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,12}$/);
    const contentType = fc
      .constantFrom(
        'multipart/form-data; boundary=b',
        'application/x-www-form-urlencoded',
        'application/x-ndjson',
        'text/markdown',
      )
      .map((value): [string, string] => ['Content-Type', value]);
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'PURGE', 'M-SEARCH'),
        fc.tuple(fc.constantFrom('https://a.example', '/', '{{base}}'), anything).map((parts) => parts.join('')),
        fc.array(fc.oneof(fc.tuple(token, anything), contentType)),
        anything,
        fc.option(fc.constantFrom('1.1', '2'), { nil: undefined }),
        (method, target, headers, text, httpVersion) => {
          const request = { method, url: target, headers, body: text, httpVersion };
          const printed = printHttpRequest(request);
          const file = parseHttpFile(Buffer.from(printed).toString());
          assert.deepEqual(
            file.requests.map((found) => [found.method, found.url, found.headers, found.body ?? '', found.httpVersion]),
            [[method, target, headers, text, httpVersion]],
          );
          assert.deepEqual(file.findings, []);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('writes plainly what needs no more', () => {
    const text = printHttpRequest({ method: 'POST', url: '/a', headers: [['X', 'C:\\u0020']], body: '\\n\n\nb' });
    assert.equal(text, 'POST /a\nX: C:\\u0020\n\n\\n\n\nb\n');
  });

  it('writes out what lines cannot hold', () => {
    const nasty = {
      title: 'a\n### b',
      name: 'c\r\nGET /d',
      method: 'POST',
      url: '/e\n\nf',
      headers: [['X', '1\n\nY: 2']],
      body: 'g\n### h\r\nGET /i\\\n\n',
    } as const;
    assert.equal(
      printHttpRequest(nasty),
      [
        '### a ### b',
        '# @name c GET /d',
        '# @verbatim escaped',
        'POST /e\\n\\nf',
        'X: 1\\n\\nY: 2',
        '',
        'g',
        '\\u0023## h\\r',
        'GET /i\\\\\\n\\n',
        '',
      ].join('\n'),
    );
  });
});
