import { Refusal } from '../../protocol/refusal.js';
import { readTexts, type TextChanges, writeOver } from '../textRecord.js';
import type { RecordStatus } from './recordStatus.js';
import { VENDOR_FIELDS, type Vendor } from './vendor.js';
import type { VendorBook } from './vendorBook.js';
import { checkValues, checkWhole, VENDOR_DEFAULTS } from './vendorRules.js';

type Body = Readonly<Record<string, unknown>>;

/** What names a vendor, and what it has to have in v3.1. */
export const VENDOR_KEYS = ['VendorCode', 'AddressCode'] as const;
export const REQUIRED_IN_31 = [...VENDOR_KEYS, 'CountryCode', 'CurrencyCode'] as const;

/** Turns a refusal of one record into its status; others go on. */
export function attempt(action: () => RecordStatus): RecordStatus {
  try {
    return action();
  } catch (error) {
    if (error instanceof Refusal) return { type: 'ERROR', message: error.message };
    throw error;
  }
}

/** Adds a vendor at one address. */
export function createVendor(book: VendorBook, body: Body, newId: () => string): RecordStatus {
  const changes = checkValues(readTexts(body, VENDOR_FIELDS));
  const [vendorCode, addressCode] = codesOf(changes);
  if (book.findByCodes(vendorCode, addressCode)) {
    return { type: 'ERROR', message: `The vendor ${vendorCode} has the address ${addressCode} already.` };
  }
  const [sibling] = book.withCode(vendorCode);
  const fields = writeOver({ ...VENDOR_DEFAULTS, ...sharedOf(sibling) }, changes);
  if (sibling && fields.VendorName !== sibling.fields.VendorName) {
    return { type: 'ERROR', message: `The code ${vendorCode} belongs to ${sibling.fields.VendorName ?? 'another'}.` };
  }
  checkWhole(fields);
  book.save({ id: newId(), fields, groups: [], banks: [] });
  return { type: 'SUCCESS', message: 'The vendor was created.' };
}

/** Changes a vendor at one address; name and tax number change at all of its addresses. */
export function updateVendor(book: VendorBook, body: Body): RecordStatus {
  const changes = checkValues(readTexts(body, VENDOR_FIELDS));
  const [vendorCode, addressCode] = codesOf(changes);
  const vendor = book.findByCodes(vendorCode, addressCode);
  if (!vendor) return { type: 'ERROR', message: `There is no vendor ${vendorCode} with the address ${addressCode}.` };
  const fields = writeOver(vendor.fields, changes);
  checkWhole(fields);
  book.save({ ...vendor, fields });
  const shared = Object.fromEntries(SHARED.map((name) => [name, fields[name] ?? null]));
  for (const other of book.withCode(vendorCode)) book.save({ ...other, fields: writeOver(other.fields, shared) });
  return { type: 'SUCCESS', message: 'The vendor was updated.' };
}

/** The same on all addresses of a vendor. */
const SHARED = ['VendorName', 'TaxID'] as const;

function sharedOf(vendor: Vendor | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(SHARED.flatMap((name) => (vendor?.fields[name] ? [[name, vendor.fields[name]]] : [])));
}

function codesOf({ VendorCode, AddressCode }: TextChanges): readonly [string, string] {
  return [VendorCode ?? '', AddressCode ?? ''];
}
