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
