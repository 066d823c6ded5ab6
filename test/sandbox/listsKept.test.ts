import assert from 'node:assert/strict';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { keepLists } from '../../src/sandbox/lists/keptLists.js';
import { ListBook } from '../../src/sandbox/lists/listBook.js';
import { ListEditor } from '../../src/sandbox/lists/listEditor.js';
import { seedLists } from '../../src/sandbox/lists/seedLists.js';

describe('keepLists', () => {
  it('brings back every list and item, deleted ones too, through a file', () => {
    const book = new ListBook();
    seedLists(book, new SeededRandom(1));
    const lisbon = book.findItem('gWqF8xKd3$vQm6TyLs1nRcPg7B');
    assert.ok(lisbon);
    new ListEditor(book, 'app').remove(lisbon);
    const file = JSON.stringify(keepLists(book).save());

    const loaded = new ListBook();
    seedLists(loaded, new SeededRandom(2));
    keepLists(loaded).load(JSON.parse(file));
    assert.deepEqual(JSON.parse(JSON.stringify(keepLists(loaded).save())), JSON.parse(file));
    assert.equal(loaded.findItem(lisbon.id)?.lists.length, 0);
    assert.equal(loaded.findByCodes('3d7f1a52-9c46-4e0b-8f21-6b5a90c7e314', ['EMEA', '4200'])?.name, 'Berlin office');
  });

  it('gives no id twice after loading', () => {
    const book = new ListBook();
    seedLists(book, new SeededRandom(1));
    const known = new Set(book.items.map(({ id }) => id));
    assert.ok(!known.has(book.newIds(new SeededRandom(1)).id));
  });

  it('refuses what no file of its own holds', () => {
    assert.throws(() => keepLists(new ListBook()).load({ lists: [{}] }));
  });
});
