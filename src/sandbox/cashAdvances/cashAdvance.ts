import * as z from 'zod/mini';
import { KeyedBook, keptMoment } from '../keyedBook.js';

/**
 * States of a cash advance, in the order in which it can pass through them; the codes are those of Requests v4
 * (/api-reference/request/v4.endpoints.schemas.html).
 */
export const CASH_ADVANCE_STATUSES = [
  'C_NOTF',
  'C_FILE',
  'C_PEND',
  'C_PECA',
  'C_APPR',
  'C_NISU',
  'C_ISSU',
  'C_REJE',
  'C_COMP',
] as const;

export type CashAdvanceStatus = (typeof CASH_ADVANCE_STATUSES)[number];

const NAMES: Readonly<Record<CashAdvanceStatus, string>> = {
  C_NOTF: 'Not Submitted',
  C_FILE: 'Submitted',
  C_PEND: 'Pending Approval',
  C_PECA: 'Pending Cash Advance Administrator',
  C_APPR: 'Approved',
  C_NISU: 'Not Issued',
  C_ISSU: 'Issued',
  C_REJE: 'Sent Back',
  C_COMP: 'Completed',
};

export function cashAdvanceStatusName(status: CashAdvanceStatus): string {
  return NAMES[status];
}

const cashAdvance = z.object({
  /** 32 hexadecimal digits, upper case. */
  id: z.string(),
  /** UUID of who gets the money. */
  ownerId: z.string(),
  name: z.string(),
  purpose: z.string(),
  comment: z.string(),
  accountCode: z.string(),
  amount: z.number(),
  currency: z.string(),
  /** From `currency` to that of its owner. */
  exchangeRate: z.number(),
  status: z.enum(CASH_ADVANCE_STATUSES),
  /** The request that it was asked for with. */
  requestId: z.optional(z.string()),
  requestedAt: keptMoment,
  issuedAt: z.optional(keptMoment),
  modifiedAt: keptMoment,
});

/** Money that an employee gets before a trip. */
export type CashAdvance = Readonly<z.output<typeof cashAdvance>>;

/** Cash advances of the whole company, in memory. */
export class CashAdvanceBook extends KeyedBook<CashAdvance> {
  constructor() {
    super(cashAdvance);
  }

  /** Those that were asked for with a request. */
  ofRequest(requestId: string): readonly CashAdvance[] {
    return [...this.all].filter((advance) => advance.requestId === requestId);
  }
}
