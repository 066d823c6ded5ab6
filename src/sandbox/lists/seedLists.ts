import type { SeededRandom } from '../company/seededRandom.js';
import type { CompanyList, ListBook, ListCategory } from './listBook.js';
import type { SeedItem } from './seedHierarchies.js';
import { LISTS } from './seedListRows.js';

export const NORMAL: ListCategory = { id: 'f4a07b91-6e2c-4c58-8d13-0b9e5a72c6d8', type: 'Normal' };
export const VENDOR: ListCategory = { id: '0d95e3b7-8c41-4a6f-b2e9-71f3c06a5d24', type: 'Vendor' };
const CONFIGURATION: ListCategory = { id: '7c2e5b84-19d6-4f03-a8b7-50c4e91d2f6a', type: 'Configuration' };
const CATEGORIES = { Normal: NORMAL, Vendor: VENDOR, Configuration: CONFIGURATION } as const;

/**
 * Fills a book with the lists of the company. Lists and items that samples of the catalogue or seeded reports name
 * have the ids that stand there.
 */
export function seedLists(book: ListBook, random: SeededRandom): void {
  for (const row of LISTS) {
    const list: CompanyList = {
      ...book.newIds(random),
      legacyId: random.opaqueId('nL5', 18),
      ...row.ids,
      name: row.name,
      category: CATEGORIES[row.category ?? 'Normal'],
      levelCount: row.levels ?? 1,
      searchCriteria: row.searchCriteria ?? 'TEXT',
      displayFormat: row.category === 'Vendor' ? 'TEXT (CODE)' : '(CODE) TEXT',
      isReadOnly: row.category === 'Configuration',
      isDeleted: row.isDeleted ?? false,
      managingApp: row.managingApp,
      connector: row.connector,
    };
    book.saveList(list);
    for (const item of row.items) seedItem(book, random, list, item, undefined, 1);
  }
}

function seedItem(
  book: ListBook,
  random: SeededRandom,
  list: CompanyList,
  { code, name, ids, below = [], sharedWith }: SeedItem,
  parent: string | undefined,
  level: number,
): void {
  const made = { ...book.newIds(random), ...ids };
  const lists = [list.uuid, ...(sharedWith === undefined ? [] : [sharedWith])];
  book.saveItem({ ...made, name, shortCode: code, parent, level, lists, formerLists: [] });
  for (const item of below) seedItem(book, random, list, item, made.uuid, level + 1);
}
