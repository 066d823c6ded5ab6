import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatJson } from '../../src/response/json.js';

describe('formatJson', () => {
  it('formats like JSON.stringify for every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON.stringify writes -0 as 0; the rest is the same text.
        assert.equal(formatJson(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
        assert.equal(formatJson(JSON.stringify(value, undefined, '\t')), JSON.stringify(value, undefined, 2));
      }),
    );
  });

  for (const [what, text, formatted] of [
    [
      'big and precise numbers',
      '{"a":12345678901234567890,"b":1.10,"c":1E400}',
      '{\n  "a": 12345678901234567890,\n  "b": 1.10,\n  "c": 1E400\n}',
    ],
    ['the order of keys that look like numbers', '{"2":1,"1":2}', '{\n  "2": 1,\n  "1": 2\n}'],
    ['repeated keys', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
    ['escapes', '["\\u00e9\\/","a\\\\"]', '[\n  "\\u00e9\\/",\n  "a\\\\"\n]'],
    ['empty objects and lists', '{"a":{ },"b":[\n]}', '{\n  "a": {},\n  "b": []\n}'],
  ] as const) {
    it(`keeps ${what}`, () => assert.equal(formatJson(text), formatted));
  }

  for (const text of ['{"a":', '{"a":1]', '["open', '}', 'plain', '']) {
    it(`gives ${JSON.stringify(text)} back as it came`, () => assert.equal(formatJson(text), text));
  }

  it('never throws, and drops nothing but space', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(formatJson(text).replace(/\s/g, ''), text.replace(/\s/g, ''));
      }),
    );
  });
});
