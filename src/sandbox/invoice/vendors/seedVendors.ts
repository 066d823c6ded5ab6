import type { Place } from '../../company/places.js';
import type { SeededRandom } from '../../company/seededRandom.js';
import type { TextRecord } from '../textRecord.js';
import type { VendorBook } from './vendorBook.js';
import { VENDOR_DEFAULTS } from './vendorRules.js';

const TRADES = ['Trading', 'Supplies', 'Logistics', 'Printing', 'Facilities'] as const;
const NAMES = [
  'Juniper',
  'Quarry',
  'Windmill',
  'Larkspur',
  'Copper Bay',
  'Northgate',
  'Saltmarsh',
  'Old Mill',
] as const;

/** The vendors that the samples of the catalogue speak of. */
const SAMPLES: readonly TextRecord[] = [
  {
    VendorCode: 'LT-2041',
    VendorName: 'Lakeside Trading',
    AddressCode: 'PORTLAND',
    VendorFormName: 'Default Vendor Form',
    Address1: '12 Harbour Street',
    City: 'Portland',
    State: 'ME',
    PostalCode: '04101',
    CountryCode: 'US',
    CurrencyCode: 'USD',
    TaxID: '98-7654321',
    TaxType: 'DITX',
    PaymentMethodType: 'ACH',
    PaymentTerms: '30',
    ContactFirstName: 'Noor',
    ContactLastName: 'Haddad',
    ContactEmail: 'noor.haddad@example.com',
    ContactPhoneNumber: '207 555 0142',
    Custom1: 'Stationery',
  },
  {
    VendorCode: 'LAKESIDE',
    VendorName: 'Lakeside Furniture',
    AddressCode: 'LAKESIDE-01',
    Address1: '400 Harbour Road',
    City: 'Duluth',
    State: 'MN',
    PostalCode: '55802',
    CountryCode: 'US',
    CurrencyCode: 'USD',
    PaymentMethodType: 'CHECK',
    PaymentTerms: '30',
  },
];

/** Fills the book with two vendors of the samples and forty more, each near an office of the company. */
export function seedVendors(book: VendorBook, places: readonly Place[], random: SeededRandom): void {
  const seeded = [...SAMPLES, ...inventVendors(places, random)];
  for (const [index, fields] of seeded.entries()) {
    book.save({
      id: index === 0 ? 'gWvK3nTq8$pLx5RzMd1YbHs7' : random.opaqueId('gWv', 24),
      fields: { ...VENDOR_DEFAULTS, ...fields },
      groups: index === 0 ? ['Northern offices'] : [],
      banks: fields.PaymentMethodType === 'ACH' ? [accountOf(fields, random)] : [],
    });
  }
}

function inventVendors(places: readonly Place[], random: SeededRandom): readonly TextRecord[] {
  return TRADES.flatMap((trade, tradeIndex) =>
    NAMES.flatMap((name, nameIndex) => {
      const place = places[(tradeIndex * NAMES.length + nameIndex) % places.length];
      if (!place) return [];
      return [
        {
          VendorCode: `V-${1000 + tradeIndex * NAMES.length + nameIndex}`,
          VendorName: `${name} ${trade}`,
          AddressCode: place.airport,
          Address1: `${random.integer(1, 180)} ${place.office.street.replace(/^\d\S* | \d+$/, '')}`,
          City: place.city,
          PostalCode: place.office.postalCode,
          ...(place.subdivision ? { State: place.subdivision.slice(3) } : {}),
          CountryCode: place.country,
          CurrencyCode: place.currency,
          TaxType: place.country === 'US' ? 'DITX' : 'INTX',
          PaymentMethodType: place.country === 'US' ? 'ACH' : 'CLIENT',
          PaymentTerms: random.pick(['14', '30', '45', '60']),
        },
      ];
    }),
  );
}

function accountOf(fields: TextRecord, random: SeededRandom): TextRecord {
  return {
    VendorCode: fields.VendorCode ?? '',
    AddressCode: fields.AddressCode ?? '',
    NameOnAccount: fields.VendorName ?? '',
    AccountNumber: String(random.integer(100_000_000, 999_999_999)),
    AccountType: 'CHCK',
    IsActive: 'Y',
    RoutingNumber: '011000999',
    CountryCode: 'US',
    CurrencyAlphaCode: 'USD',
    TransType: 'ACH',
  };
}
