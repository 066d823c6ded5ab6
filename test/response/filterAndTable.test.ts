import assert from 'node:assert/strict';
import { filterBody } from '../../src/response/filter.js';
import { generateTypes } from '../../src/response/generateTypes.js';
import { findTables } from '../../src/response/table.js';

const text =
  '{"Items":[{"ID":"a","Total":1.10,"By":{"name":"x"}},{"ID":"b","Total":20},{"ID":"c","Total":3,"Note":"=1+1"}],"Few":[{"k":1}]}';
const asIs = { descending: false, filter: '' };

describe('filterBody', () => {
  for (const [language, body, expression, expected] of [
    ['json', text, '$.Items[?@.Total > 1 && @.Total < 5].ID', '[\n  "a",\n  "c"\n]'],
    ['json', text, '$.Items[0].Total', '[\n  1.10\n]'],
    ['json', text, '$.nothing', '[]'],
    ['xml', '<R xmlns="urn:x"><T><Id>1</Id></T><T><Id>2</Id></T></R>', '//T[Id=2]', '<T>\n  <Id>2</Id>\n</T>'],
    ['xml', '<R><T>1</T></R>', 'count(//T)', '1'],
  ] as const) {
    it(`picks ${expression}`, async () => {
      const found = await filterBody({ text: body, language, expression });
      assert.equal(found.kind === 'found' ? found.text : found.what, expected);
    });
  }

  for (const [language, body, expression] of [
    ['json', text, '$.Items['],
    ['json', '{"cut":', '$'],
    ['json', text, ''],
    ['xml', '<a/>', '//['],
    ['xml', '<a><b></a>', '//a'],
  ] as const) {
    it(`says in a sentence why ${JSON.stringify(expression)} of ${body.slice(0, 12)} finds nothing`, async () => {
      const found = await filterBody({ text: body, language, expression });
      assert.match(found.kind === 'wrong' ? found.what : '', /^[A-Z].*\.$/);
    });
  }
});

describe('ResponseTable', () => {
  const [table, second] = findTables(text);

  it('is made of the longest array, with columns for what lies within rows', () => {
    assert.deepEqual(table?.columns, ['ID', 'Total', 'By.name', 'Note']);
    assert.deepEqual([table?.choice.path, second?.choice.path], ['$.Items', '$.Few']);
  });

  it('sorts numbers by size, what is empty last, and keeps numbers as written', () => {
    const column = (sortBy: string, descending: boolean) =>
      table?.page({ ...asIs, sortBy, descending }, 0, 9).rows.map(([id, total]) => `${id} ${total}`);
    assert.deepEqual(column('Total', false), ['a 1.10', 'c 3', 'b 20']);
    assert.deepEqual(column('Total', true), ['b 20', 'c 3', 'a 1.10']);
    assert.equal(column('By.name', true)?.[0], 'a 1.10');
  });

  it('filters and pages', () => {
    assert.deepEqual(table?.page({ ...asIs, filter: 'B' }, 0, 9), {
      rowCount: 1,
      from: 0,
      rows: [['b', '20', '', '']],
    });
    assert.deepEqual(
      table?.page(asIs, 2, 9).rows.map(([id]) => id),
      ['c'],
    );
  });

  it('exports CSV that no spreadsheet runs', () => {
    assert.equal(table?.csv(asIs, ['ID', 'Note']), `ID,Note\r\na,\r\nb,\r\nc,"'=1+1"`);
  });

  it('sorts and filters 100,000 rows within two seconds', () => {
    const rows = JSON.stringify(
      Array.from({ length: 100_000 }, (_, i) => ({ id: i, name: `item ${(i * 7919) % 100_000}` })),
    );
    const started = performance.now();
    const [large] = findTables(rows);
    const page = large?.page({ sortBy: 'name', descending: true, filter: 'item 99' }, 0, 1);
    assert.equal(page?.rows[0]?.[1], 'item 99999');
    assert.ok(performance.now() - started < 2000);
  });
});

describe('generateTypes', () => {
  it('makes TypeScript and JSON Schema', async () => {
    assert.match(
      await generateTypes({ text: '{"a":1}', target: 'typescript', name: 'Thing' }),
      /export interface Thing \{\s+a: number;/,
    );
    assert.equal(
      JSON.parse(await generateTypes({ text: '{"a":1}', target: 'schema', name: 'Thing' })).$ref,
      '#/definitions/Thing',
    );
  });
});
