import { parseDateTime } from '../../protocol/moments.js';
import { isRecord } from '../../protocol/xml.js';
import { type FieldLengths, readList, readTexts, type TextRecord, writeOver } from '../textRecord.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import {
  ADDRESS_FIELDS,
  countsGoods,
  ORDER_FIELDS,
  ORDER_LINE_FIELDS,
  ORDER_SHARE_FIELDS,
  type Order,
  type OrderLine,
} from './order.js';
import { OrderFailure } from './orderFailure.js';

type Body = Readonly<Record<string, unknown>>;

/** Policies for purchase orders: that of the Standard edition and those of its country packs; the last is for invoices. */
const POLICIES = ['PO', 'USPO', 'GBPO', 'JPPO', 'CAPO', 'AUPO'];
const OTHER_POLICIES = ['INVOICE'];

const HEADER_NEEDS = ['Name', 'PolicyExternalID', 'CurrencyCode', 'OrderDate', 'VendorCode', 'VendorAddressCode'];
const ADDRESS_NEEDS = ['ExternalID', 'Address1', 'City', 'StateProvince', 'PostalCode', 'CountryCode'];
const LINE_NEEDS = ['LineNumber', 'ExternalID', 'Quantity', 'UnitPrice'];

/**
 * Reads a whole order. @param old the one that it changes
 * @throws {OrderFailure} with the documented code
 */
export function readOrder(body: Body, vendors: VendorBook, createdAt: Date, old?: Order): Order {
  const fields: TextRecord = { Status: 'Transmitted', IsTest: 'N', ...readFields(body, ORDER_FIELDS) };
  const id = fields.PurchaseOrderNumber;
  if (!id) throw new OrderFailure('1000', 'PurchaseOrderNumber is required.', 'Header.PurchaseOrderNumber');
  const missing = HEADER_NEEDS.find((name) => !fields[name]);
  if (missing) throw new OrderFailure('8000', `${missing} is required.`, `Header.${missing}`);
  checkHeader(fields, vendors, old);
  const lines = readList('LineItem', body.LineItem).map((line) => readLine(line, createdAt));
  if (lines.length === 0) throw new OrderFailure('5000', 'The order has no lines.', 'LineItem');
  const ids = lines.map((line) => line.fields.ExternalID ?? '');
  const twice = ids.find((lineId, index) => ids.indexOf(lineId) !== index);
  if (twice) throw new OrderFailure('5600', `Two lines have the ExternalID ${twice}.`, 'LineItem.ExternalID', twice);
  return {
    id: old?.id ?? id,
    fields,
    isChangeOrder: /^(true|y)$/i.test(String(body.IsChangeOrder ?? '')),
    billTo: readAddress(body.BillToAddress, 'BillTo', '6001'),
    shipTo: readAddress(body.ShipToAddress, 'ShipTo', '6000'),
    lines,
    createdAt: old?.createdAt ?? createdAt.toISOString(),
  };
}

function checkHeader(fields: TextRecord, vendors: VendorBook, old: Order | undefined): void {
  const { VendorCode = '', VendorAddressCode = '', CurrencyCode = '', PolicyExternalID = '', OrderDate = '' } = fields;
  if (!vendors.findByCodes(VendorCode, VendorAddressCode)) {
    throw new OrderFailure(
      '2000',
      `There is no vendor ${VendorCode} with the address ${VendorAddressCode}.`,
      'Header.VendorCode',
    );
  }
  if (!/^[A-Z]{3}$/.test(CurrencyCode)) {
    throw new OrderFailure('3000', 'CurrencyCode has to be a currency such as USD.', 'Header.CurrencyCode');
  }
  if (OTHER_POLICIES.includes(PolicyExternalID)) {
    throw new OrderFailure('4001', `${PolicyExternalID} is no policy for purchase orders.`, 'Header.PolicyExternalID');
  }
  if (!POLICIES.includes(PolicyExternalID)) {
    throw new OrderFailure('4000', `There is no policy ${PolicyExternalID}.`, 'Header.PolicyExternalID');
  }
  if (old && old.fields.PolicyExternalID !== PolicyExternalID) {
    throw new OrderFailure('4002', 'The policy of an order cannot change.', 'Header.PolicyExternalID');
  }
  const day = OrderDate.replace(/\.\d+Z$/, 'Z');
  if (!parseDateTime(day)) throw new OrderFailure('8002', 'OrderDate has to look like 2030-01-31.', 'Header.OrderDate');
  if (!['Transmitted', 'Closed'].includes(fields.Status ?? '')) {
    throw new OrderFailure('8002', 'Status has to be Transmitted or Closed.', 'Header.Status');
  }
  requireNumbers(fields, ['Shipping', 'Tax'], 'Header', null);
}

