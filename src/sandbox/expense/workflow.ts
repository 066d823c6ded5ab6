import type { Company } from '../company/company.js';
import type { Entry } from './entry.js';
import { exceptionsOf, type ReportException } from './exceptions.js';
import type { Report } from './report.js';
import { type ApprovalStatus, approvalStatusName, isAtSystem, isPaid, isWaiting, isWithOwner } from './statuses.js';

/** A report cannot move in that way from where it stands. */
export class WorkflowConflict extends Error {
  override readonly name = 'WorkflowConflict';
  constructor(
    message: string,
    /** What keeps the report from being submitted. */
    readonly exceptions: readonly ReportException[] = [],
  ) {
    super(message);
  }
}

/** Changes that a move makes to a report; the step is new with every move. */
export type Move = Pick<Report, 'approvalStatus'> & Partial<Report>;

/** Hands a report in: to the manager of its owner, else to accounting. @throws {WorkflowConflict} */
export function submit(report: Report, entries: readonly Entry[], company: Company, now: Date): Move {
  if (!isWithOwner(report.approvalStatus)) throw conflict(report, 'cannot be submitted');
  if (entries.length === 0) throw new WorkflowConflict(`The report ${report.id} has no expenses yet.`);
  const blocking = exceptionsOf(report, entries).filter(({ type }) => type.isBlocking);
  const [first] = blocking;
  if (first)
    throw new WorkflowConflict(`Exceptions keep ${report.id} from being submitted: ${first.type.message}`, blocking);
  const approver = company.managerOf(report.owner);
  return { approvalStatus: approver ? 'A_PEND' : 'A_ACCO', approver, submittedAt: now };
}

/** Takes a report back to its owner. @throws {WorkflowConflict} once it is approved, or not submitted yet */
export function recall(report: Report): Move {
  if (!canRecall(report)) throw conflict(report, 'cannot be recalled');
  return backToOwner;
}

/** Whether its owner can take a report back. */
export function canRecall({ approvalStatus }: Report): boolean {
  return isWaiting(approvalStatus) && approvalStatus !== 'A_ACCO';
}

/** Sends a report back to its owner. @throws {WorkflowConflict} when it waits for nobody */
export function sendBack(report: Report): Move {
  if (!isWaiting(report.approvalStatus)) throw conflict(report, 'cannot be sent back');
  return { ...backToOwner, everSentBack: true };
}

/**
 * Moves a report on from the step of a person or a system. Approved reports go into payment.
 * @param status what it becomes; A_APPR when undefined
 * @throws {WorkflowConflict} when it waits for nobody, or for the other kind
 */
export function approve(report: Report, by: 'person' | 'system', now: Date, status: ApprovalStatus = 'A_APPR'): Move {
  if (!isWaiting(report.approvalStatus)) throw conflict(report, 'cannot be approved');
  if (isAtSystem(report.approvalStatus) !== (by === 'system')) {
    throw conflict(report, by === 'system' ? 'waits for a person' : 'waits for a system');
  }
  if (isWithOwner(status)) throw new WorkflowConflict(`${status} is no status that an approval leads to.`);
  const isApproved = status === 'A_APPR';
  const approver = isApproved || isAtSystem(status) || status === 'A_ACCO' ? undefined : report.approver;
  if (!isApproved) return { approvalStatus: status, approver };
  return { approvalStatus: status, approver, paymentStatus: 'P_PROC', processingPaymentAt: now };
}

/** Marks a report in payment as paid. @throws {WorkflowConflict} when it is not in payment */
export function pay(report: Report, now: Date): Move {
  const { approvalStatus, paymentStatus } = report;
  if (paymentStatus !== 'P_PROC' && paymentStatus !== 'P_PAYC') {
    throw new WorkflowConflict(`The report ${report.id} is not in payment (${paymentStatus}).`);
  }
  return { approvalStatus, paymentStatus: 'P_PAID', paidAt: report.paidAt ?? now };
}

/** Whether a workflow step is left that somebody can take. */
export function hasStep({ approvalStatus, paymentStatus }: Pick<Report, 'approvalStatus' | 'paymentStatus'>): boolean {
  return isWaiting(approvalStatus) || (approvalStatus === 'A_APPR' && !isPaid(paymentStatus));
}

const backToOwner: Move = {
  approvalStatus: 'A_RESU',
  paymentStatus: 'P_NOTP',
  approver: undefined,
  processingPaymentAt: undefined,
};

function conflict({ id, approvalStatus }: Report, what: string): WorkflowConflict {
  const status = approvalStatusName(approvalStatus);
  return new WorkflowConflict(`The report ${id} ${what}: it stands at ${approvalStatus} (${status}).`);
}
