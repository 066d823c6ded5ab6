import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import { defaultPolicy } from '../company/policies.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import type { Report } from './report.js';
import type { FiledReport } from './reportBook.js';
import { completeSample, SAMPLE_REPORT_ID } from './sampleReport.js';
import { DEPARTMENTS, detailReport, shareGuests } from './seedDetails.js';
import { type Occasion, planOccasion, seedEntries } from './seedEntries.js';
import { type ApprovalStatus, isWaiting, type PaymentStatus } from './statuses.js';

/** Reports of the first person, and of each other of the first twelve in turn. */
const OWN_REPORTS = 34;
const OTHER_REPORTS = 26;
/** Reports of everybody else and more of theirs, over two years. */
const MORE_REPORTS = 340;
const KNOWN_PEOPLE = 12;
const YEARS_DAYS = 728;
const HOUR_MS = 3_600_000;

type Statuses = readonly [ApprovalStatus, PaymentStatus];

/** Statuses from the newest report to older ones; all that Concur has occur. Those that are older still are paid. */
const STATUSES: readonly Statuses[] = [
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

interface Plan {
  readonly owner: Person;
  /** Days since it was created. */
  readonly age: number;
  readonly statuses: Statuses;
}

/**
 * Four hundred reports of the last two years, newest first: 34 of the first person, the rest spread over the others.
 * Their ids and amounts are the same in every run, their dates lie relative to `now`. The newest has the ids that the
 * samples of the catalogue use, and was not submitted, so that those samples work.
 */
export function seedReports(company: Company, random: SeededRandom, now: Date): readonly FiledReport[] {
  const details = random.fork('expense');
  const guests = Array.from({ length: 60 }, () => details.opaqueId('gWa', 22));
  const [firstGuest = '', ...otherGuests] = guests;
  const draw = (plan: Plan, index: number, numbers: SeededRandom): FiledReport => {
    const manager = company.managerOf(plan.owner);
    const createdAt = new Date(dayAfter(now, -plan.age).getTime() + numbers.integer(8 * HOUR_MS, 17 * HOUR_MS));
    const occasion = planOccasion(plan.owner, createdAt, index, numbers);
    const isSample = index === 0;
    const id = isSample ? SAMPLE_REPORT_ID : numbers.hex(20);
    const report = seedReport({ ...plan, id, createdAt, occasion, manager }, numbers);
    const plain = seedEntries(report, occasion, numbers, isSample);
    const filed = detailReport(report, plain, manager, details);
    if (isSample) return completeSample(filed, occasion, details);
    const entries = filed.entries.map((entry) => shareGuests(entry, [firstGuest, ...otherGuests], details));
    return { ...filed, entries };
  };
  const first = firstPlans(company).map((plan, index) => draw(plan, index, random));
  const more = morePlans(company).map((plan, index) => draw(plan, first.length + index, details));
  return [...first, ...more].sort((a, b) => b.report.createdAt.getTime() - a.report.createdAt.getTime());
}

function firstPlans(company: Company): readonly Plan[] {
  const [first, ...others] = company.people.slice(0, KNOWN_PEOPLE);
  const plans: Plan[] = [];
  const statusesOf = (at: number): Statuses => STATUSES[at] ?? ['A_APPR', at % 3 === 0 ? 'P_PAYC' : 'P_PAID'];
  for (let at = 0; first && at < OWN_REPORTS; at++) {
    plans.push({ owner: first, age: 3 + at * 21, statuses: statusesOf(at) });
  }
  for (let at = 0; at < OTHER_REPORTS; at++) {
    const owner = others[at % others.length];
    if (owner) plans.push({ owner, age: 14 + at * 26, statuses: statusesOf(at) });
  }
  return plans;
}

/** What is younger than ten days is with its owner, what is older than two months is mostly paid. */
function morePlans({ people }: Company): readonly Plan[] {
  const owners = people.slice(1).filter(({ isActive }) => isActive);
  return Array.from(
    { length: MORE_REPORTS },
    (_, at) => 2 + Math.floor((at * (YEARS_DAYS - 2)) / MORE_REPORTS),
  ).flatMap((age, at) => {
    const owner = owners[at % owners.length];
    return owner ? [{ owner, age, statuses: statusesAt(age, at) }] : [];
  });
}

function statusesAt(age: number, at: number): Statuses {
  const any = STATUSES[at % STATUSES.length] ?? ['A_APPR', 'P_PAID'];
  if (age < 10) return ['A_NOTF', 'P_NOTP'];
  if (age < 60 || at % 9 === 0) return any;
  return ['A_APPR', at % 4 === 0 ? 'P_PAYC' : 'P_PAID'];
}

function seedReport(
  plan: Plan & {
    readonly id: string;
    readonly createdAt: Date;
    readonly occasion: Occasion;
    readonly manager: Person | undefined;
  },
  random: SeededRandom,
): Report {
  const { id, owner, createdAt, occasion } = plan;
  const [approvalStatus, paymentStatus] = plan.statuses;
  const later = (moment: Date, ...hours: [number, number]): Date =>
    new Date(moment.getTime() + random.integer(hours[0] * HOUR_MS, hours[1] * HOUR_MS));
  const submittedAt = approvalStatus === 'A_NOTF' ? undefined : later(createdAt, 1, 20);
  const processingPaymentAt = submittedAt && approvalStatus === 'A_APPR' ? later(submittedAt, 30, 120) : undefined;
  const isPaid = paymentStatus === 'P_PAID' || paymentStatus === 'P_PAYC';
  const paidAt = processingPaymentAt && isPaid ? later(processingPaymentAt, 20, 70) : undefined;
  const isSentBack = approvalStatus === 'A_RESU';
  return {
    id,
    number: '',
    owner,
    policy: defaultPolicy,
    name: occasion.name,
    purpose: occasion.purpose,
    currency: owner.home.currency,
    country: owner.home.country,
    countrySubdivision: owner.home.subdivision,
    createdAt,
    submittedAt,
    processingPaymentAt,
    paidAt,
    modifiedAt: later(paidAt ?? processingPaymentAt ?? submittedAt ?? createdAt, 0, 1),
    userDefinedDate: dayAfter(createdAt, 0),
    startDate: occasion.start,
    endDate: dayAfter(occasion.start, occasion.days - 1),
    approvalStatus,
    paymentStatus,
    approver: isWaiting(approvalStatus) ? plan.manager : undefined,
    submitter: submittedAt && owner,
    stepId: undefined,
    receiptsReceived: paidAt !== undefined,
    everSentBack: isSentBack || random.chance(0.1),
    version: 1,
    batchId: isPaid || paymentStatus === 'P_PROC' ? `gWb$${createdAt.getUTCMonth() + 1}kT7mXp2` : undefined,
    fields: new Map([['Custom1', random.pick(DEPARTMENTS)]]),
    remarks: [],
    exceptions: [],
    cashAdvanceIds: [],
    requestIds: [],
  };
}
