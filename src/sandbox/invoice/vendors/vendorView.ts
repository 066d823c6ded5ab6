import type { SandboxCall } from '../../context.js';
import { answerJson, answerXml, prefersXml } from '../../protocol/answers.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { Vendor } from './vendor.js';

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** One vendor as lists show it; bank accounts that were closed are left out. @param base address of the list */
export function viewVendor({ id, fields, banks, groups }: Vendor, base: string): WireRecord {
  return {
    ID: id,
    URI: `${base}/${encodeURIComponent(id)}`,
    ...fields,
    ...(fields.CountryCode ? { Country: countries.of(fields.CountryCode)?.toUpperCase() ?? '' } : {}),
    VendorBankList: banks.filter(({ IsActive }) => IsActive === 'Y'),
    VendorGroupList: groups,
  };
}

/** How collections of Concur Invoice are called: `Vendors` of `Vendor`. */
export interface CollectionNames {
  readonly plural: string;
  readonly singular: string;
}

/** Records below their own name, as clients read them, with the fields of a collection beside. */
export function answerCollection(
  call: SandboxCall,
  { plural, singular }: CollectionNames,
  records: readonly WireRecord[],
  page: { readonly nextPage: string | null; readonly totalCount: number },
): Response {
  const { nextPage, totalCount } = page;
  if (!prefersXml(call)) {
    return answerJson(call, {
      [singular]: records,
      NextPage: nextPage,
      TotalCount: totalCount,
      RequestRunSummary: null,
    });
  }
  return answerXml(call, plural, { [singular]: records.map(wrapLists), NextPage: nextPage, TotalCount: totalCount });
}

/** In XML the records of a list stand below an element of their own name; groups have none that is told. */
function wrapLists({ VendorGroupList: _, VendorBankList, StatusList, ...rest }: WireRecord): WireRecord {
  return {
    ...rest,
    ...(VendorBankList === undefined ? {} : { VendorBankList: { VendorBank: VendorBankList } }),
    ...(StatusList === undefined ? {} : { StatusList: { Status: StatusList } }),
  };
}
