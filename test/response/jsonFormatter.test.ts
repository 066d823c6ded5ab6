import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonFormatter, type JsonOutcome } from '../../src/response/jsonFormatter.js';

/** Formats a text whose bytes are cut at these places. */
function formatCut(text: string, cuts: readonly number[]): { text: string; outcome: JsonOutcome } {
  const bytes = Buffer.from(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const formatter = new JsonFormatter();
  const written = [0, ...places].map((from, i) => formatter.write(bytes.subarray(from, places[i] ?? bytes.length)));
  return { text: Buffer.concat(written).toString(), outcome: formatter.end() };
}

/** The tokens of a JSON text as they are written, without what stands between them. */
function tokensOf(text: string): readonly string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[^\s,:{}[\]"]+|[,:{}[\]]/g) ?? [];
}

/** Numbers and strings that a parser would not give back as they came. */
const oddToken = fc.constantFrom(
  '12345678901234567890.12345678901234567890',
  '1.10',
  '-0',
  '1E400',
  '0.1e-7',
  '"\\u00e9\\/\\ud83d\\ude00"',
  '"\\\\"',
  '"a\\"b"',
  '"é€😀\u2028"',
  'true',
  'false',
  'null',
);
const key = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
const space = fc.constantFrom('', ' ', '\n', '\t', '\r\n', '  ');

/** JSON text with odd tokens and spaces anywhere. */
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    oddToken,
    key,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 5 }), space)
      .map(([items, blank]) => `[${blank}${items.join(`${blank},${blank}`)}${blank}]`),
    fc
      .tuple(fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }), space)
      .map(
        ([members, blank]) =>
          `{${blank}${members.map(([name, value]) => `${name}${blank}:${blank}${value}`).join(`${blank},${blank}`)}${blank}}`,
      ),
  ),
}));

describe('JsonFormatter', () => {
  it('keeps every token of every JSON text as it came, wherever its chunks are cut', () => {
    fc.assert(
      fc.property(jsonText, fc.array(fc.nat(), { maxLength: 20 }), (text, cuts) => {
        const formatted = formatCut(text, cuts);
        assert.equal(formatted.outcome, 'whole');
        assert.deepEqual(tokensOf(formatted.text), tokensOf(text));
      }),
      { numRuns: 500 },
    );
  });

  it('writes the same for every byte in a chunk of its own as for all at once', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const everywhere = Array.from({ length: Buffer.byteLength(text) }, (_, i) => i);
        assert.equal(formatCut(text, everywhere).text, formatCut(text, []).text);
      }),
    );
  });

  it('breaks lines where JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.array(fc.nat()), (value, cuts) => {
        assert.equal(formatCut(JSON.stringify(value), cuts).text, JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it('takes formatted text for the same as unformatted', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const once = formatCut(text, []).text;
        assert.equal(formatCut(once, []).text, once);
      }),
    );
  });

  for (const [what, text, outcome] of [
    ['an object that ends early', '{"a":[1,2', 'cut'],
    ['a string that ends early', '{"a":"b', 'cut'],
    ['a string that ends within an escape', '"b\\', 'cut'],
    ['two values on two lines', '{"a":1}\n{"a":2}', 'whole'],
    ['nothing', '', 'notJson'],
    ['blanks', ' \n', 'notJson'],
    ['a wrong bracket', '{"a":1]', 'notJson'],
    ['a value without a comma', '[1 2]', 'notJson'],
    ['a comma too many', '[1,,2]', 'notJson'],
    ['a comma before the end', '[1,]', 'notJson'],
    ['a key that is no string', '{a:1}', 'notJson'],
    ['a key without a value', '{"a"}', 'notJson'],
    ['a word', 'tru', 'notJson'],
    ['a sentence', 'this is not found', 'notJson'],
    ['XML', '<a/>', 'notJson'],
  ] as const) {
    it(`takes ${what} for ${outcome}`, () => {
      assert.equal(formatCut(text, []).outcome, outcome);
      assert.equal(formatCut(text, [1, 2, 3]).outcome, outcome);
    });
  }

  it('puts each of several values on a line of its own', () => {
    assert.equal(formatCut('1 {"a":2}\n"x"', []).text, '1\n{\n  "a": 2\n}\n"x"');
  });

  it('leaves the byte order mark out, wherever the chunks are cut', () => {
    for (const cuts of [[], [1], [2], [1, 2, 3, 4]]) assert.equal(formatCut('\ufeff[]', cuts).text, '[]');
  });

  it('takes no later byte for a part of a byte order mark', () => {
    for (const cuts of [[], [1], [2], [1, 2, 3]]) assert.equal(formatCut('"\u{7f000}"', cuts).text, '"\u{7f000}"');
  });

  it('does not make much of a million open brackets', () => {
    const text = '['.repeat(1_000_000);
    const formatter = new JsonFormatter();
    assert.ok(formatter.write(Buffer.from(text)).length < 250 * text.length);
    assert.equal(formatter.end(), 'cut');
  });
});