function readAddress(value: unknown, level: string, code: string): TextRecord {
  if (!isRecord(value)) throw new OrderFailure(code, `${level}Address is required.`, level);
  const address = writeOver({}, readTexts(value, ADDRESS_FIELDS));
  const missing = ADDRESS_NEEDS.find((name) => !address[name]);
  if (missing) throw new OrderFailure(code, `${missing} of ${level}Address is required.`, `${level}.${missing}`);
  if (!/^[A-Z]{2}$/.test(address.CountryCode ?? '')) {
    throw new OrderFailure('8005', 'CountryCode has to be a country such as US.', `${level}.CountryCode`);
  }
  return address;
}

function readLine(body: Body, createdAt: Date): OrderLine {
  const fields: TextRecord = {
    CreateDate: createdAt.toISOString().slice(0, 10),
    ...readFields(body, ORDER_LINE_FIELDS),
  };
  const lineId = fields.ExternalID ?? null;
  const missing = LINE_NEEDS.find((name) => !fields[name]);
  if (missing) throw new OrderFailure('8000', `${missing} of a line is required.`, `LineItem.${missing}`, lineId);
  if ((fields.ExpenseType === undefined) === (fields.AccountCode === undefined)) {
    throw new OrderFailure('5001', 'A line needs either ExpenseType or AccountCode.', 'LineItem.ExpenseType', lineId);
  }
  requireNumbers(fields, ['Quantity', 'UnitPrice', 'Tax'], 'LineItem', lineId);
  const [price, tax] = [Number(fields.UnitPrice), Number(fields.Tax ?? 0)];
  if (price * tax < 0) throw new OrderFailure('5004', 'Tax has another sign than UnitPrice.', 'LineItem.Tax', lineId);
  const line = { fields, allocations: readShares(body, fields, lineId) };
  return countsGoods(line) ? { ...line, fields: { IsReceiptRequired: 'true', ...fields } } : line;
}

function readShares(body: Body, line: TextRecord, lineId: string | null): TextRecord[] {
  const shares = readList('Allocation', body.Allocation).map((share) => readFields(share, ORDER_SHARE_FIELDS));
  const total = Number(line.Quantity) * Number(line.UnitPrice);
  let sum = 0;
  for (const share of shares) {
    const missing = ['Amount', 'GrossAmount', 'Percentage'].find((name) => !share[name]);
    if (missing)
      throw new OrderFailure('8000', `${missing} of an allocation is required.`, `Allocation.${missing}`, lineId);
    requireNumbers(share, ['Amount', 'GrossAmount', 'Percentage'], 'Allocation', lineId);
    const amount = Number(share.Amount);
    if (amount === 0) throw new OrderFailure('5503', 'An allocation is zero.', 'Allocation.Amount', lineId);
    if (amount * total < 0) {
      throw new OrderFailure('5502', 'An allocation has another sign than its line.', 'Allocation.Amount', lineId);
    }
    sum += amount;
  }
  if (Math.abs(sum) > Math.abs(total) + 1e-6) {
    throw new OrderFailure('5501', 'The allocations are more than their line.', 'Allocation.Amount', lineId);
  }
  return shares;
}

function readFields(body: Body, fields: FieldLengths): TextRecord {
  return writeOver({}, readTexts(body, fields));
}

function requireNumbers(fields: TextRecord, names: readonly string[], level: string, lineId: string | null): void {
  const wrong = names.find((name) => fields[name] !== undefined && !/^-?\d{1,15}(\.\d{1,10})?$/.test(fields[name]));
  if (wrong) throw new OrderFailure('8002', `${wrong} has to be a number.`, `${level}.${wrong}`, lineId);
}
