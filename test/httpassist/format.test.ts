import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatFile } from '../../src/httpassist/formatRequest.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { offsetAt } from './around.js';

async function format(text: string): Promise<string> {
  const changes = [...(await formatFile(parseHttpFile(text)))].reverse();
  const plain = text.replaceAll('\r\n', '\n');
  assert.equal(text.includes('\r'), plain !== text);
  return changes.reduce(
    (now, { range, newText }) =>
      now.slice(0, offsetAt(now, range.start)) + newText + now.slice(offsetAt(now, range.end)),
    text,
  );
}

describe('formatFile', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    [
      'trims the request line and headers',
      '  GET    /a   HTTP/1.1  \nAccept:text/plain   \nX :  1\n',
      'GET /a HTTP/1.1\nAccept: text/plain\nX: 1\n',
    ],
    ['spaces variables', '@a=1\n@b   =   2\nGET /a\n', '@a = 1\n@b = 2\nGET /a\n'],
    [
      'puts one blank line between sections and takes out more',
      '\n\n### One\nGET /a\n\n\n\n### Two\nGET /b\n\n\n',
      '### One\nGET /a\n\n### Two\nGET /b\n',
    ],
    [
      'lays out JSON and keeps its numbers',
      'POST /a\nContent-Type: application/json\n\n{"a":1.10,"b":12345678901234567890,"c":[1,2]}\n',
      'POST /a\nContent-Type: application/json\n\n{\n  "a": 1.10,\n  "b": 12345678901234567890,\n  "c": [\n    1,\n    2\n  ]\n}\n',
    ],
    [
      'lays out JSON around variables',
      'POST /a\nContent-Type: application/json\n\n{"a":{{n}},"b":"x {{n}}"}\n',
      'POST /a\nContent-Type: application/json\n\n{\n  "a": {{n}},\n  "b": "x {{n}}"\n}\n',
    ],
    [
      'lays out XML',
      'POST /a\nContent-Type: application/xml\n\n<A><B>1</B><C/></A>\n',
      'POST /a\nContent-Type: application/xml\n\n<A>\n  <B>1</B>\n  <C/>\n</A>\n',
    ],
    [
      'leaves XML with text beside elements',
      'POST /a\nContent-Type: application/xml\n\n<A>x <B>1</B> y</A>\n',
      'POST /a\nContent-Type: application/xml\n\n<A>x <B>1</B> y</A>\n',
    ],
    [
      'leaves broken JSON',
      'POST /a\nContent-Type: application/json\n\n{"a":1,\n',
      'POST /a\nContent-Type: application/json\n\n{"a":1,\n',
    ],
    [
      'leaves text bodies',
      'POST /a\nContent-Type: text/plain\n\n  x   y\n\n\n z\n',
      'POST /a\nContent-Type: text/plain\n\n  x   y\n\n\n z\n',
    ],
    [
      'leaves curl commands',
      'curl -X POST \\\n   https://a.example/b   -H "A: 1"\n',
      'curl -X POST \\\n   https://a.example/b   -H "A: 1"\n',
    ],
  ];
  for (const [what, before, after] of cases) {
    it(what, async () => {
      assert.equal(await format(before), after);
      assert.equal(await format(after), after);
    });
  }

  it('never changes what is sent, and a second time changes nothing', async () => {
    const line = fc.constantFrom(
      '### x',
      '###',
      'GET /a',
      '  POST   https://h.example/p?q=1',
      '  ?a=1',
      '&b={{x}}',
      'Accept:x',
      'Content-Type: application/json',
      'Content-Type:application/xml',
      'Content-Type: application/x-www-form-urlencoded',
      '',
      '',
      ' ',
      '{"a": 1.0, "b": [ {{n}} ]}',
      '{',
      '"a": 1',
      '}',
      '<a><b/>',
      '</a>',
      'text',
      '# @name x',
      '// note',
      '@v=1',
      '?? status == 200',
      '> {%',
      '%}',
      '>> out.json',
      '< ./file.json',
      'a=1',
      '&c=2',
      '# @verbatim',
      'HTTP/1.1 200 OK',
      'curl https://x.example -d "a b"',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 14 }), async (lines) => {
        const text = lines.join('\n');
        const once = await format(text);
        assert.equal(await format(once), once, JSON.stringify(text));
        const [before, after] = [parseHttpFile(text), parseHttpFile(once)];
        const sent = ({ requests }: typeof before) =>
          requests.map(({ name, method, url, headers, body }) => [
            name,
            method,
            url,
            headers,
            /json|xml/.test(JSON.stringify(headers)) || /^\s*[{<[]/.test(body ?? '') ? body?.replace(/\s/g, '') : body,
          ]);
        assert.deepEqual(sent(after), sent(before), JSON.stringify(text));
      }),
      { numRuns: 1500 },
    );
  });
});
