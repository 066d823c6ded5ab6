import type { Person } from '../company/people.js';
import type { Policy } from '../company/policies.js';
import type { CustomFields } from './customFields.js';
import type { ApprovalStatus, PaymentStatus } from './statuses.js';

/** What somebody wrote on a report or on one of its expenses. */
export interface Remark {
  readonly text: string;
  /** Who wrote it; undefined for a system. */
  readonly author: Person | undefined;
  /** In whose name it was written. */
  readonly writtenFor: Person;
  readonly at: Date;
  /** UUID of the expense; undefined for the header. */
  readonly expenseId: string | undefined;
  /** The workflow step in which it was written. */
  readonly stepId: string | undefined;
}

/** ALL everybody, APPROVER_PROCESSOR approvers and processors, PROCESSOR processors only. */
export type Visibility = 'ALL' | 'APPROVER_PROCESSOR' | 'PROCESSOR';

/** An exception that came in through an API. */
export interface ExceptionMark {
  readonly code: string;
  readonly visibility: Visibility;
  /** UUID of an entry or itemization; undefined for the header. */
  readonly expenseId: string | undefined;
  /** UUID of an allocation of that expense. */
  readonly allocationId: string | undefined;
}

/** The header of an expense report; its totals follow from its entries. */
export interface Report {
  readonly id: string;
  /** The short one that people use: six characters. */
  readonly number: string;
  readonly owner: Person;
  readonly policy: Policy;
  readonly name: string;
  readonly purpose: string;
  readonly currency: string;
  readonly country: string;
  readonly countrySubdivision: string | undefined;
  readonly createdAt: Date;
  readonly submittedAt: Date | undefined;
  readonly processingPaymentAt: Date | undefined;
  readonly paidAt: Date | undefined;
  readonly modifiedAt: Date;
  /** The date that the owner gave it. */
  readonly userDefinedDate: Date;
  /** First and last day of the trip. */
  readonly startDate: Date | undefined;
  readonly endDate: Date | undefined;
  readonly approvalStatus: ApprovalStatus;
  readonly paymentStatus: PaymentStatus;
  /** Whose turn it is, while it waits for a manager. */
  readonly approver: Person | undefined;
  /** Who handed it in last; undefined for a system. */
  readonly submitter: Person | undefined;
  /** The workflow step at which it stands; a new one with every move, undefined while it is with its owner. */
  readonly stepId: string | undefined;
  readonly receiptsReceived: boolean;
  readonly everSentBack: boolean;
  /** Number of changes so far. */
  readonly version: number;
  /** The payment batch that pays it. */
  readonly batchId: string | undefined;
  readonly fields: CustomFields;
  /** Oldest first. */
  readonly remarks: readonly Remark[];
  readonly exceptions: readonly ExceptionMark[];
  readonly cashAdvanceIds: readonly string[];
  readonly requestIds: readonly string[];
}

/** The latest comment on the header, empty when there is none. */
export function lastComment({ remarks }: Report): string {
  return remarks.findLast(({ expenseId }) => expenseId === undefined)?.text ?? '';
}
