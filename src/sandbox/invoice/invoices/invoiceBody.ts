import { wrongField } from '../../expense/wireFields.js';
import { parseDateTime } from '../../protocol/moments.js';
import { isRecord } from '../../protocol/xml.js';
import { type FieldLengths, readList, readTexts, type TextChanges, type TextRecord, writeOver } from '../textRecord.js';
import type { Vendor } from '../vendors/vendor.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import { ALLOCATION_FIELDS, DAYS, DECIMALS, INVOICE_FIELDS, type InvoiceLine, LINE_FIELDS } from './invoice.js';

type Body = Readonly<Record<string, unknown>>;

/** Reads the fields of the header. @throws {Refusal} 400 */
export function readHeader(body: Body): TextChanges {
  const { PurchaseOrderId } = body; // name of the OpenAPI file
  return checkForms(
    readTexts(PurchaseOrderId ? { PurchaseOrderNumber: PurchaseOrderId, ...body } : body, INVOICE_FIELDS),
  );
}

/** Reads a line over the one that it changes. @throws {Refusal} 400 */
export function readLine(body: Body, id: string, old?: InvoiceLine): InvoiceLine {
  const fields = withTotal(writeOver(old?.fields ?? {}, readFields(body, LINE_FIELDS)), body);
  if (body.Allocations === undefined) return { id, fields, allocations: old?.allocations ?? [] };
  const allocations = readList('Allocations', body.Allocations, 'Allocation').map((allocation) =>
    writeOver({}, readFields(allocation, ALLOCATION_FIELDS)),
  );
  const shares = allocations.map(({ Percentage }) => Number(Percentage));
  if (shares.some((share) => !(share > 0))) throw wrongField('Percentage', 'is required, and has to be above 0');
  const sum = shares.reduce((total, share) => total + share, 0);
  if (allocations.length > 0 && Math.abs(sum - 100) > 1e-6)
    throw wrongField('Percentage', 'has to add up to 100 in a line');
  return { id, fields, allocations };
}

/** The one vendor that is told of. @throws {Refusal} 400 when none fits, or several do */
export function readVendor(value: unknown, vendors: VendorBook): Vendor {
  const field = 'VendorRemitToIdentifier';
  if (!isRecord(value)) throw wrongField(field, 'is required');
  const hint = writeOver({}, readTexts(value, HINT_FIELDS));
  const isEnough = hint.VendorCode || (hint.Name && hint.Address1 && hint.PostalCode);
  if (!isEnough) throw wrongField(field, 'needs VendorCode, or Name, Address1 and PostalCode together');
  const [vendor, ...others] = vendors.matching(hint);
  if (!vendor) throw wrongField(field, 'fits no vendor');
  if (others.length > 0)
    throw wrongField(field, `fits ${others.length + 1} vendors; tell more of the one that is meant`);
  return vendor;
}

const HINT_FIELDS: FieldLengths = new Map(
  ['VendorCode', 'AddressCode', 'Name', 'Address1', 'PostalCode'].map((name) => [name, 255] as const),
);

function readFields(body: Body, fields: FieldLengths): TextChanges {
  return checkForms(readTexts(body, fields));
}

function checkForms(changes: TextChanges): TextChanges {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) continue;
    if (DECIMALS.has(name) && !/^-?\d{1,15}(\.\d{1,10})?$/.test(value)) throw wrongField(name, 'has to be a number');
    if (DAYS.has(name) && !parseDateTime(value)) throw wrongField(name, 'has to look like 2030-01-31');
    if (name === 'CountryCode' && !/^[A-Z]{2}$/.test(value)) throw wrongField(name, 'has to be a country such as US');
    if (name === 'CurrencyCode' && !/^[A-Z]{3}$/.test(value))
      throw wrongField(name, 'has to be a currency such as USD');
  }
  return changes;
}

/** The total of a line follows its quantity and price, unless it is told. */
function withTotal(fields: TextRecord, body: Body): TextRecord {
  const { Quantity, UnitPrice } = fields;
  if (body.TotalPrice || Quantity === undefined || UnitPrice === undefined) return fields;
  return { ...fields, TotalPrice: (Number(Quantity) * Number(UnitPrice)).toFixed(8) };
}
