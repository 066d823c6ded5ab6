import * as z from 'zod/mini';
import { customFields, type FieldLengths, textRecordSchema } from '../textRecord.js';

const orderLine = z.object({ fields: textRecordSchema, allocations: z.array(textRecordSchema) });

export const orderSchema = z.object({
  /** Its number, in the letter case in which it was created. */
  id: z.string(),
  fields: textRecordSchema,
  isChangeOrder: z.boolean(),
  billTo: textRecordSchema,
  shipTo: textRecordSchema,
  lines: z.array(orderLine),
  createdAt: z.string(),
});

/** A purchase order. */
export type Order = z.output<typeof orderSchema>;
export type OrderLine = Order['lines'][number];

export const receiptSchema = z.object({ id: z.string(), fields: textRecordSchema });

/** A receipt of goods for one line of an order. */
export type GoodsReceipt = z.output<typeof receiptSchema>;

function lengths(names: readonly string[], customs: number): FieldLengths {
  return new Map([...names.map((name) => [name, 255] as const), ...customFields(customs)]);
}

/** What callers may write of an order (/api-reference/invoice/v3.purchase-order.html); VAT fields are ignored there. */
export const ORDER_FIELDS = lengths(
  [
    ...['PurchaseOrderNumber', 'PurchaseRequestNumber', 'Name', 'Description', 'PolicyExternalID', 'LedgerCode'],
    ...['CurrencyCode', 'OrderDate', 'NeededByDate', 'RequestedBy', 'RequestedDeliveryDate', 'Status', 'IsTest'],
    ...['Shipping', 'Tax', 'AmountWithoutVat', 'VendorCode', 'VendorAddressCode', 'VendorAccountNumber'],
    ...['PaymentTerms', 'DiscountPercentage', 'DiscountTerms', 'PoVendorTaxId', 'ProvincialTaxId', 'ReceiptType'],
    ...['ShippingDescription', 'ShippingMethodKey', 'ShippingTermsKey'],
  ],
  24,
);
export const ADDRESS_FIELDS = lengths(
  [
    ...['ExternalID', 'Name', 'Address1', 'Address2', 'Address3', 'City', 'State', 'StateProvince', 'PostalCode'],
    'CountryCode',
  ],
  0,
);
export const ORDER_LINE_FIELDS = lengths(
  [
    ...['LineNumber', 'ExternalID', 'Description', 'ExpenseType', 'AccountCode', 'Quantity', 'UnitPrice', 'Tax'],
    ...['AmountWithoutVat', 'UnitOfMeasureCode', 'SupplierPartID', 'IsReceiptRequired', 'PurchaseOrderReceiptType'],
    ...['RequestedBy', 'RequestedDeliveryDate', 'CreateDate'],
  ],
  20,
);
export const ORDER_SHARE_FIELDS = lengths(['Amount', 'GrossAmount', 'Percentage'], 20);
export const RECEIPT_FIELDS = lengths(
  [
    ...['PurchaseOrderNumber', 'LineItemExternalID', 'GoodsReceiptNumber', 'DeliverySlipNumber', 'ReceivedDate'],
    ...['ReceivedQuantity', 'UnitOfMeasureCode', 'Version', 'IsReceived'],
  ],
  10,
);

/** Whether receipts of a line count goods: WQTY is what samples and clients send for QUANTITY_RECEIPT. */
export function countsGoods({ fields }: OrderLine): boolean {
  return ['QUANTITY_RECEIPT', 'WQTY'].includes(fields.PurchaseOrderReceiptType ?? '');
}
