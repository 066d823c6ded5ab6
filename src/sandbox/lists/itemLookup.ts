import type { CompanyList, ListBook, ListItem } from './listBook.js';
import { ListRefusal } from './listRefusal.js';

/** An item that a list has at the end of a path of codes; else one that it had there, so that the two can be told apart. */
export function findByPath(book: ListBook, list: CompanyList, codes: readonly string[]): ListItem | undefined {
  const present = book.findByCodes(list.uuid, codes);
  if (present) return present;
  let parents: readonly (string | undefined)[] = [undefined];
  let found: readonly ListItem[] = [];
  for (const code of codes) {
    found = parents
      .flatMap((parent) => book.itemsBelow(parent))
      .filter((item) => item.shortCode === code && [...item.lists, ...item.formerLists].includes(list.uuid));
    parents = found.map(({ uuid }) => uuid);
  }
  return found[0];
}

/**
 * The item that a body names as parent, by id or long code; undefined when it names none.
 * @throws {ListRefusal} when there is no such item
 */
export function findParent(
  book: ListBook,
  list: CompanyList,
  {
    parentId,
    parentCode,
  }: { readonly parentId?: string | null | undefined; readonly parentCode?: string | null | undefined },
): ListItem | undefined {
  if (!parentId && !parentCode) return undefined;
  const parent = parentId ? book.findItem(parentId) : findByPath(book, list, parentCode?.split('-') ?? []);
  if (!parent) throw new ListRefusal('item.parent.not.found');
  return parent;
}
