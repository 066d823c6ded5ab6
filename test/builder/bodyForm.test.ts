import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WrittenBody } from '../../src/builder/draft.js';
import type { FormEdit } from '../../src/builder/messages.js';
import type { Schema } from '../../src/catalog/model.js';
import { editBody, findingsOf, formOf, withFile } from '../../src/editor/builder/bodyForm/bodyForm.js';

const schema: Schema = {
  type: 'object',
  required: ['Name'],
  properties: {
    Name: { type: 'string', maxLength: 10 },
    Total: { type: 'number' },
    Kind: { type: 'string', enum: ['A', 'B'] },
    Owner: { type: 'object', required: ['Id'], properties: { Id: { type: 'string' } } },
    Lines: { type: 'array', items: { type: 'object', properties: { Text: { type: 'string' } } } },
    Key: { type: 'string', readOnly: true },
  },
};

const json = (text: string): WrittenBody => ({ contentType: 'application/json', text });
const xml = (text: string): WrittenBody => ({ contentType: 'application/xml', text });
const remove = (path: FormEdit['path']): FormEdit => ({ kind: 'remove', path });
const add = (path: FormEdit['path']): FormEdit => ({ kind: 'add', path });
const set = (path: FormEdit['path'], value: string): FormEdit => ({ kind: 'set', path, value });

describe('the form of a body', () => {
  it('lists what the text holds and what it could hold, and not what is only read', () => {
    const { rows = [] } = formOf(json('{"Name":"x","Extra":true,"Lines":[{"Text":"a"}]}'), schema) ?? {};
    assert.deepEqual(
      rows.map(({ path, isPresent, kind }) => [path.join('.'), isPresent, kind]),
      [
        ['Name', true, 'text'],
        ['Total', false, 'number'],
        ['Kind', false, 'choice'],
        ['Owner', false, 'object'],
        ['Lines', true, 'list'],
        ['Lines.0', true, 'object'],
        ['Lines.0.Text', true, 'text'],
        ['Extra', true, 'boolean'],
      ],
    );
  });

  it('says at the field what does not fit or lacks', () => {
    const { rows = [] } = formOf(json('{"Kind":"C"}'), schema) ?? {};
    assert.equal(rows.find(({ label }) => label === 'Kind')?.problem, 'Use one of A, B.');
    assert.equal(rows.find(({ label }) => label === 'Name')?.problem, 'A value is required.');
  });

  for (const [what, before, edit, after] of [
    [
      'changes a value and nothing else',
      '{ "Name":"x" , "Total": 1.50 }',
      set(['Name'], 'y'),
      '{ "Name":"y" , "Total": 1.50 }',
    ],
    ['writes numbers as numbers', '{"Total":1}', set(['Total'], '2.5'), '{"Total":2.5}'],
    ['keeps as text what is no number', '{"Total":1}', set(['Total'], '{{t}}'), '{"Total":"{{t}}"}'],
    ['removes', '{\n  "Name": "x",\n  "Total": 1\n}', remove(['Total']), '{\n  "Name": "x"\n}'],
    ['begins an empty body', '', set(['Name'], 'x'), '{\n  "Name": "x"\n}'],
    ['adds an object with what it requires', '{}', add(['Owner']), '{\n  "Owner": {\n    "Id": "string"\n  }\n}'],
  ] as const) {
    it(`of JSON ${what}`, () => assert.equal(editBody(json(before), edit, schema).text, after));
  }

  it('of JSON adds one more item to a list', () => {
    const { text } = editBody(json('{"Lines":[{"Text":"a"}]}'), { kind: 'add', path: ['Lines'] }, schema);
    assert.deepEqual(JSON.parse(text), { Lines: [{ Text: 'a' }, { Text: 'string' }] });
  });

  it('shows of JSON whatever was typed into a text field', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const body = editBody(json('{"Name":"x"}'), set(['Name'], value), schema);
        assert.equal(formOf(body, schema)?.rows[0]?.value, value);
        assert.equal(JSON.parse(body.text).Name, value);
      }),
    );
  });

  for (const [what, before, edit, after] of [
    [
      'changes an element and keeps comments',
      '<R>\n  <!-- c -->\n  <Name>x</Name>\n</R>',
      set(['Name'], 'a<b'),
      '<R>\n  <!-- c -->\n  <Name>a&lt;b</Name>\n</R>',
    ],
    [
      'puts a new element in the order of the schema',
      '<R>\n  <Kind>A</Kind>\n</R>',
      set(['Name'], 'x'),
      '<R>\n  <Name>x</Name>\n  <Kind>A</Kind>\n</R>',
    ],
    [
      'removes an element with its line',
      '<R>\n  <Name>x</Name>\n  <Kind>A</Kind>\n</R>',
      remove(['Kind']),
      '<R>\n  <Name>x</Name>\n</R>',
    ],
    [
      'keeps the namespace',
      '<R xmlns="urn:a">\n  <Name>x</Name>\n</R>',
      set(['Kind'], 'B'),
      '<R xmlns="urn:a">\n  <Name>x</Name>\n  <Kind>B</Kind>\n</R>',
    ],
  ] as const) {
    it(`of XML ${what}`, () => assert.equal(editBody(xml(before), edit, schema).text, after));
  }

  it('of a form-urlencoded body leaves other pairs letter by letter', () => {
    const body = { contentType: 'application/x-www-form-urlencoded', text: 'a=%7e+1&Name=x&b' };
    assert.equal(editBody(body, set(['Name', 0], 'ä b'), schema).text, 'a=%7e+1&Name=%C3%A4%20b&b');
  });

  it('of parts puts a chosen file in the place of one', () => {
    const body = {
      contentType: 'multipart/form-data; boundary=p',
      text: '--p\nContent-Disposition: form-data; name="image"\n\nx\n--p--\n',
    };
    const { text, readsFiles } = withFile(body, 0, { path: '/tmp/r.png', name: 'r.png', mediaType: 'image/png' });
    assert.equal(
      text,
      '--p\nContent-Disposition: form-data; name="image"; filename="r.png"\nContent-Type: image/png\n\n< /tmp/r.png\n--p--\n',
    );
    assert.equal(readsFiles, true);
  });

  it('waits while the text cannot be read', () => {
    assert.deepEqual(formOf(json('{'), schema)?.rows, []);
    assert.deepEqual(formOf(xml('<a>'), schema)?.rows, []);
  });
});

describe('findings of a body', () => {
  for (const [what, body, line] of [
    ['a syntax error of JSON', json('{\n  "a": 1\n  "b": 2\n}'), 3],
    ['a value of the wrong type', json('{\n"Name": "x",\n"Total": "y"\n}'), 3],
    ['XML that is not well-formed', xml('<a>\n<b>\n</a>'), 2],
  ] as const) {
    it(`name the line of ${what}`, () => assert.equal(findingsOf(body, schema)[0]?.line, line));
  }

  it('are none where all fits', () => assert.deepEqual(findingsOf(json('{"Name":"x"}'), schema), []));
});
