import { dayAfter } from '../../protocol/moments.js';
import type { RankedBook } from '../rankedBook.js';
import type { TextRecord } from '../textRecord.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import type { GoodsReceipt, Order } from './order.js';

const BILL_TO: TextRecord = {
  ExternalID: 'SPRINGFIELD-BILL',
  Name: 'Springfield accounts',
  Address1: '12 Elm Street',
  City: 'Springfield',
  StateProvince: 'IL',
  PostalCode: '62701',
  CountryCode: 'US',
};
const SHIP_TO: TextRecord = {
  ...BILL_TO,
  ExternalID: 'SPRINGFIELD-SHIP',
  Name: 'Springfield office',
  Address1: '14 Elm Street',
};

/** Number of the order that the samples of the catalogue speak of; its receipt is there as well. */
const SAMPLE = 20_388;

/** Twelve orders, one a week, the older of them closed; goods have come in for those. */
export function seedOrders(
  { orders, receipts }: { readonly orders: RankedBook<Order>; readonly receipts: RankedBook<GoodsReceipt> },
  vendors: VendorBook,
  now: Date,
): void {
  const senders = vendors.all;
  for (let number = SAMPLE - 11; number <= SAMPLE; number++) {
    const vendor =
      number === SAMPLE ? vendors.findByCodes('LAKESIDE', 'LAKESIDE-01') : senders[number % senders.length];
    if (!vendor) continue;
    const id = `PO-${number}`;
    const ordered = dayAfter(now, 7 * (number - SAMPLE - 1));
    const isClosed = number < SAMPLE - 5;
    orders.save({
      id,
      fields: {
        PurchaseOrderNumber: id,
        Name: 'Desks for the Springfield office',
        PolicyExternalID: 'PO',
        LedgerCode: 'DEFAULT',
        CurrencyCode: vendor.fields.CurrencyCode ?? 'USD',
        OrderDate: ordered.toISOString().slice(0, 10),
        NeededByDate: dayAfter(ordered, 28).toISOString().slice(0, 10),
        Status: isClosed ? 'Closed' : 'Transmitted',
        IsTest: 'N',
        Tax: '84.5',
        VendorCode: vendor.fields.VendorCode ?? '',
        VendorAddressCode: vendor.fields.AddressCode ?? '',
      },
      isChangeOrder: false,
      billTo: BILL_TO,
      shipTo: SHIP_TO,
      lines: [lineOf(id, ordered)],
      createdAt: ordered.toISOString(),
    });
    if (isClosed || number === SAMPLE) receipts.save(receiptOf(id, number, dayAfter(ordered, 6)));
  }
}

function lineOf(order: string, ordered: Date): Order['lines'][number] {
  return {
    fields: {
      LineNumber: '1',
      ExternalID: `${order}-1`,
      Description: 'Standing desk',
      ExpenseType: 'Office Furniture',
      Quantity: '2',
      UnitPrice: '600',
      UnitOfMeasureCode: 'EA',
      IsReceiptRequired: 'true',
      PurchaseOrderReceiptType: 'QUANTITY_RECEIPT',
      CreateDate: ordered.toISOString().slice(0, 10),
      Tax: '84.5',
    },
    allocations: [{ Amount: '1200', GrossAmount: '1284.5', Percentage: '100', Custom1: 'SALES' }],
  };
}

function receiptOf(order: string, number: number, received: Date): GoodsReceipt {
  return {
    id: String(1_027_825 + number),
    fields: {
      PurchaseOrderNumber: order,
      LineItemExternalID: `${order}-1`,
      GoodsReceiptNumber: `GR-${number - SAMPLE + 5512}`,
      DeliverySlipNumber: 'DS-881',
      ReceivedDate: received.toISOString().slice(0, 10),
      ReceivedQuantity: '2',
      UnitOfMeasureCode: 'EA',
      Version: '2.0',
    },
  };
}
