import { monthsAfter } from '../../protocol/moments.js';
import type { Report } from '../report.js';
import { isPaid, isWaiting, isWithOwner } from '../statuses.js';

/** Whether a report belongs to a view of a list. */
export type View = (report: Report) => boolean;

const DAYS_31_MS = 31 * 86_400_000;

/** Views by the state of a report, by name. */
export function stateView(name: string, now: Date): View | undefined {
  const views: Readonly<Record<string, View>> = {
    ALL: () => true,
    RECENT: ({ modifiedAt }) => now.getTime() - modifiedAt.getTime() <= DAYS_31_MS,
    ACTIVE: ({ approvalStatus, paymentStatus }) => isWithOwner(approvalStatus) || !isPaid(paymentStatus),
    UNSUBMITTED: ({ approvalStatus }) => isWithOwner(approvalStatus),
    PENDING: ({ approvalStatus }) => isWaiting(approvalStatus),
    APPROVED: ({ approvalStatus }) => approvalStatus === 'A_APPR',
    PROCESSED: ({ paymentStatus }) => paymentStatus === 'P_PROC',
    PAID: ({ paymentStatus }) => paymentStatus === 'P_PAID',
    PAYMENTCONFIRMED: ({ paymentStatus }) => paymentStatus === 'P_PAYC',
    TOAPPROVE: ({ approvalStatus, approver }) => approver !== undefined && isWaiting(approvalStatus),
  };
  return Object.hasOwn(views, name) ? views[name] : undefined;
}

/** From when to when a period such as `THISMONTH` lasts, the end not included; undefined for any other name. */
export function periodOf(name: string, now: Date): readonly [Date, Date] | undefined {
  const match = /^(THIS|LAST)(MONTH|QUARTER|YEAR)$/.exec(name);
  if (!match) return undefined;
  const months = { MONTH: 1, QUARTER: 3, YEAR: 12 }[match[2] ?? ''] ?? 1;
  const first = Math.floor(now.getUTCMonth() / months) * months;
  const start = new Date(Date.UTC(now.getUTCFullYear(), first, 1));
  const from = match[1] === 'LAST' ? monthsAfter(start, -months) : start;
  return [from, monthsAfter(from, months)];
}
