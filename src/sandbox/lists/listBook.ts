import type { SeededRandom } from '../company/seededRandom.js';

/** What a list is for; lists of one category can share items. */
export interface ListCategory {
  /** UUID */
  readonly id: string;
  readonly type: 'Normal' | 'Vendor' | 'Configuration';
}

/** A list of the company, without its items. */
export interface CompanyList {
  /** UUID, the id of v4. */
  readonly uuid: string;
  /** Id for v3 APIs. */
  readonly id: string;
  /** Id for v1 APIs. */
  readonly legacyId: string;
  readonly name: string;
  readonly category: ListCategory;
  /** More than 1 makes it a connected list. */
  readonly levelCount: number;
  readonly searchCriteria: 'TEXT' | 'CODE';
  readonly displayFormat: '(CODE) TEXT' | 'TEXT (CODE)';
  readonly isReadOnly: boolean;
  readonly isDeleted: boolean;
  /** Id of the only app that may change it; undefined when everybody may. */
  readonly managingApp: string | undefined;
  /** The connector that feeds it, and the level from which on it does. */
  readonly connector: { readonly id: string; readonly threshold: number } | undefined;
}

/** An item of one or more lists. */
export interface ListItem {
  /** UUID, the id of v4. */
  readonly uuid: string;
  /** Id for v1 to v3 APIs. */
  readonly id: string;
  readonly name: string;
  /** Its own code; its long code has those of its ancestors in front. */
  readonly shortCode: string;
  /** UUID of the item above it; undefined on the first level. */
  readonly parent: string | undefined;
  /** From 1. */
  readonly level: number;
  /** UUIDs of the lists that have it; none once it is deleted. */
  readonly lists: readonly string[];
  /** UUIDs of the lists that had it when it was deleted from the last one. */
  readonly formerLists: readonly string[];
}

/** Lists and items of the whole company, in memory; both in the order in which they were added. */
export class ListBook {
  readonly #lists = new Map<string, CompanyList>();
  readonly #items = new Map<string, ListItem>();
  readonly #uuids = new Map<string, string>();
  readonly #ranks = new Map<string, number>();
  readonly #below = new Map<string, Set<string>>();
  /** Items that lists have, by list, parent and code. */
  readonly #codes = new Map<string, string>();

  get lists(): readonly CompanyList[] {
    return [...this.#lists.values()];
  }

  get items(): readonly ListItem[] {
    return [...this.#items.values()];
  }

  /** By any of its ids. */
  findList(id: string): CompanyList | undefined {
    return this.#lists.get(this.#uuids.get(id) ?? id.toLowerCase());
  }

  /** By either id. */
  findItem(id: string): ListItem | undefined {
    return this.#items.get(this.#uuids.get(id) ?? id.toLowerCase());
  }

  /** Where an item stands among all, growing with each that is added. */
  rankOf({ uuid }: ListItem | CompanyList): number {
    return this.#ranks.get(uuid) ?? 0;
  }

  /** All items one level below an item, deleted ones too; without an item those of the first level of all lists. */
  itemsBelow(parent: string | undefined): readonly ListItem[] {
    return [...(this.#below.get(parent ?? '') ?? [])].flatMap((uuid) => this.#items.get(uuid) ?? []);
  }

  /** The items that a list has directly below an item, or on its first level. */
  childrenIn(list: string, parent: string | undefined): readonly ListItem[] {
    return this.itemsBelow(parent).filter(({ lists }) => lists.includes(list));
  }

  /** The item that a list has below an item, or on its first level, under a code. */
  findChild(list: string, parent: string | undefined, shortCode: string): ListItem | undefined {
    return this.#items.get(this.#codes.get(codeKey(list, parent, shortCode)) ?? '');
  }

  /** The item at the end of a path of short codes, from the top. */
  findByCodes(list: string, codes: readonly string[]): ListItem | undefined {
    let found: ListItem | undefined;
    for (const code of codes) {
      found = this.findChild(list, found?.uuid, code);
      if (!found) return undefined;
    }
    return found;
  }

  /** The short codes from the top down to the item. */
  codesOf(item: ListItem): readonly string[] {
    const parent = item.parent === undefined ? undefined : this.#items.get(item.parent);
    return parent ? [...this.codesOf(parent), item.shortCode] : [item.shortCode];
  }

  saveList(list: CompanyList): void {
    this.#rank(list.uuid);
    this.#lists.set(list.uuid, list);
    this.#uuids.set(list.id, list.uuid).set(list.legacyId, list.uuid);
  }

  saveItem(item: ListItem): void {
    this.#rank(item.uuid);
    const old = this.#items.get(item.uuid);
    for (const list of old?.lists ?? []) this.#codes.delete(codeKey(list, item.parent, old?.shortCode ?? ''));
    for (const list of item.lists) this.#codes.set(codeKey(list, item.parent, item.shortCode), item.uuid);
    this.#items.set(item.uuid, item);
    this.#uuids.set(item.id, item.uuid);
    const siblings = this.#below.get(item.parent ?? '') ?? new Set();
    this.#below.set(item.parent ?? '', siblings.add(item.uuid));
  }

  /** Ids that nothing has yet, also after data of an earlier run was loaded. */
  newIds(random: SeededRandom): { readonly uuid: string; readonly id: string } {
    for (;;) {
      const ids = { uuid: random.uuid(), id: random.opaqueId('gWp', 26) };
      if (!this.#ranks.has(ids.uuid) && !this.#uuids.has(ids.id)) return ids;
    }
  }

  /** Forgets all, before others are loaded. */
  clear(): void {
    for (const map of [this.#lists, this.#items, this.#uuids, this.#ranks, this.#below, this.#codes]) map.clear();
  }

  #rank(uuid: string): void {
    if (!this.#ranks.has(uuid)) this.#ranks.set(uuid, this.#ranks.size + 1);
  }
}

/** Codes may hold any character, so they stand last. */
function codeKey(list: string, parent: string | undefined, shortCode: string): string {
  return `${list}/${parent ?? ''}/${shortCode}`;
}
