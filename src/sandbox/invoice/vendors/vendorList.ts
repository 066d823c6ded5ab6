import { wrongField } from '../../expense/wireFields.js';
import type { Query } from '../../protocol/query.js';
import { VENDOR_FIELDS, type Vendor } from './vendor.js';

type Fits = (value: string, wanted: string) => boolean;

const SEARCH_TYPES: Readonly<Record<string, Fits>> = {
  exact: (value, wanted) => value === wanted,
  begins: (value, wanted) => value.startsWith(wanted),
  contains: (value, wanted) => value.includes(wanted),
  ends: (value, wanted) => value.endsWith(wanted),
};

/** Query parameters whose fields have another name. */
const FIELD_OF: Readonly<Record<string, string>> = { buyerAccountNumber: 'AccountNumber', country: 'CountryCode' };

const FILTERS = [
  ...['vendorCode', 'vendorName', 'taxID', 'buyerAccountNumber', 'addressCode', 'paymentMethodType'],
  ...['address1', 'address2', 'address3', 'city', 'state', 'postalCode', 'approved', 'country'],
  ...Array.from({ length: 20 }, (_, index) => `custom${index + 1}`),
];

const fieldByLowerCase = new Map([...VENDOR_FIELDS.keys()].map((name) => [name.toLowerCase(), name]));

/** Whether a vendor meets all filters of a list; letter case does not matter. @throws {Refusal} 400 */
export function readFilter(query: Query): (vendor: Vendor) => boolean {
  const fits = SEARCH_TYPES[query.text('searchType')?.toLowerCase() ?? 'exact'];
  if (!fits) throw wrongField('searchType', 'has to be exact, begins, contains or ends');
  const wanted = FILTERS.flatMap((filter) => {
    const value = filter === 'approved' ? readApproved(query) : query.text(filter)?.toLowerCase();
    const field = FIELD_OF[filter] ?? fieldByLowerCase.get(filter.toLowerCase());
    return value === undefined || field === undefined ? [] : [[field, value] as const];
  });
  return ({ fields }) => wanted.every(([field, value]) => fits((fields[field] ?? '').toLowerCase(), value));
}

function readApproved(query: Query): string | undefined {
  const text = query.text('approved')?.toLowerCase();
  if (text === undefined || text === 'y' || text === 'n') return text;
  return query.flag('approved') ? 'y' : 'n';
}

/** The order of a list; vendors with the same value keep the order in which they came. @throws {Refusal} 400 */
export function readOrder(query: Query): (left: Vendor, right: Vendor) => number {
  const sortBy = query.text('sortBy') ?? 'VendorName';
  const field = fieldByLowerCase.get(sortBy.toLowerCase());
  if (field === undefined) throw wrongField('sortBy', 'has to be a field of the vendor form');
  const direction = query.text('sortDirection')?.toLowerCase() ?? 'ascending';
  if (direction !== 'ascending' && direction !== 'descending') {
    throw wrongField('sortDirection', 'has to be ascending or descending');
  }
  const sign = direction === 'ascending' ? 1 : -1;
  return (left, right) => sign * (left.fields[field] ?? '').localeCompare(right.fields[field] ?? '', 'en');
}
