import { cash } from '../company/paymentTypes.js';
import type { Person } from '../company/people.js';
import type { WireRecord } from '../protocol/xml.js';
import { type CashAdvance, cashAdvanceStatusName } from './cashAdvance.js';

/** A state, by code and name. */
export function viewStatus({ status }: CashAdvance): WireRecord {
  return { code: status, name: cashAdvanceStatusName(status) };
}

/** A cash advance as the API writes it; what was asked for is a text in version 4.1 and a number in version 4. */
export function viewAdvance(advance: CashAdvance, owner: Person | undefined, asText: boolean): WireRecord {
  const { amount, currency } = advance;
  const asked = asText ? { amount: amount.toFixed(6), currency } : { amount, value: String(amount), currency };
  const balance = advance.status === 'C_ISSU' ? amount : 0;
  return {
    cashAdvanceId: advance.id,
    name: advance.name,
    purpose: advance.purpose,
    comment: advance.comment,
    accountCode: advance.accountCode,
    amountRequested: asked,
    availableBalance: { amount: balance.toFixed(6), currency },
    exchangeRate: { operation: 'MULTIPLY', value: advance.exchangeRate.toFixed(14) },
    paymentType: { description: cash.name, paymentCode: cash.code },
    approvalStatus: viewStatus(advance),
    requestDate: writeMoment(advance.requestedAt),
    issuedDate: advance.issuedAt ? writeMoment(advance.issuedAt) : null,
    lastModifiedDate: writeMoment(advance.modifiedAt),
    hasReceipts: false,
    reimbursementCurrency: owner?.home.currency ?? currency,
  };
}

/** `yyyy-MM-dd hh:mm:ss.f` in UTC, as the samples of the page have it. */
function writeMoment(moment: Date): string {
  return moment
    .toISOString()
    .replace('T', ' ')
    .replace(/\.(\d).*$/, '.$1');
}
