import type { CompanyList, ListBook, ListItem } from './listBook.js';
import { ListRefusal } from './listRefusal.js';

/** The rules by which one app changes items of lists, whichever version of the API it calls. */
export class ListEditor {
  readonly #book: ListBook;
  readonly #clientId: string;

  /** @param clientId of the app that calls: only it may change the lists that it manages */
  constructor(book: ListBook, clientId: string) {
    this.#book = book;
    this.#clientId = clientId;
  }

  /** @throws {ListRefusal} when the list is gone, or not the app's to change */
  requireChangeable(list: CompanyList): void {
    if (list.isDeleted) throw new ListRefusal('list.deleted');
    if (list.isReadOnly) throw new ListRefusal('list.is.read.only');
    if (list.managingApp !== undefined && list.managingApp !== this.#clientId) throw new ListRefusal('list.is.managed');
  }

  /**
   * Adds an item to a list, below `parent` or on the first level.
   * @throws {ListRefusal} when the list, the parent or the code does not allow it
   */
  add(
    list: CompanyList,
    parent: ListItem | undefined,
    made: Pick<ListItem, 'uuid' | 'id' | 'name' | 'shortCode'>,
  ): ListItem {
    this.requireChangeable(list);
    if (parent && parent.lists.length === 0) throw new ListRefusal('item.parent.deleted');
    if (parent && !parent.lists.includes(list.uuid)) throw new ListRefusal('item.list.id.not.match.parent');
    const level = (parent?.level ?? 0) + 1;
    if (level > list.levelCount) throw new ListRefusal('item.max.level.exceeded');
    this.#requireFreeCode([list.uuid], parent?.uuid, made.shortCode);
    if (this.#isSharedElsewhere(list, parent, made.shortCode)) throw new ListRefusal('item.duplicate.item.shared');
    const item: ListItem = { ...made, parent: parent?.uuid, level, lists: [list.uuid], formerLists: [] };
    this.#book.saveItem(item);
    return item;
  }

  /**
   * Gives an item another name or code; the long codes of all below it follow.
   * @throws {ListRefusal} when it is deleted, one of its lists is not the app's to change, or has the code already
   */
  change(item: ListItem, change: { readonly name?: string; readonly shortCode?: string }): ListItem {
    if (item.lists.length === 0) throw new ListRefusal('item.deleted');
    this.#requireOwn(item.lists);
    const changed = { ...item, ...change };
    if (changed.shortCode !== item.shortCode) this.#requireFreeCode(item.lists, item.parent, changed.shortCode);
    this.#book.saveItem(changed);
    return changed;
  }

  /**
   * Takes an item and all below it out of `lists`, all unless given. Without lists left it counts as deleted and is
   * kept for its past.
   * @throws {ListRefusal} when it is deleted, or one of the lists is not the app's to change
   */
  remove(item: ListItem, lists: readonly string[] = item.lists): void {
    if (item.lists.length === 0) throw new ListRefusal('item.deleted');
    this.#requireOwn(lists);
    this.#take(item, lists);
  }

  /**
   * Puts an item that was deleted back into a list, without those below it.
   * @throws {ListRefusal} when the list is not the app's to change, or the parent is gone
   */
  revive(item: ListItem, list: CompanyList, name: string): void {
    this.requireChangeable(list);
    const parent = item.parent === undefined ? undefined : this.#book.findItem(item.parent);
    if (parent && !parent.lists.includes(list.uuid)) throw new ListRefusal('item.parent.deleted');
    this.#book.saveItem({ ...item, name, lists: [list.uuid], formerLists: [] });
  }

  #take(item: ListItem, lists: readonly string[]): void {
    const left = item.lists.filter((uuid) => !lists.includes(uuid));
    if (left.length === item.lists.length) return;
    this.#book.saveItem({ ...item, lists: left, formerLists: left.length === 0 ? item.lists : [] });
    for (const child of this.#book.itemsBelow(item.uuid)) this.#take(child, lists);
  }

  #requireOwn(lists: readonly string[]): void {
    for (const uuid of lists) {
      const list = this.#book.findList(uuid);
      if (list) this.requireChangeable(list);
    }
  }

  #requireFreeCode(lists: readonly string[], parent: string | undefined, code: string): void {
    if (lists.some((uuid) => this.#book.findChild(uuid, parent, code))) throw new ListRefusal('item.duplicate.code');
  }

  /** Whether a list that has items in common with this one, at the place of a new item, has its code there. */
  #isSharedElsewhere(list: CompanyList, parent: ListItem | undefined, code: string): boolean {
    const holders = this.#book.lists.filter(
      ({ uuid }) => uuid !== list.uuid && this.#book.findChild(uuid, parent?.uuid, code) !== undefined,
    );
    if (holders.length === 0 || parent) return holders.length > 0;
    const relatives = new Set(this.#book.childrenIn(list.uuid, undefined).flatMap(({ lists }) => lists));
    return holders.some(({ uuid }) => relatives.has(uuid));
  }
}
