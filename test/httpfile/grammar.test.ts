import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { NodeKind } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';
import { expressionsOf, lineScopes } from './lineScopes.js';

/** By which scope the grammar shows what the parser takes a line for. */
const SCOPES: Partial<Record<NodeKind, RegExp>> = {
  separator: /\bheading\b/,
  directive: /\bmetadata\b/,
  comment: /\bcomment\b/,
  variable: /\bvariable\.other\.definition\b/,
  requestLine: /\bmeta\.request\b.*\bmeta\.url\b/,
  urlLine: /\bmeta\.url\b/,
  header: /\bproperty-name\.header\b/,
  body: /\bmeta\.body\.http$/,
  bodyFile: /\bmeta\.body\b.*\bstring\.unquoted\.path\b/,
  assertion: /\bmeta\.assertion\b/,
  output: /\bkeyword\.operator\.file\b/,
  reference: /\bkeyword\.operator\.file\b/,
  response: /\bmeta\.response\b/,
};

const TEXT = `### first
# @name a
# note
@host = https://a.example
POST {{host}}/a
  ?b=1
  &c=2
Content-Type: application/json
X: 1

{
  "a": {{b}}
}

?? status == 200
>> out.json
<> out.xml
> {%
x
%}

###
GET /b HTTP/1.1

HTTP/1.1 200 OK
X: 1

body
###
/*
block
*/
https://a.example
X: 1

text
< ./f
GET https://b.example
Y: 2
# note
`;

function disagreements(text: string): string[] {
  const scopes = lineScopes(text);
  const lines = text.split('\n');
  return [...parseHttpFile(text).nodes()].flatMap(({ kind, line }) => {
    const found = scopes[line]?.join(' ') ?? '';
    const expected = SCOPES[kind];
    return !expected || expected.test(found) ? [] : [`${line + 1}: ${lines[line]}: ${kind}, shown as ${found}`];
  });
}

describe('the grammar of .http files', () => {
  it('has expressions that can be read', () => {
    assert.ok(expressionsOf().length > 20);
  });

  it('shows each line as what the parser takes it for', () => {
    assert.deepEqual(disagreements(TEXT), []);
  });

  const samples = new URL('../../media/samples/', import.meta.url);
  for (const name of readdirSync(samples).filter((file) => file.endsWith('.http'))) {
    it(`shows each line of ${name} as what the parser takes it for`, () => {
      assert.deepEqual(disagreements(readFileSync(new URL(name, samples), 'utf8')), []);
    });
  }

  it('tells one kind from another', () => {
    const [first = []] = lineScopes('GET /a');
    assert.doesNotMatch(first.join(' '), SCOPES.header ?? /^/);
    assert.match(lineScopes('GET /a\n\nX: 1')[2]?.join(' ') ?? '', /meta\.body\.http$/);
  });
});
