/** Approval statuses of reports and their names (/api-reference/expense/expense-report/v3.reports.html). */
const APPROVAL = {
  A_NOTF: 'Not Submitted',
  A_FILE: 'Submitted',
  A_PEND: 'Submitted & Pending Approval',
  A_PECO: 'Pending Cost Object Approval',
  A_PBDG: 'Pending Budget Approval',
  A_EXTV: 'Pending External Validation',
  A_PVAL: 'Pending Prepayment Validation',
  A_ACCO: 'Approved & In Accounting Review',
  A_APPR: 'Approved',
  A_RESU: 'Sent Back to User',
  A_RHLD: 'Pending Receipt Images',
  A_AAFH: 'Pending Anomaly Check',
  A_TEXP: 'Approval Time Expired',
} as const;

const PAYMENT = {
  P_NOTP: 'Not Paid',
  P_HOLD: 'Payment On Hold',
  P_PROC: 'Processing Payment',
  P_PAID: 'Sent for Payment',
  P_PAYC: 'Payment Confirmed',
} as const;

/** Steps at which a system has the report, not a person. */
const SYSTEM_STEPS: readonly string[] = ['A_EXTV', 'A_PVAL', 'A_AAFH', 'A_RHLD'];

export type ApprovalStatus = keyof typeof APPROVAL;
export type PaymentStatus = keyof typeof PAYMENT;

export function approvalStatusName(status: ApprovalStatus): string {
  return APPROVAL[status];
}

export function paymentStatusName(status: PaymentStatus): string {
  return PAYMENT[status];
}

/** Whether the owner still (or again) has the report in hand and may change it. */
export function isWithOwner(status: ApprovalStatus): boolean {
  return status === 'A_NOTF' || status === 'A_RESU';
}

/** Whether the report waits for somebody, so that a workflow action is possible. */
export function isWaiting(status: ApprovalStatus): boolean {
  return !isWithOwner(status) && status !== 'A_APPR' && status !== 'A_TEXP';
}

/** Whether the report waits for a system, such as one that checks taxes, and not for a person. */
export function isAtSystem(status: ApprovalStatus): boolean {
  return SYSTEM_STEPS.includes(status);
}

/** Whether payment has come so far that nothing may change any more. */
export function isPaid(status: PaymentStatus): boolean {
  return status === 'P_PAID' || status === 'P_PAYC';
}

/** The approval status with a code, in any letter case; undefined when there is none. */
export function findApprovalStatus(code: string): ApprovalStatus | undefined {
  return findIn(APPROVAL, code);
}

/** The payment status with a code, in any letter case; undefined when there is none. */
export function findPaymentStatus(code: string): PaymentStatus | undefined {
  return findIn(PAYMENT, code);
}

function findIn<T extends object>(statuses: T, code: string): keyof T | undefined {
  const wanted = code.toUpperCase();
  const isStatus = (text: PropertyKey): text is keyof T => Object.hasOwn(statuses, text);
  return isStatus(wanted) ? wanted : undefined;
}
