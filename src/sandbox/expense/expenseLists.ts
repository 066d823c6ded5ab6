import type { Place } from '../protocol/stablePaging.js';
import type { Allocation, Entry, Itemization } from './entry.js';
import type { Report } from './report.js';
import type { ReportBook } from './reportBook.js';

/** Something in a list of the v3 family, with its place there. */
export interface Listed {
  readonly place: Place;
  readonly report: Report;
}
export interface ListedEntry extends Listed {
  readonly entry: Entry;
}
export interface ListedItemization extends ListedEntry {
  readonly part: Itemization;
}
export interface ListedAllocation extends ListedEntry {
  readonly part: Itemization | undefined;
  readonly allocation: Allocation;
}

/** Entries of the company or of `only` one report behind a place: those of the newest report first, within a report in their order. */
export function* entriesAfter(book: ReportBook, only: string | undefined, place?: Place): Iterable<ListedEntry> {
  const [reportAt, entryAt = 0] = place ?? [];
  const filed = only === undefined ? book.after(reportAt === undefined ? undefined : reportAt + 1) : book.file(only);
  for (const { report, entries, sequence } of filed) {
    for (const entry of entries) {
      const at = book.sequenceOf(entry.id);
      if (sequence !== reportAt || at > entryAt) yield { place: [sequence, at], report, entry };
    }
  }
}

/** Itemizations of the company behind a place, in the order of their entries. */
export function* itemizationsAfter(
  book: ReportBook,
  only: string | undefined,
  place?: Place,
): Iterable<ListedItemization> {
  for (const { report, entry, isNext, at } of resume(book, only, place)) {
    for (const part of entry.itemizations) {
      const sequence = book.sequenceOf(part.id);
      if (isNext(sequence)) yield { place: [...at, sequence], report, entry, part };
    }
  }
}

/** Allocations of the company behind a place, those of an entry before those of its itemizations. */
export function* allocationsAfter(
  book: ReportBook,
  only: string | undefined,
  place?: Place,
): Iterable<ListedAllocation> {
  for (const { report, entry, isNext, at } of resume(book, only, place)) {
    for (const part of [undefined, ...entry.itemizations]) {
      for (const allocation of (part ?? entry).allocations) {
        const sequence = book.sequenceOf(allocation.id);
        if (isNext(sequence)) yield { place: [...at, sequence], report, entry, part, allocation };
      }
    }
  }
}

/** Entries from the one on that a place lies in; `isNext` says of things in it whether they lie behind the place. */
function* resume(book: ReportBook, only: string | undefined, place?: Place) {
  const [reportAt, entryAt = 0, partAt = 0] = place ?? [];
  const start = reportAt === undefined ? undefined : [reportAt, entryAt - 1];
  for (const { report, entry, place: at } of entriesAfter(book, only, start)) {
    const isSame = at[0] === reportAt && at[1] === entryAt;
    yield { report, entry, at, isNext: (sequence: number) => !isSame || sequence > partAt };
  }
}
