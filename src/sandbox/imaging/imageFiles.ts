import type { SharedBooks } from '../books.js';
import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { bundle } from './bundle.js';
import type { ImageOwner } from './imageBook.js';
import type { ImageFile } from './imageKinds.js';
import { drawEntryReceipt } from './receiptText.js';

/** What a link leads to: one image of the store, or all that an entry, report or invoice has. */
export interface ImageRef {
  readonly kind: ImageOwner['kind'];
  /** Id of the image, entry, report or invoice. */
  readonly id: string;
}

/** Finds the files behind images: uploaded ones, and those that seeded entries claim to have. */
export class ImageFiles {
  readonly #books: SharedBooks;

  constructor(books: SharedBooks) {
    this.#books = books;
  }

  /** The file, made now if it has to be; undefined when there is none. */
  find({ kind, id }: ImageRef): ImageFile | undefined {
    const { images, reports } = this.#books;
    switch (kind) {
      case 'receipt':
        return images.find(id);
      case 'invoice':
        return images.ofOwner('invoice', id)[0];
      case 'entry': {
        const found = reports.findEntry(id);
        return found && this.ofEntry(found.entry, found.report);
      }
      case 'report': {
        const report = reports.findReport(id);
        return report && this.ofReport(report);
      }
    }
  }

  /** Whether there is a file, without making it. */
  has({ kind, id }: ImageRef): boolean {
    const { images, reports } = this.#books;
    switch (kind) {
      case 'receipt':
        return images.find(id) !== undefined;
      case 'invoice':
        return images.ofOwner('invoice', id).length > 0;
      case 'entry':
        return reports.findEntry(id)?.entry.hasImage ?? false;
      case 'report':
        return images.ofOwner('report', id).length > 0 || reports.entriesOf(id).some(({ hasImage }) => hasImage);
    }
  }

  ofEntry(entry: Entry, report: Report): ImageFile | undefined {
    if (!entry.hasImage) return undefined;
    return this.#books.images.ofOwner('entry', entry.id)[0] ?? drawEntryReceipt(entry, report);
  }

  /** One PDF of the report's own images, then those of its entries; undefined when there are none. */
  ofReport(report: Report): ImageFile | undefined {
    const { images, reports } = this.#books;
    const entries = reports.entriesOf(report.id).flatMap((entry) => this.ofEntry(entry, report) ?? []);
    const files = [...images.ofOwner('report', report.id), ...entries];
    return files.length === 0 ? undefined : bundle(files);
  }
}
