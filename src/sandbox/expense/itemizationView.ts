import { formatDateTime } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import { ENTRY_CUSTOM_FIELDS, viewCustomFields } from './customFields.js';
import { type Entry, type Itemization, postedAmount } from './entry.js';
import { allocationTypeOf, hasComments } from './entryView.js';
import type { Report } from './report.js';

/** An itemization with everything around it. */
export interface ItemizationFound {
  readonly report: Report;
  readonly entry: Entry;
  readonly part: Itemization;
}

/** The address of an itemization; `base` is the URL of the sandbox. */
export function itemizationUri(base: string, id: string): string {
  return `${base}/api/v3.0/expense/itemizations/${encodeURIComponent(id)}`;
}

/** An itemization as the v3 API shows it, with all fields. */
export function viewItemization({ report, entry, part }: ItemizationFound, base: string): WireRecord {
  const posted = postedAmount(entry, report.currency, part.amount);
  return {
    ID: part.id,
    URI: itemizationUri(base, part.id),
    EntryID: entry.id,
    ReportID: report.id,
    ReportOwnerID: report.owner.login,
    ExpenseTypeCode: part.type.code,
    ExpenseTypeName: part.type.name,
    SpendCategoryCode: part.type.categoryCode,
    SpendCategoryName: part.type.categoryName,
    TransactionDate: formatDateTime(part.transactionDate),
    TransactionAmount: part.amount,
    PostedAmount: posted,
    ApprovedAmount: entry.isRejected ? 0 : posted,
    LocationID: entry.place?.locationId ?? null,
    LocationName: entry.place?.city ?? null,
    LocationSubdivision: entry.place?.subdivision ?? null,
    LocationCountry: entry.place?.country ?? null,
    Description: part.description ?? null,
    IsPersonal: part.isPersonal,
    IsBillable: part.isBillable,
    IsImageRequired: false,
    AllocationType: allocationTypeOf(part),
    HasComments: hasComments(part, report),
    HasExceptions: report.exceptions.some(({ expenseId }) => expenseId === part.expenseId),
    LastModified: formatDateTime(part.modifiedAt),
    ...viewCustomFields(part.fields, ENTRY_CUSTOM_FIELDS),
  };
}
