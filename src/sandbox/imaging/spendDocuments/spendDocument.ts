import { createHash } from 'node:crypto';
import type { SharedBooks } from '../../books.js';
import type { Entry } from '../../expense/entry.js';
import type { Report } from '../../expense/report.js';
import type { ImageFiles } from '../imageFiles.js';
import type { ImageFile } from '../imageKinds.js';

/** A receipt as Spend Documents v4 knows it. */
export interface SpendDocument {
  /** UUID. */
  readonly id: string;
  /** 32 hexadecimal digits, upper case. */
  readonly imageId: string;
  /** UUID of the owner. */
  readonly userId: string;
  readonly receivedAt: Date;
  /** What its sender said of it, by wire name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What was recognised; empty for uploads. */
  readonly receiptData: Readonly<Record<string, unknown>>;
  /** Whether there is a certified copy. */
  readonly hasComplianceCopy: boolean;
}

/** Countries whose law wants a certified copy of receipts. */
const CERTIFYING = ['FR', 'JP', 'DE', 'BR'];

/** Image id of the receipt of an expense entry. */
export function imageIdOf({ id }: Pick<Entry, 'id'>): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32).toUpperCase();
}

/** Uploaded documents, and those that stand behind the images of expense entries. */
export class SpendDocuments {
  readonly #books: SharedBooks;
  readonly #files: ImageFiles;
  readonly #uploaded = new Map<string, SpendDocument>();

  constructor(books: SharedBooks, files: ImageFiles) {
    this.#books = books;
    this.#files = files;
  }

  get uploaded(): readonly SpendDocument[] {
    return [...this.#uploaded.values()];
  }

  /** By its own id or that of its image, in any letter case. */
  find(by: 'id' | 'imageId', value: string): SpendDocument | undefined {
    const wanted = value.toLowerCase();
    const isWanted = (document: SpendDocument): boolean => document[by].toLowerCase() === wanted;
    return (
      this.uploaded.find(isWanted) ??
      this.#findEntry((entry) => (by === 'id' ? idOf(entry) : imageIdOf(entry)).toLowerCase() === wanted)?.document
    );
  }

  fileOf(document: SpendDocument): ImageFile | undefined {
    if (this.#uploaded.has(document.id)) return this.#books.images.find(document.imageId);
    const found = this.#findEntry((entry) => idOf(entry) === document.id);
    return found && this.#files.ofEntry(found.entry, found.report);
  }

  save(document: SpendDocument): void {
    this.#uploaded.set(document.id, document);
  }

  /** Forgets what was uploaded, before others are loaded. */
  clear(): void {
    this.#uploaded.clear();
  }

  #findEntry(
    isWanted: (entry: Entry) => boolean,
  ): { readonly entry: Entry; readonly report: Report; readonly document: SpendDocument } | undefined {
    const { reports } = this.#books;
    for (const report of reports.reports) {
      const entry = reports.entriesOf(report.id).find((candidate) => candidate.hasImage && isWanted(candidate));
      if (entry) return { entry, report, document: documentOf(entry, report) };
    }
    return undefined;
  }
}

function idOf(entry: Pick<Entry, 'id'>): string {
  const hex = imageIdOf(entry).toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function documentOf(entry: Entry, { owner }: Report): SpendDocument {
  const { place, paymentType, transactionDate, amount, currency, vendor, type } = entry;
  const country = place?.country ?? owner.home.country;
  return {
    id: idOf(entry),
    imageId: imageIdOf(entry),
    userId: owner.id,
    receivedAt: entry.modifiedAt,
    metadata: {
      origin: 'mobile',
      captureMethod: 'cameraCapture',
      provider: 'user',
      feature: 'expenseit',
      complianceCountryCode: country,
    },
    receiptData: {
      transactionDateTime: transactionDate.toISOString().slice(0, 19),
      amount: { total: String(amount), currency },
      vendor: { name: vendor ?? type.name, ...(place ? { city: place.city } : {}), country },
      paymentType: paymentType.isCompanyCard
        ? { method: 'credit card', creditCard: { type: 'Visa', lastFour: '0042' } }
        : { method: 'cash' },
      expenseData: { expenseType: type.code },
    },
    hasComplianceCopy: entry.taxReceiptType === 'T' && CERTIFYING.includes(country),
  };
}
