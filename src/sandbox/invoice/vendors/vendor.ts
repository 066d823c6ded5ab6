import * as z from 'zod/mini';
import { customFields, type FieldLengths, type TextRecord, textRecordSchema } from '../textRecord.js';

/** A vendor at one of its addresses: both codes together name it. */
export interface Vendor {
  readonly id: string;
  /** By the names of {@link VENDOR_FIELDS}; the codes, country and currency are always there. */
  readonly fields: TextRecord;
  /** Names of the groups it is in. */
  readonly groups: readonly string[];
  /** By the names of {@link BANK_FIELDS}. */
  readonly banks: readonly TextRecord[];
}

export const vendorSchema = z.object({
  id: z.string(),
  fields: textRecordSchema,
  groups: z.array(z.string()),
  banks: z.array(textRecordSchema),
});

/** What callers may write of a vendor (/api-reference/invoice/v3.1.vendor.html). */
export const VENDOR_FIELDS: FieldLengths = new Map([
  ['VendorCode', 32],
  ['VendorName', 255],
  ['AddressCode', 32],
  ['VendorFormName', 64],
  ['Address1', 255],
  ['Address2', 255],
  ['Address3', 255],
  ['City', 255],
  ['State', 255],
  ['PostalCode', 20],
  ['CountryCode', 2],
  ['CurrencyCode', 3],
  ['AccountNumber', 50],
  ['TaxID', 48],
  ['ProvincialTaxID', 15],
  ['TaxType', 4],
  ['PaymentMethodType', 6],
  ['PaymentTerms', 3],
  ['DiscountPercentage', 12],
  ['DiscountTermsDays', 3],
  ['Approved', 1],
  ['ContactFirstName', 255],
  ['ContactLastName', 255],
  ['ContactEmail', 255],
  ['ContactPhoneNumber', 25],
  ['PurchaseOrderContactFirstName', 255],
  ['PurchaseOrderContactLastName', 255],
  ['PurchaseOrderContactEmail', 255],
  ['PurchaseOrderContactPhoneNumber', 25],
  ['ShippingMethod', 10],
  ['ShippingTerms', 10],
  ['DefaultEmployeeID', 48],
  ['DefaultExpenseTypeName', 64],
  ['IsLineItemVatIncld', 1],
  ['IsVisibleForContentExtraction', 1],
  ['VoucherNotes', 250],
  ['AddressImportSyncID', 20],
  ...customFields(20),
]);

export const BANK_FIELDS: FieldLengths = new Map([
  ['VendorCode', 32],
  ['AddressCode', 32],
  ['NameOnAccount', 100],
  ['AccountNumber', 48],
  ['AccountType', 4],
  ['IsActive', 1],
  ['RoutingNumber', 48],
  ['BankName', 100],
  ['BankCode', 48],
  ['BranchCode', 48],
  ['BranchLocation', 100],
  ['CountryCode', 2],
  ['CurrencyAlphaCode', 3],
  ['TransType', 3],
]);
