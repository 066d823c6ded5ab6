import { parseDateTime } from '../protocol/moments.js';
import { isWireRecord, type WireRecord, type WireValue } from '../protocol/xml.js';
import { findByPath } from './itemLookup.js';
import { readLevelCodes } from './levelCodes.js';
import { MAX_NAME } from './listBodies.js';
import type { CompanyList, ListBook, ListItem } from './listBook.js';
import type { ListEditor } from './listEditor.js';
import { ListRefusal } from './listRefusal.js';

export type BatchType = 'create' | 'update' | 'delete';

/** Number of a failure (/api-reference/common/list-item/v1.list-item.html) and the reason in our words. */
export interface BatchFailure {
  readonly code: number;
  readonly message: string;
}

/** An item of a batch, read. */
interface BatchItem {
  readonly name: string;
  readonly codes: readonly [string, ...string[]];
}

/** Does with one item of a batch what its type says; answers why it could not, or undefined when it is done. */
export class ListBatch {
  readonly #book: ListBook;
  readonly #list: CompanyList;
  readonly #editor: ListEditor;
  readonly #newIds: () => Pick<ListItem, 'uuid' | 'id'>;

  constructor(book: ListBook, list: CompanyList, editor: ListEditor, newIds: () => Pick<ListItem, 'uuid' | 'id'>) {
    this.#book = book;
    this.#list = list;
    this.#editor = editor;
    this.#newIds = newIds;
  }

  work(type: BatchType, element: WireValue): BatchFailure | undefined {
    const read = readBatchItem(type, element, this.#list.levelCount);
    if ('code' in read) return read;
    try {
      const { codes } = read;
      const item = findByPath(this.#book, this.#list, codes);
      switch (type) {
        case 'create':
          return this.#create(read, item);
        case 'update':
          return this.#update(read, item);
        case 'delete':
          if (!this.#isPresent(item)) return { code: 2006, message: 'The list has no item with these codes' };
          this.#editor.remove(item, [this.#list.uuid]);
          return undefined;
      }
    } catch (error) {
      if (!(error instanceof ListRefusal)) throw error;
      return { code: { create: 2001, update: 2002, delete: 2003 }[type], message: error.message };
    }
  }

  #create(read: BatchItem, known: ListItem | undefined): BatchFailure | undefined {
    if (this.#isPresent(known)) return { code: 2004, message: 'The item is there already' };
    if (known) return { code: 2005, message: 'The item is there already, as a deleted one' };
    return this.#add(read);
  }

  /** Codes that no item has make a new one, as the page warns. */
  #update(read: BatchItem, known: ListItem | undefined): BatchFailure | undefined {
    if (this.#isPresent(known)) this.#editor.change(known, { name: read.name });
    else if (known) this.#editor.revive(known, this.#list, read.name);
    else return this.#add(read);
    return undefined;
  }

  #add({ name, codes }: BatchItem): BatchFailure | undefined {
    const parents = codes.slice(0, -1);
    const parent = this.#book.findByCodes(this.#list.uuid, parents);
    if (parents.length > 0 && !parent)
      return { code: 2007, message: 'The list has no item with the codes of the parent' };
    this.#editor.add(this.#list, parent, { ...this.#newIds(), name, shortCode: codes[codes.length - 1] ?? '' });
    return undefined;
  }

  #isPresent(item: ListItem | undefined): item is ListItem {
    return item?.lists.includes(this.#list.uuid) ?? false;
  }
}

function readBatchItem(type: BatchType, element: WireValue, levelCount: number): BatchItem | BatchFailure {
  if (!isWireRecord(element)) return { code: 1002, message: 'The element list-item holds no elements' };
  const levels = readLevelCodes(element, (level) => `level${level}code`);
  switch (levels.kind) {
    case 'missing':
      return { code: 1010, message: 'At least level1code is needed' };
    case 'gap':
      return { code: 1012, message: 'The level codes have a gap' };
    case 'wrong':
      return {
        code: 1012 + levels.level,
        message: `level${levels.level}code has to be text of up to 32 characters without hyphens`,
      };
    case 'path': {
      const { codes } = levels;
      if (levelCount === 1 && codes.length > 1) return { code: 1011, message: 'The list has one level only' };
      if (codes.length > levelCount) return { code: 2006, message: `The list has ${levelCount} levels only` };
      if (type === 'delete') return { name: '', codes };
      const wrong = explainName(element.name) ?? explainDates(element);
      return wrong ?? { name: String(element.name).trim(), codes };
    }
  }
}

function explainName(name: WireValue | undefined): BatchFailure | undefined {
  if (name === undefined) return { code: 1004, message: 'The name is missing' };
  if (typeof name !== 'string' || name.trim() === '') return { code: 1005, message: 'The name is empty' };
  return name.length > MAX_NAME ? { code: 1006, message: `The name is longer than ${MAX_NAME} characters` } : undefined;
}

/** Dates are checked and not kept: nothing that a client can read shows them. */
function explainDates(element: WireRecord): BatchFailure | undefined {
  const [start, end] = [element['start-date'] || undefined, element['end-date'] || undefined];
  if (start === undefined && end === undefined) return undefined;
  if (start === undefined || end === undefined)
    return { code: 1003, message: 'Give start-date and end-date, or neither' };
  const [from, to] = [parseDay(start), parseDay(end)];
  if (!from) return { code: 1023, message: 'start-date is no date such as 2030-01-31' };
  if (!to) return { code: 1024, message: 'end-date is no date such as 2030-01-31' };
  return from < to ? undefined : { code: 1025, message: 'start-date has to come before end-date' };
}

function parseDay(value: WireValue): Date | undefined {
  return typeof value === 'string' ? parseDateTime(value) : undefined;
}
