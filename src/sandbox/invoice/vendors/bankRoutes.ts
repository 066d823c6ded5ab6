import type { SandboxApp, SandboxContext } from '../../context.js';
import { wrongField } from '../../expense/wireFields.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { readList, readTexts, type TextChanges, type TextRecord, writeOver } from '../textRecord.js';
import { type RecordStatus, viewStatus } from './recordStatus.js';
import { attempt } from './saveVendor.js';
import { BANK_FIELDS } from './vendor.js';
import type { VendorBook } from './vendorBook.js';
import { answerCollection } from './vendorView.js';

const NAMES = { plural: 'VendorBanks', singular: 'VendorBank' };
const KEYS = ['VendorCode', 'AddressCode', 'NameOnAccount', 'AccountNumber', 'AccountType', 'IsActive'] as const;
const DEFAULTS: TextRecord = { CountryCode: 'US', CurrencyAlphaCode: 'USD', TransType: 'ACH' };

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  AccountType: ['CHCK', 'SAVE'],
  IsActive: ['Y', 'N'],
  CurrencyAlphaCode: ['USD', 'EUR', 'AUD', 'GBP'],
  TransType: ['ACH'],
};

/** Vendor Banks v3 and v3.1: accounts are added, changed and closed here, and read with the vendors. */
export function registerVendorBanks(app: SandboxApp, context: SandboxContext, book: VendorBook): void {
  for (const path of ['/api/v3.0/invoice/vendor/banks', '/api/v3.1/invoice/vendor/banks']) {
    app.put(path, context.allow('INVVEN'), async (call) => {
      const bodies = readList('VendorBank', (await readObjectBody(call, NAMES.plural)).VendorBank);
      if (bodies.length === 0) throw new Refusal(400, 'VendorBank is missing; send one or more.');
      const read = bodies.map((body) => readBank(body));
      const records = read.map((changes, index) => {
        const status = attempt(() => saveBank(book, changes));
        return { ...writeOver({}, changes), StatusList: [viewStatus(status, index + 1)] };
      });
      return answerCollection(call, NAMES, records, { nextPage: null, totalCount: records.length });
    });
  }
}

/** @throws {Refusal} 400 when a field is missing or wrong */
function readBank(body: Readonly<Record<string, unknown>>): TextChanges {
  const changes = readTexts(body, BANK_FIELDS);
  for (const key of KEYS) if (!changes[key]) throw wrongField(key, 'is required');
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = changes[name];
    if (value && !choices.includes(value)) throw wrongField(name, `has to be one of ${choices.join(', ')}`);
  }
  return changes;
}

/** Adds an account to a vendor, or changes the one that has the number. */
function saveBank(book: VendorBook, changes: TextChanges): RecordStatus {
  const vendor = book.findByCodes(changes.VendorCode ?? '', changes.AddressCode ?? '');
  if (!vendor) {
    const message = `There is no vendor ${changes.VendorCode} with the address ${changes.AddressCode}.`;
    return { type: 'ERROR', message };
  }
  const known = vendor.banks.find(({ AccountNumber }) => AccountNumber === changes.AccountNumber);
  const account = writeOver(known ?? DEFAULTS, changes);
  if (account.AccountType === 'SAVE' && account.CountryCode !== 'US') {
    throw wrongField('AccountType', 'can be SAVE in the US only');
  }
  const others = vendor.banks.filter((bank) => bank !== known);
  book.save({ ...vendor, banks: [...others, account] });
  return { type: 'SUCCESS', message: 'The account was saved.' };
}
