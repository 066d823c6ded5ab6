import * as z from 'zod/mini';
import { customFields, type FieldLengths, textRecordSchema } from '../textRecord.js';

const moment = z.pipe(
  z.union([z.string(), z.date()]),
  z.transform((value) => new Date(value)),
);
const line = z.object({
  /** Unique within the invoice. */
  id: z.string(),
  fields: textRecordSchema,
  allocations: z.array(textRecordSchema),
});

export const invoiceSchema = z.object({
  /** 20 hexadecimal digits; digests have the same. */
  id: z.string(),
  /** Login of the owner; undefined as long as it is not assigned. */
  owner: z.optional(z.string()),
  /** Login of whoever made it. */
  createdBy: z.optional(z.string()),
  /** By the names of {@link INVOICE_FIELDS}. */
  fields: textRecordSchema,
  vendor: z.object({ vendorCode: z.string(), addressCode: z.string() }),
  lines: z.array(line),
  /** A_NOTF not submitted, A_PEND waits for its approval, A_APPR approved */
  approvalStatus: z.enum(['A_NOTF', 'A_PEND', 'A_APPR']),
  /** P_NOTP not paid, P_PROC is being paid, P_PAID paid */
  paymentStatus: z.enum(['P_NOTP', 'P_PROC', 'P_PAID']),
  createdAt: moment,
  modifiedAt: moment,
  submittedAt: z.optional(moment),
  approvedAt: z.optional(moment),
  extractedAt: z.optional(moment),
  paidAt: z.optional(moment),
});

/** An invoice of a vendor; the API calls it a payment request. */
export type Invoice = z.output<typeof invoiceSchema>;
export type InvoiceLine = Invoice['lines'][number];

const VAT = ['VatAmountOne', 'VatAmountTwo', 'VatAmountThree', 'VatAmountFour'];
const VAT_RATES = ['VatRateOne', 'VatRateTwo', 'VatRateThree', 'VatRateFour'];
const LINE_VAT = ['VatAmount', 'VatAmountTwo', 'VatAmountThree', 'VatAmountFour'];
const LINE_VAT_RATES = ['VatRate', 'VatRateTwo', 'VatRateThree', 'VatRateFour'];

/** Fields that hold decimal numbers; they are answered with eight decimals. */
export const DECIMALS = new Set([
  ...['AmountWithoutVat', 'InvoiceAmount', 'PaymentAmount', 'ShippingAmount', 'TaxAmount', 'DiscountPercentage'],
  ...['Quantity', 'UnitPrice', 'TotalPrice', 'Tax', 'Percentage'],
  ...[...VAT, ...VAT_RATES, ...LINE_VAT, ...LINE_VAT_RATES],
]);

/** Fields that hold days. */
export const DAYS = new Set(['InvoiceDate', 'InvoiceReceivedDate', 'PaymentDueDate']);

const HEADER_TEXTS = [
  ...['AmountWithoutVat', 'BuyerCostCenter', 'CheckNumber', 'CompanyBillToAddressCode', 'CompanyShipToAddressCode'],
  ...['CountryCode', 'CurrencyCode', 'DataSource', 'DeliverySlipNumber', 'DiscountPercentage', 'DiscountTerms'],
  ...['ExternalPolicyId', 'InvoiceAmount', 'InvoiceDate', 'InvoiceNumber', 'InvoiceReceivedDate'],
  ...['IsEmergencyCheckRun', 'IsInvoiceConfirmed', 'LedgerCode', 'Name', 'OB10BuyerId', 'OB10TransactionId'],
  ...['OrgUnit1', 'OrgUnit2', 'OrgUnit3', 'OrgUnit4', 'OrgUnit5', 'OrgUnit6', 'PaymentAmount', 'PaymentDueDate'],
  ...['PaymentTermsDays', 'ProvincialTaxId', 'PurchaseOrderNumber', 'ReceiptConfirmationType', 'ShippingAmount'],
  ...['TaxAmount', 'VendorShipFromAddressCode', 'VendorTaxId', ...VAT, ...VAT_RATES],
];

const LINE_TEXTS = [
  ...['AmountWithoutVat', 'ExpenseTypeCode', 'ItemCode', 'PurchaseOrderNumber', 'Quantity', 'ShipFromPostalCode'],
  ...['ShipToPostalCode', 'SupplierPartId', 'Tax', 'TaxCode', 'TaxCode2', 'TaxCode3', 'TaxCode4', 'TotalPrice'],
  ...['UnitOfMeasure', 'UnitPrice', ...LINE_VAT, ...LINE_VAT_RATES],
];

/** Pages name no lengths but for custom fields; these are ours. */
const SHORT = 64;
const LONG = 500;

/** What callers may write of an invoice (/api-reference/invoice/v3.payment-request.html). */
export const INVOICE_FIELDS: FieldLengths = new Map([
  ...HEADER_TEXTS.map((name) => [name, SHORT] as const),
  ...['Description', 'NotesToVendor', 'PaymentAdjustmentNotes'].map((name) => [name, LONG] as const),
  ...customFields(24),
]);

export const LINE_FIELDS: FieldLengths = new Map([
  ...LINE_TEXTS.map((name) => [name, SHORT] as const),
  ['Description', LONG],
  ...customFields(20),
]);

export const ALLOCATION_FIELDS: FieldLengths = new Map([['Percentage', SHORT], ...customFields(20)]);
