import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HttpDocument } from '../../src/httpfile/document.js';
import type { HttpFileRequest } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { editedText } from './someText.js';
import { plainOf } from './view.js';

/** What an editor shows of a request. */
interface Shown {
  readonly label: string;
  readonly line: number;
  readonly end: number;
}

function show({ name, method, url, requestLine, range }: HttpFileRequest): Shown {
  return { label: name ?? `${method} ${url}`, line: requestLine.start.line, end: range.end.line };
}

describe('HttpDocument', () => {
  it('reads after every edit what reading all anew reads, findings of before kept or not', () => {
    fc.assert(
      fc.property(editedText, fc.boolean(), ({ text, edits, after }, asks) => {
        const document = new HttpDocument(text);
        for (const edit of edits) {
          if (asks) assert.ok(document.file.findings);
          document.edit([edit]);
        }
        assert.deepEqual(plainOf(document.file), plainOf(parseHttpFile(after)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('tells changes by which what is shown follows the text', () => {
    fc.assert(
      fc.property(editedText, fc.nat(4), ({ text, edits, after }, cut) => {
        const document = new HttpDocument(text);
        let shown = document.file.requests.map(show);
        for (const some of [edits.slice(0, cut), edits.slice(cut)]) {
          const { at, removed, added, lines } = document.edit(some);
          const below = shown.slice(at + removed);
          shown = [
            ...shown.slice(0, at),
            ...added.map(show),
            ...below.map(({ label, line, end }) => ({ label, line: line + lines, end: end + lines })),
          ];
        }
        assert.deepEqual(shown, parseHttpFile(after).requests.map(show));
      }),
      { numRuns: 3_000 },
    );
  });

  const text = [
    '@a = {{a}}',
    'GET /1',
    '### 2',
    '# @name n',
    'GET /2',
    '',
    'body',
    '### 3',
    '# @name n',
    'GET /3',
  ].join('\n');
  const findings = (document: HttpDocument): unknown[] =>
    document.file.findings.map(({ code, range }) => [code, range.start.line]);

  it('keeps what the whole file shows while names and variables stay', () => {
    const document = new HttpDocument(text);
    assert.deepEqual(findings(document), [
      ['variableCycle', 0],
      ['duplicateName', 8],
    ]);
    const { checks } = document.file;
    const start = text.indexOf('body');
    document.edit([{ start, end: start, text: 'x' }]);
    assert.equal(document.file.checks, checks);
    document.edit([{ start, end: start, text: '\n\n' }]);
    assert.deepEqual(findings(document), [
      ['variableCycle', 0],
      ['duplicateName', 10],
    ]);
  });

  it('looks at the whole file again when a name changes', () => {
    const document = new HttpDocument(text);
    assert.equal(document.file.findings.length, 2);
    const start = text.indexOf('@name n') + '@name n'.length;
    document.edit([{ start, end: start, text: 'x' }]);
    assert.deepEqual(findings(document), [['variableCycle', 0]]);
  });

  it('tells of the section that an edit is in, and its neighbours, only', () => {
    const many = Array.from({ length: 100 }, (_, index) => `### ${index}\nGET /${index}\n`).join('');
    const document = new HttpDocument(many);
    const start = many.indexOf('GET /50');
    const change = document.edit([{ start, end: start, text: '\n' }]);
    assert.equal(change.lines, 1);
    assert.ok(change.at >= 48 && change.added.length <= 3 && change.removed === change.added.length);
  });
});
