import { wrongField } from '../../expense/wireFields.js';
import type { TextChanges, TextRecord } from '../textRecord.js';

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  TaxType: ['DITX', 'DNTX', 'INTX'],
  PaymentMethodType: ['ACH', 'CARD', 'CHECK', 'CLIENT', 'PAYPVD', 'VCHER', 'WIRE'],
  Approved: ['Y', 'N'],
  IsLineItemVatIncld: ['Y', 'N'],
  IsVisibleForContentExtraction: ['Y', 'N'],
};

const FORMS: Readonly<Record<string, readonly [RegExp, string]>> = {
  CountryCode: [/^[A-Z]{2}$/, 'has to be a country such as US'],
  CurrencyCode: [/^[A-Z]{3}$/, 'has to be a currency such as USD'],
  ProvincialTaxID: [/^[A-Za-z0-9]{1,15}$/, 'has to be up to 15 letters and digits'],
  PaymentTerms: [/^[1-9]\d{0,2}$/, 'has to be a whole number from 1 to 999'],
  DiscountPercentage: [/^\d{1,3}(\.\d{1,8})?$/, 'has to be a percentage with at most 8 decimals'],
  DiscountTermsDays: [/^\d{1,3}$/, 'has to be a whole number below 999'],
};

/** Fields that the value N clears. */
const CLEARED_BY_N = new Set(['VendorFormName', 'AccountNumber', 'DefaultEmployeeID', 'DefaultExpenseTypeName']);

export const VENDOR_DEFAULTS: TextRecord = {
  PaymentMethodType: 'CLIENT',
  IsLineItemVatIncld: 'N',
  IsVisibleForContentExtraction: 'Y',
  Approved: 'Y',
};

/** The changes with N understood where it clears. @throws {Refusal} 400 when a value is none of those it may be */
export function checkValues(changes: TextChanges): TextChanges {
  const entries = Object.entries(changes).map(([name, value]) => {
    if (value === null || (value === 'N' && CLEARED_BY_N.has(name))) return [name, null] as const;
    const choices = CHOICES[name];
    if (choices && !choices.includes(value)) throw wrongField(name, `has to be one of ${choices.join(', ')}`);
    const form = FORMS[name];
    if (form && !form[0].test(value)) throw wrongField(name, form[1]);
    return [name, value] as const;
  });
  return Object.fromEntries(entries);
}

/** @throws {Refusal} 400 when the way of payment asks for a field that the vendor lacks */
export function checkWhole(fields: TextRecord): void {
  if (fields.PaymentMethodType === 'VCHER' && !fields.ContactEmail) {
    throw wrongField('ContactEmail', 'is needed where a card voucher pays');
  }
  if (fields.PaymentMethodType !== 'CHECK') return;
  if (!fields.Address1) throw wrongField('Address1', 'is needed where a cheque pays');
  if (fields.Address1.length > 50) throw wrongField('Address1', 'is longer than the 50 characters of a cheque');
  if (fields.CountryCode === 'US' && !/^[A-Z]{2}$/.test(fields.State ?? '')) {
    throw wrongField('State', 'has to be two letters where a cheque pays a vendor in the US');
  }
}
