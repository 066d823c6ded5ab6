import { displayName, type Person } from '../company/people.js';
import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import type { ImageFile } from './imageKinds.js';
import { writePdf } from './pdfFile.js';
import { drawReceipt } from './receiptPicture.js';

const FOOT = ['', 'Thank you', 'Invented by the sandbox'] as const;

/** The receipt of a seeded entry; tickets and hotel bills come as PDF, the others as PNG. Always the same bytes. */
export function drawEntryReceipt(entry: Entry, report: Report): ImageFile {
  const { type, place, vendor, transactionDate, amount, currency, paymentType } = entry;
  const lines = [
    vendor ?? type.name,
    ...(place ? [`${place.city}, ${place.country}`] : []),
    '',
    transactionDate.toISOString().slice(0, 10),
    `For ${displayName(report.owner)}`,
    type.name,
    '',
    `Total ${amount} ${currency}`,
    `Paid by ${paymentType.name}`,
    ...FOOT,
  ];
  return ['AIRFR', 'LODNG'].includes(type.code)
    ? { mediaType: 'application/pdf', bytes: writePdf([lines]) }
    : { mediaType: 'image/png', bytes: drawReceipt(lines) };
}

/** A small receipt that waits in somebody's receipt store. */
export function drawLooseReceipt(owner: Person, vendor: string, day: Date, amount: number): Uint8Array {
  const total = `Total ${amount.toFixed(2)} ${owner.home.currency}`;
  return drawReceipt([vendor, owner.home.city, '', day.toISOString().slice(0, 10), total, ...FOOT]);
}
