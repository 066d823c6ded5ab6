import { expenseTypeOf } from '../company/expenseTypes.js';
import { roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { SeededRandom } from '../company/seededRandom.js';
import { addItemization, allocate, wholeShare } from './allocations.js';
import { type CustomField, NO_FIELDS } from './customFields.js';
import type { Entry, EntryAttendee, Itemization } from './entry.js';
import type { ExceptionMark, Remark, Report } from './report.js';
import type { FiledReport } from './reportBook.js';
import type { PlainEntry } from './seedEntries.js';
import { isAtSystem } from './statuses.js';
import { taxesIn } from './taxes.js';
import { hasStep } from './workflow.js';

/** Departments that bear costs. */
export const DEPARTMENTS: readonly [CustomField, ...CustomField[]] = [
  { Type: 'List', Value: 'Sales', Code: 'SLS', ListItemID: 'gWr5$kT8mQ2xLp7vBn3sJ' },
  { Type: 'List', Value: 'Service', Code: 'SRV', ListItemID: 'gWr9$dP4zHw6nKs1vTc8M' },
  { Type: 'List', Value: 'Finance', Code: 'FIN', ListItemID: 'gWr2$xB7rLq5tVm9kJs3W' },
];

const GREETINGS: readonly [string, ...string[]] = [
  'All receipts are attached.',
  'Two days on site.',
  'The flight was rebooked by the airline.',
  'Shared the taxi with a colleague.',
];

/** Adds to a drawn report what its draws left out: numbers, comments, exceptions, the parts of its expenses. */
export function detailReport(
  report: Report,
  plain: readonly PlainEntry[],
  manager: Person | undefined,
  random: SeededRandom,
): FiledReport {
  const entries = plain.map(({ entry }) => detailEntry(entry, random));
  const isWithSystem = isAtSystem(report.approvalStatus) || report.approvalStatus === 'A_ACCO';
  return {
    report: {
      ...report,
      number: random.recordLocator(),
      approver: isWithSystem ? undefined : report.approver,
      stepId: hasStep(report) ? random.opaqueId('gW3', 36) : undefined,
      remarks: remarksOf(report, plain, manager, random),
      exceptions: random.chance(0.08) ? [markOf(entries, random)] : [],
      requestIds: random.chance(0.1) ? [random.hex(32)] : [],
      version: report.submittedAt ? random.integer(2, 5) : 1,
    },
    entries,
  };
}

/** Adds taxes, further guests, and either parts or shares. */
export function detailEntry(plain: Entry, random: SeededRandom): Entry {
  const { currency, place, hasVat } = plain;
  const taxes = hasVat && place ? taxesIn(place.country, plain.amount, currency) : [];
  const entry: Entry = { ...plain, taxes, hasVat: taxes.length > 0 };
  if (entry.type.code === 'LODNG' && !entry.isPersonal && random.chance(0.6)) return itemize(entry, random);
  if (entry.isPersonal || !random.chance(0.2)) return { ...entry, allocations: [wholeShare(entry, random)] };
  const first = random.pick([50, 60, 70, 75]);
  const shares = [first, 100 - first].map((percentage, at) =>
    allocate(entry, random, { percentage, fields: new Map([['Custom1', DEPARTMENTS[at] ?? DEPARTMENTS[0]]]) }),
  );
  return { ...entry, allocations: shares };
}

/** Splits a hotel bill into room and tax, at times breakfast too. */
function itemize(entry: Entry, random: SeededRandom): Entry {
  const { amount, currency } = entry;
  const tax = roundMoney(amount * 0.07, currency);
  const breakfast = random.chance(0.4) ? roundMoney(amount * 0.06, currency) : 0;
  const room = roundMoney(amount - tax - breakfast, currency);
  const parts = [
    itemization(entry, 'LODNG', room, 'Room', random),
    itemization(entry, 'LODTX', tax, 'City tax', random),
  ];
  if (breakfast > 0) parts.push(itemization(entry, 'BRKFT', breakfast, 'Breakfast', random));
  return parts.reduce<Entry>((whole, part) => addItemization(whole, part, random), entry);
}

/** A part of an entry, with a share of its own. */
export function itemization(
  entry: Entry,
  code: 'LODNG' | 'LODTX' | 'BRKFT',
  amount: number,
  description: string,
  random: SeededRandom,
): Itemization {
  const type = expenseTypeOf(code);
  return {
    id: random.opaqueId('gWr', 35),
    expenseId: random.uuid(),
    type,
    transactionDate: entry.transactionDate,
    amount,
    description,
    isPersonal: false,
    isBillable: entry.isBillable,
    modifiedAt: entry.modifiedAt,
    fields: NO_FIELDS,
    allocations: [wholeShare({ type }, random)],
  };
}

/** Replaces the guest of each meal by one to three of those that the company knows. */
export function shareGuests(entry: Entry, guests: readonly [string, ...string[]], random: SeededRandom): Entry {
  if (entry.attendees.length === 0) return entry;
  const ids = new Set(Array.from({ length: random.integer(1, 3) }, () => random.pick(guests)));
  const attendees: readonly EntryAttendee[] = [...ids].map((id) => ({ id, typeCode: 'BUSGUEST' }));
  return { ...entry, attendees };
}

function remarksOf(
  report: Report,
  plain: readonly PlainEntry[],
  manager: Person | undefined,
  random: SeededRandom,
): readonly Remark[] {
  const { owner, createdAt, approvalStatus, modifiedAt } = report;
  const own = { author: owner, writtenFor: owner, at: createdAt, stepId: undefined };
  const remarks: Remark[] = [];
  if (random.chance(0.25)) remarks.push({ ...own, text: random.pick(GREETINGS), expenseId: undefined });
  for (const { entry, comment } of plain) {
    if (comment) remarks.push({ ...own, text: comment, expenseId: entry.expenseId });
  }
  if (approvalStatus === 'A_RESU') {
    const text = 'Please add the receipt of the hotel.';
    const approver = manager ?? owner;
    remarks.push({
      text,
      author: approver,
      writtenFor: approver,
      at: modifiedAt,
      expenseId: undefined,
      stepId: undefined,
    });
  }
  return remarks;
}

function markOf(entries: readonly Entry[], random: SeededRandom): ExceptionMark {
  const [first, ...others] = entries.filter(({ type }) => type.expenseCode === 'MEALS');
  const visibility = random.pick(['ALL', 'APPROVER_PROCESSOR'] as const);
  const late: ExceptionMark = { code: 'LATEREP', visibility, expenseId: undefined, allocationId: undefined };
  if (!first) return late;
  return { ...late, code: 'MEALLIM', expenseId: random.pick([first, ...others]).expenseId };
}
