import fc from 'fast-check';
import type { TextEdit } from '../../src/httpfile/parse.js';

const word = fc.oneof(
  fc.constantFrom(
    '\n',
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '###',
    '### t\n',
    '#',
    ' ',
    '\uFEFF',
    '@a = 1',
    '@b = {{b}}',
    '# @name n',
    '// x',
  ),
  fc.constantFrom(
    'GET /a',
    'GET https://a.example/b',
    'X: 1',
    '{"a": 1}',
    '?b=1',
    'HTTP/1.1 200 OK',
    '?? status == 200',
  ),
  fc.constantFrom('{{', '}}', '> {%', '%}', '< ./f', '>> f', '<> f', 'curl https://a.example \\', "-d 'x", '/*', '*/'),
  fc.constantFrom('Content-Type: multipart/form-data; boundary=b', '# @verbatim', 'curl', 'GET', '\u2028', '\u00a0'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
/** Text put together by chance of what the language is made of. */
export const someText = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));

const anEdit = fc.record({ at: fc.nat(), length: fc.nat(12), text: someText });

/** A text, edits to make in it one after the other, and the text after them. */
export const editedText = fc
  .tuple(someText, fc.array(anEdit, { maxLength: 4 }))
  .map(([text, edits]): { readonly text: string; readonly edits: readonly TextEdit[]; readonly after: string } => {
    let after = text;
    const made = edits.map(({ at, length, text: inserted }) => {
      const start = at % (after.length + 1);
      const end = Math.min(after.length, start + length);
      after = after.slice(0, start) + inserted + after.slice(end);
      return { start, end, text: inserted };
    });
    return { text, edits: made, after };
  });
