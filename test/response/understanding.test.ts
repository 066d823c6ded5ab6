import assert from 'node:assert/strict';
import type { Schema } from '../../src/catalog/model.js';
import { findDepartures } from '../../src/response/departures.js';
import { numberOf, parseExact, printExact, textOf } from '../../src/response/exactJson.js';
import { findLinks, nextPageOf } from '../../src/response/links.js';
import { elementPathAt, jsonPathAt } from '../../src/response/places.js';
import { printPath, schemaAt } from '../../src/response/schemaPath.js';
import { ignoreFields } from '../../src/response/volatileFields.js';

const schema: Schema = {
  type: 'object',
  required: ['Items'],
  properties: {
    Items: { type: 'array', items: { $ref: '#/$defs/Report' } },
    Total: { type: 'integer' },
  },
  $defs: {
    Report: {
      type: 'object',
      required: ['ID'],
      properties: {
        ID: { type: 'string', description: 'Names it' },
        State: { type: 'string', enum: ['OPEN', 'PAID'] },
      },
    },
  },
};

describe('findDepartures', () => {
  for (const [what, text, expected] of [
    ['nothing where all is as documented', '{"Items":[{"ID":"a","State":"OPEN"}],"Total":2}', []],
    ['nothing in null', '{"Items":[{"ID":null}],"Total":null}', []],
    ['a missing field', '{}', ['missing {']],
    ['a field that nobody documented', '{"Items":[],"New":1}', ['unknown "New"']],
    ['another type', '{"Items":[{"ID":7}],"Total":1.5}', ['type 7', 'type 1.5']],
    ['a new value', '{"Items":[{"ID":"a","State":"LOST"}]}', ['value "LOST"']],
  ] as const) {
    it(`finds ${what}`, () => {
      const found = findDepartures({ text, schema });
      assert.deepEqual(
        found.map(({ kind, offset, length }) => `${kind} ${text.slice(offset, offset + length)}`),
        expected,
      );
    });
  }

  it('goes by the alternative that fits best', () => {
    const either: Schema = {
      oneOf: [schema, { type: 'object', required: ['Error'], properties: { Error: { type: 'string' } } }],
    };
    assert.deepEqual(findDepartures({ text: '{"Error":"x"}', schema: either }), []);
  });
});

describe('a place in a response', () => {
  it('is a path in JSON, and its schema is found', () => {
    const text = '{"Items":[{"ID":"a"},{"ID":"b"}]}';
    const path = jsonPathAt(text, text.indexOf('"b"') + 1) ?? [];
    assert.equal(printPath(path), '$.Items[1].ID');
    assert.equal(schemaAt(schema, path)?.description, 'Names it');
  });

  it('is a path of elements in XML, past comments, empty elements and attributes that hold a bracket', () => {
    const text = '<?xml version="1.0"?><a><!-- <x> --><b/><n:c d="1>2"><e>here</e></n:c></a>';
    assert.deepEqual(elementPathAt(text, text.indexOf('here')), ['a', 'c', 'e']);
    assert.deepEqual(elementPathAt(text, text.indexOf('<b/>') + 1), ['a', 'b']);
  });
});

describe('findLinks', () => {
  for (const [text, expected] of [
    [
      '{"ReportID":"A1","Name":"x","URI":"https://x.example/a?b=1\\u0026c=2"}',
      ['id A1', 'url https://x.example/a?b=1&c=2'],
    ],
    ['{"id":"7","Paid":"yes","href":"/reports/7"}', ['id 7', 'path /reports/7']],
    ['<T><TripId>9</TripId><u>https://x.example/?a=1&amp;b=2</u></T>', ['id 9', 'url https://x.example/?a=1&b=2']],
  ] as const) {
    it(`of ${text}`, () => {
      const links = findLinks(text);
      assert.deepEqual(
        links.map(({ kind, value }) => `${kind} ${value}`),
        expected,
      );
      for (const { offset, length } of links) assert.doesNotMatch(text.slice(offset, offset + length), /["<>]/);
    });
  }
});

describe('nextPageOf', () => {
  for (const [text, next] of [
    ['{"Items":[],"NextPage":"https://x.example/a?offset=2"}', 'https://x.example/a?offset=2'],
    ['{"Items":[],"NextPage":null}', undefined],
    ['<R><NextPage>https://x.example/?a=1&amp;b=2</NextPage></R>', 'https://x.example/?a=1&b=2'],
    ['{"links":[{"rel":"next","href":"/a?page=2"},{"rel":"last","href":"/a?page=9"}]}', '/a?page=2'],
  ] as const) {
    it(`of ${text}`, () => assert.equal(nextPageOf(text), next));
  }
});

describe('exact JSON', () => {
  it('gives numbers back as they were written', () => {
    const text = '{\n  "a": 1.10,\n  "b": 12345678901234567890,\n  "c": "1.10",\n  "d": 2\n}';
    assert.equal(printExact(parseExact(text)), text);
    const { a, c } = parseExact(text) as { a: unknown; c: unknown };
    assert.deepEqual([numberOf(a), textOf(a), numberOf(c), textOf(c)], [1.1, '1.10', undefined, '1.10']);
  });
});

describe('ignoreFields', () => {
  it('leaves values out by names with stars, in JSON and XML', () => {
    assert.equal(
      ignoreFields('{"LastModifiedDate": "x", "Total": 1.10}', ['lastmodified*']),
      '{"LastModifiedDate": "(ignored)", "Total": 1.10}',
    );
    assert.equal(ignoreFields('<a><Id>1</Id><B>2</B></a>', ['Id']), '<a><Id>(ignored)</Id><B>2</B></a>');
  });
});
