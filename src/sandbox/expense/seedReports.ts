import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import type { CustomField } from './customFields.js';
import type { Entry, Report } from './report.js';
import { type Occasion, planOccasion, seedEntries } from './seedEntries.js';
import { type ApprovalStatus, isWaiting, type PaymentStatus } from './statuses.js';

const OWN_REPORTS = 34;
const OTHER_REPORTS = 26;
const HOUR_MS = 3_600_000;

/** Statuses from the newest report to older ones; all that Concur has occur. Those that are older still are paid. */
const STATUSES: readonly (readonly [ApprovalStatus, PaymentStatus])[] = [
  ['A_NOTF', 'P_NOTP'],
  ['A_PEND', 'P_NOTP'],
  ['A_APPR', 'P_PROC'],
  ['A_RESU', 'P_NOTP'],
  ['A_ACCO', 'P_NOTP'],
  ['A_FILE', 'P_NOTP'],
  ['A_APPR', 'P_PAID'],
  ['A_PECO', 'P_NOTP'],
  ['A_APPR', 'P_HOLD'],
  ['A_PBDG', 'P_NOTP'],
  ['A_EXTV', 'P_NOTP'],
  ['A_RHLD', 'P_NOTP'],
  ['A_APPR', 'P_PAYC'],
  ['A_PVAL', 'P_NOTP'],
  ['A_AAFH', 'P_NOTP'],
  ['A_APPR', 'P_NOTP'],
  ['A_TEXP', 'P_NOTP'],
];

const DEPARTMENTS: readonly [CustomField, ...CustomField[]] = [
  { Type: 'List', Value: 'Sales', Code: 'SLS', ListItemID: 'gWr5$kT8mQ2xLp7vBn3sJ' },
  { Type: 'List', Value: 'Service', Code: 'SRV', ListItemID: 'gWr9$dP4zHw6nKs1vTc8M' },
  { Type: 'List', Value: 'Finance', Code: 'FIN', ListItemID: 'gWr2$xB7rLq5tVm9kJs3W' },
];

/**
 * Sixty reports of the last two years, newest first: 34 of the first person, the rest spread over the others. Their
 * ids and amounts are the same in every run, their dates lie relative to `now`. The newest has the ids that the samples
 * of the catalogue use, and was not submitted, so that those samples work.
 */
export function seedReports(
  company: Company,
  random: SeededRandom,
  now: Date,
): readonly { readonly report: Report; readonly entries: readonly Entry[] }[] {
  const [first, ...others] = company.people;
  const plans: { owner: Person | undefined; age: number; status: number }[] = [];
  for (let index = 0; index < OWN_REPORTS; index++) plans.push({ owner: first, age: 3 + index * 21, status: index });
  for (let index = 0; index < OTHER_REPORTS; index++) {
    plans.push({ owner: others[index % others.length], age: 14 + index * 26, status: index });
  }
  const seeded = plans.flatMap(({ owner, age, status }, index) => {
    if (!owner) return [];
    const createdAt = new Date(dayAfter(now, -age).getTime() + random.integer(8 * HOUR_MS, 17 * HOUR_MS));
    const occasion = planOccasion(owner, createdAt, index, random);
    const statuses = STATUSES[status] ?? ['A_APPR', status % 3 === 0 ? 'P_PAYC' : 'P_PAID'];
    const id = index === 0 ? '5F2C9A7D41E84B0C9D36' : random.hex(20);
    const report = seedReport(id, owner, createdAt, occasion, statuses, company.managerOf(owner), random);
    return [{ report, entries: seedEntries(report, occasion, random, index === 0) }];
  });
  return seeded.sort((a, b) => b.report.createdAt.getTime() - a.report.createdAt.getTime());
}

function seedReport(
  id: string,
  owner: Person,
  createdAt: Date,
  occasion: Occasion,
  [approvalStatus, paymentStatus]: readonly [ApprovalStatus, PaymentStatus],
  manager: Person | undefined,
  random: SeededRandom,
): Report {
  const later = (moment: Date, ...hours: [number, number]): Date =>
    new Date(moment.getTime() + random.integer(hours[0] * HOUR_MS, hours[1] * HOUR_MS));
  const submittedAt = approvalStatus === 'A_NOTF' ? undefined : later(createdAt, 1, 20);
  const processingPaymentAt = submittedAt && approvalStatus === 'A_APPR' ? later(submittedAt, 30, 120) : undefined;
  const isPaid = paymentStatus === 'P_PAID' || paymentStatus === 'P_PAYC';
  const paidAt = processingPaymentAt && isPaid ? later(processingPaymentAt, 20, 70) : undefined;
  const isSentBack = approvalStatus === 'A_RESU';
  return {
    id,
    owner,
    name: occasion.name,
    purpose: occasion.purpose,
    lastComment: isSentBack ? 'Please add the receipt of the hotel.' : '',
    currency: owner.home.currency,
    country: owner.home.country,
    countrySubdivision: owner.home.subdivision,
    createdAt,
    submittedAt,
    processingPaymentAt,
    paidAt,
    modifiedAt: later(paidAt ?? processingPaymentAt ?? submittedAt ?? createdAt, 0, 1),
    userDefinedDate: dayAfter(createdAt, 0),
    approvalStatus,
    paymentStatus,
    approver: isWaiting(approvalStatus) ? manager : undefined,
    receiptsReceived: paidAt !== undefined,
    everSentBack: isSentBack || random.chance(0.1),
    batchId: isPaid || paymentStatus === 'P_PROC' ? `gWb$${createdAt.getUTCMonth() + 1}kT7mXp2` : undefined,
    fields: new Map([['Custom1', random.pick(DEPARTMENTS)]]),
  };
}
