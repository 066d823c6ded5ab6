import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { KeptExchange } from '../../../src/httpfile/run/answer.js';
import { checkAssertion, readAssertion } from '../../../src/httpfile/run/assertions.js';

const JSON_BODY = JSON.stringify({
  Items: [{ ID: 'a b', Total: 12.5 }, { ID: 'c' }],
  Empty: [],
  Name: 'x',
  No: null,
  Off: false,
});

function anExchange(body = JSON_BODY): KeptExchange {
  return {
    request: { headers: [], body: '' },
    response: {
      status: 200,
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ['X-Count', '3'],
      ],
      body,
    },
  };
}

function check(text: string, body?: string): string {
  const assertion = readAssertion(text);
  if (!assertion) return 'unread';
  const result = checkAssertion(assertion, anExchange(body), { total: 120, firstByte: 100 });
  return result.kind === 'passed' ? 'passed' : result.message;
}

describe('checkAssertion', () => {
  for (const text of [
    'status == 200',
    'status==200',
    'status >= 200',
    'status < 300',
    'status != 404',
    'status isNumber',
    'duration < 500',
    'duration firstByte <= 100',
    'header content-type includes json',
    'header Content-Type startsWith application/json',
    'header content-type endsWith utf-8',
    'header content-type matches ^application/(json|xml)',
    'header x-count > 2',
    'header x-missing isFalse',
    'header content-type exists',
    'body $.Items.length > 0',
    'body $.Items.length == 2',
    'body $.Items[0].ID == a b',
    'body $.Items[?(@.ID == "c")].ID == c',
    'body $.Items[-1].ID == c',
    'body $.Items[(@.length-1)].ID == c',
    'body Items[0].Total == 12.5',
    'body Name == x',
    'body Name isString',
    'body Off isBoolean',
    'body Off == false',
    'body No == null',
    'body Items isArray',
    'body $.Empty == []',
    'body $.Empty.length == 0',
    'body contains "Name"',
    'body Missing isFalse',
    'body Name != y',
    `body Name sha256 ${createHash('sha256').update('x').digest('base64')}`,
  ]) {
    it(`finds true: ?? ${text}`, () => assert.equal(check(text), 'passed'));
  }

  for (const [text, message] of [
    ['status == 201', 'status == 201 does not hold: it is 200.'],
    ['body $.Items.length > 5', 'body $.Items.length > 5 does not hold: it is 2.'],
    ['header x-missing == 1', 'header x-missing == 1 does not hold: there is nothing.'],
    ['body Name > 3', 'body Name > 3 does not hold: it is x.'],
    ['header x-missing includes a', 'header x-missing includes a does not hold: there is nothing.'],
    ['weather == fine', 'weather is nothing that can be checked. Write status, header NAME, body PATH or duration.'],
    ['header content-type matches (', '( is no regular expression. Correct it.'],
    [
      'body $.[ == 1',
      '$.[ is no path that can be read here. Write JSONPath such as $.Items[0].ID, or XPath such as //ID.',
    ],
  ] as const) {
    it(`finds false: ?? ${text}`, () => assert.equal(check(text), message));
  }

  it('reads XML by XPath, default namespaces and prefixes included', () => {
    const xml =
      '<?xml version="1.0"?><Trips xmlns="http://a" xmlns:b="http://b"><Trip id="7"><b:Name>Rome</b:Name></Trip></Trips>';
    assert.equal(check('body //Trip/@id == 7', xml), 'passed');
    assert.equal(check('body count(//Trip) == 1', xml), 'passed');
    assert.equal(check('xpath //b:Name == Rome', xml), 'passed');
    assert.equal(check('body //Trip/@id == 8', xml), 'body //Trip/@id == 8 does not hold: it is 7.');
  });

  for (const text of [
    'body $.access_token == x',
    "body $['access_token'] startsWith x",
    'body $.login exists false',
    'body $ == x',
    'body $.copy == x',
    'body //access_token == x',
  ]) {
    it(`quotes no secret of an answer: ?? ${text}`, () => {
      const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
      const json = JSON.stringify({ access_token: token, login: { password: token }, copy: token });
      const xml = `<login><access_token>${token}</access_token></login>`;
      const message = check(text, text.includes('//') ? xml : json);
      assert.ok(!message.includes('eyJ'), message);
    });
  }

  it('quotes no secret that was expected', () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl';
    assert.equal(check(`body $.Name == ${token}`), 'body $.Name == ••• does not hold: it is x.');
    assert.match(check('header authorization == Bearer hush-hush'), /^header authorization == ••• does not hold/);
  });

  it('does not take other text for an assertion', () => {
    for (const text of ['', 'status', 'status 200', 'is this right?'])
      assert.equal(readAssertion(text), undefined, text);
  });

  it('never throws', () => {
    const word = fc.constantFrom(
      'status',
      'body',
      'header',
      ' ',
      '==',
      '>',
      'matches',
      '$.a',
      '//a',
      '[',
      '(',
      'xpath',
      '*',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(word, fc.string())),
        fc.constantFrom(JSON_BODY, '<a/>', '<a', ''),
        (words, body) => {
          check(words.join(' '), body);
        },
      ),
    );
  });
});
