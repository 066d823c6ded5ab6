import assert from 'node:assert/strict';
import type { HttpFindingCode } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { textIn } from './textIn.js';

/** What, text, the findings as code and the text they point at, and the URLs of the requests that are read all the same. */
type Case = readonly [string, string, readonly (readonly [HttpFindingCode, string])[], readonly string[]];

const cases: readonly Case[] = [
  ['a method without a URL', '# x\n GET \nX: 1\n\nbody', [['missingUrl', 'GET']], []],
  ['a method in small letters without a URL', 'get', [['missingUrl', 'get']], []],
  ['a method with only a version', 'POST HTTP/1.1', [['missingUrl', 'POST HTTP/1.1']], []],
  ['prose where a request line is expected', 'this is not a request', [['noRequest', 'this is not a request']], []],
  ['prose that starts with a verb', 'get the list', [['noRequest', 'get the list']], []],
  ['prose in capitals', 'TODO write this', [['noRequest', 'TODO write this']], []],
  ['a header without a request line', 'Accept: text/plain', [['noRequest', 'Accept: text/plain']], []],
  ['a body without a request line', '{\n  "a": 1\n}', [['noRequest', '{']], []],
  ['a word', 'hello', [['noRequest', 'hello']], []],
  ['prose with a slash', 'read/write is fine', [['noRequest', 'read/write is fine']], []],
  ['prose above a request, which is read', 'see here\nand /there\nGET /a', [['noRequest', 'see here']], ['/a']],
  ['prose above a path, which is not taken for a request', 'see\n/there', [['noRequest', 'see']], []],
  ['prose in a later block', 'GET /a\n###\nhm hm\n###\nGET /b', [['noRequest', 'hm hm']], ['/a', '/b']],
  ['a header without a colon', 'GET /a\noops \nX: 1', [['badHeader', 'oops']], ['/a']],
  ['a header name with a space', 'GET /a\nmy header: 1', [['badHeader', 'my header: 1']], ['/a']],
  ['a header without a name', 'GET /a\n: 1', [['badHeader', ': 1']], ['/a']],
  ['a body without an empty line', 'POST /a\nX: 1\n{"a": 1}', [['missingBlankLine', '{"a": 1}']], ['/a']],
  ['a broken variable among headers', 'GET /a\n@b', [['badHeader', '@b']], ['/a']],
  ['a script that nothing ends', 'GET /a\n\n> {%\nx', [['unclosedScript', '> {%']], ['/a']],
  ['a cURL command without a URL', 'curl -X GET', [['badCurl', 'curl -X GET']], []],
  ['text below a cURL command', 'curl https://a.example\n\nb', [['noRequest', 'b']], ['https://a.example']],
  [
    'requests of other files',
    'import ./a.http\nrun #b\nGET /a',
    [
      ['notSupported', 'import ./a.http'],
      ['notSupported', 'run #b'],
    ],
    ['/a'],
  ],
  ['prose about running', 'run this first\n###\nGET /a', [['noRequest', 'run this first']], ['/a']],
  ['a variable without a value', '@a\nGET /a', [['badVariable', '@a']], ['/a']],
  ['a variable without a name', '@ = 1\nGET /a', [['badVariable', '@ = 1']], ['/a']],
  ['a name given twice', '# @name a\nGET /a\n###\n// @name a \nGET /b', [['duplicateName', 'a']], ['/a', '/b']],
  ['a variable set twice', '@a = 1\n@a = 2', [['duplicateVariable', '@a = 2']], []],
  ['a variable that is itself', '@a = x{{a}}', [['variableCycle', '{{a}}']], []],
  ['variables in a circle', '@a = {{b}}\n@b = {{c}} {{d}}\n@c = -{{ a }}\n@d=1', [['variableCycle', '{{ a }}']], []],
  ['a variable that leads into a circle', '@x = {{a}}\n@a = {{a}}', [['variableCycle', '{{a}}']], []],
];

describe('findings of a file', () => {
  for (const [what, text, expected, urls] of cases) {
    it(`point at ${what}`, () => {
      const { findings, requests } = parseHttpFile(text);
      assert.deepEqual(
        findings.map(({ code, range }) => [code, textIn(text, range)]),
        expected,
      );
      assert.deepEqual(
        requests.map(({ url }) => url),
        urls,
      );
    });
  }

  for (const [what, text] of [
    ['the same variable used twice', '@a = {{b}}{{b}}\n@b = {{c}}\n@c = 1'],
    [
      'parts of a multipart body that are requests',
      'POST /a\nContent-Type: Multipart/mixed; boundary=b\n\n--b\n\nGET /b',
    ],
    ['a body line that names a verb', 'POST /a\n\nx\nGET /b\n\nGET it done'],
    ['built-in variables', '@a = {{$guid}}'],
  ] as const) {
    it(`do not mind ${what}`, () => assert.deepEqual(parseHttpFile(text).findings, []));
  }

  it('stand in the order of the text', () => {
    const { findings } = parseHttpFile('@a = 1\n@a = {{a}}\n###\nGET\n###\nGET /a\nb');
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['duplicateVariable', 'variableCycle', 'missingUrl', 'badHeader'],
    );
  });

  it('are sentences for a person', () => {
    for (const [, text] of cases) {
      for (const { message } of parseHttpFile(text).findings) {
        assert.match(message, /^\S.* .*\S$/);
        assert.doesNotMatch(message, /error|invalid|illegal|you must/i);
      }
    }
  });
});
