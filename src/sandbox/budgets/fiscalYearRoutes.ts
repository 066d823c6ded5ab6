import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import { oneOf, readFields, text } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import { parseDateTime } from '../protocol/moments.js';
import { Query } from '../protocol/query.js';
import { requireBudgetAdministrator } from './budgetAccess.js';
import { readList } from './budgetBody.js';
import { type BudgetFault, BudgetRefusal, requireNoFaults } from './budgetRefusal.js';
import { viewYear } from './budgetView.js';
import { BUDGET_STATUSES, type FiscalPeriod, type FiscalYear, nextDay, roundOut } from './fiscalYear.js';

const LIST = '/budget/v4/fiscalYear';
/** Years and their periods are limited (/api-reference/budget/v4.fiscal-year.html). */
const MAX_PERIODS = 24;
const TWO_YEARS_DAYS = 731;

const periodBody = z.object({
  id: text(64),
  name: text(64),
  fiscalPeriodStatus: oneOf(BUDGET_STATUSES),
  startDate: text(32),
  endDate: text(32),
});
const periods = z.nullish(z.array(periodBody, { error: 'has to be a list' }));
const yearBody = z.object({
  id: text(64),
  syncGuid: text(64),
  name: text(64),
  startDate: text(32),
  endDate: text(32),
  status: oneOf(BUDGET_STATUSES),
  monthlyFiscalPeriods: periods,
  quarterlyFiscalPeriods: periods,
  yearlyFiscalPeriods: periods,
  customFiscalPeriods: periods,
});
type YearBody = z.output<typeof yearBody>;

/** Fiscal years of Budget v4 (/api-reference/budget/v4.fiscal-year.html). */
export function registerFiscalYears(app: SandboxApp, context: SandboxContext): void {
  const { years } = context.books.budgets;
  const reads = context.allow('budgetitem.read', 'budgetitem.write', 'fiscalcalendar.read', 'fiscalcalendar.write');
  const writes = context.allow('budgetitem.write', 'fiscalcalendar.write');

  const find = (id: string): FiscalYear => {
    const year = years.find(id.toLowerCase());
    if (year) return year;
    throw new BudgetRefusal([{ code: 'FISCAL_YEAR_NOT_FOUND', message: `No fiscal year has the id ${id}.` }], 404);
  };

  app.get(LIST, reads, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const withRemoved = query.flag('includeRemoved') ?? false;
    const after = query.moment('lastModifiedAfter');
    const isSorted = query.flag('sorted') ?? false;
    const found = [...years.all].filter(
      ({ status, modifiedAt }) => (withRemoved || status !== 'REMOVED') && (!after || modifiedAt > after),
    );
    return answerJson(
      call,
      found.map((year) => viewYear(year, context.now(), isSorted)),
    );
  });

  app.post(LIST, writes, async (call) => {
    requireBudgetAdministrator(call);
    const isForced = new Query(new URL(call.req.url).searchParams).flag('forceSave') ?? false;
    const given = (await readList(call)).map((one) => readFields(yearBody, one));
    const read = given.map((one): FiscalYear => {
      const id = one.id ?? one.syncGuid;
      const old = id ? find(id) : undefined;
      // A year that budgets use stays as it is unless forced.
      return old && !isForced && context.books.budgets.usesYear(old.id) ? old : readYear(one, old, context);
    });
    const ids = new Set(read.map(({ id }) => id));
    const others = [...years.all].filter(({ id, status }) => !ids.has(id) && status !== 'REMOVED');
    requireNoFaults(gapsIn([...others, ...read]));
    for (const year of read) years.put(year);
    return answerJson(
      call,
      read.map((year) => viewYear(year, context.now())),
    );
  });

  app.get(`${LIST}/:syncguid`, reads, (call) =>
    answerJson(call, viewYear(find(call.req.param('syncguid')), context.now())),
  );

  app.delete(`${LIST}/:syncguid`, writes, (call) => {
    requireBudgetAdministrator(call);
    const year = find(call.req.param('syncguid'));
    if (context.books.budgets.usesYear(year.id))
      throw new BudgetRefusal([{ code: 'FISCAL_YEAR_IN_USE', message: `Budgets use the year ${year.name}.` }]);
    years.put<FiscalYear>({ ...year, status: 'REMOVED', modifiedAt: context.now() });
    return answerJson(call, year.id);
  });
}

function readYear(given: YearBody, old: FiscalYear | undefined, { newUuid, now }: SandboxContext): FiscalYear {
  const name = given.name ?? '';
  const [startDate, endDate] = [day(given.startDate), day(given.endDate)];
  const faults: BudgetFault[] = [];
  const fault = (code: string, message: string): void => void faults.push({ code, message });
  if (!name) fault('FISCAL_YEAR_NAME_REQUIRED', 'A fiscal year needs a name.');
  if (!startDate || !endDate) fault('FISCAL_YEAR_DATE_REQUIRED', 'A fiscal year needs startDate and endDate.');
  else if (endDate <= startDate) fault('FISCAL_YEAR_SDATE_ERROR', 'The fiscal year ends before it starts.');
  else if (Date.parse(endDate) - Date.parse(startDate) > TWO_YEARS_DAYS * 86_400_000)
    fault('FISCAL_YEAR_TOO_LONG', 'A fiscal year has two years at most.');
  const readPeriod =
    (type: FiscalPeriod['type']) =>
    (one: z.output<typeof periodBody>): FiscalPeriod => ({
      id: old?.periods.find(({ id, name: known }) => id === one.id || known === one.name)?.id ?? newUuid(),
      name: one.name ?? '',
      type,
      status: one.fiscalPeriodStatus ?? 'OPEN',
      startDate: day(one.startDate) ?? '',
      endDate: day(one.endDate) ?? '',
    });
  const months = (given.monthlyFiscalPeriods ?? []).map(readPeriod('MONTHLY'));
  const quarters = (given.quarterlyFiscalPeriods ?? []).map(readPeriod('QUARTERLY'));
  const whole = (given.yearlyFiscalPeriods ?? []).map(readPeriod('YEARLY'));
  const custom = (given.customFiscalPeriods ?? []).map(readPeriod('CUSTOM'));
  if (months.length === 0) fault('FISCAL_PERIOD_REQUIRED', 'A fiscal year needs monthlyFiscalPeriods.');
  if (months.length > MAX_PERIODS) fault('FISCAL_PERIOD_COUNT', `A fiscal year has ${MAX_PERIODS} periods at most.`);
  if ([...months, ...quarters, ...whole, ...custom].some((one) => !one.name || !one.startDate || !one.endDate))
    fault('FISCAL_PERIOD_INCOMPLETE', 'Every period needs name, startDate and endDate.');
  else if (months.length > 0 && !fills(months, startDate, endDate))
    fault('FISCAL_PERIODS_HAVE_GAP', 'The months do not fill the year without gaps or overlaps.');
  requireNoFaults(faults);
  const known = (made: FiscalPeriod): FiscalPeriod => ({
    ...made,
    id: old?.periods.find((one) => one.name === made.name)?.id ?? made.id,
  });
  const made = roundOut(name, months, newUuid).map(known);
  return {
    id: old?.id ?? newUuid(),
    name,
    startDate: startDate ?? '',
    endDate: endDate ?? '',
    status: given.status ?? old?.status ?? 'OPEN',
    periods: [
      ...months,
      ...(quarters.length > 0 ? quarters : made.filter(({ type }) => type === 'QUARTERLY')),
      ...(whole.length > 0 ? whole : made.filter(({ type }) => type === 'YEARLY')),
      ...custom,
    ],
    modifiedAt: now(),
  };
}

function day(given: string | null | undefined): string | undefined {
  return given ? parseDateTime(given)?.toISOString().slice(0, 10) : undefined;
}

function fills(months: readonly FiscalPeriod[], start: string | undefined, end: string | undefined): boolean {
  const inOrder = months.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const isChained = inOrder.every((one, at) => {
    const before = inOrder[at - 1];
    return one.startDate <= one.endDate && (!before || nextDay(before.endDate) === one.startDate);
  });
  return isChained && inOrder[0]?.startDate === start && inOrder.at(-1)?.endDate === end;
}

/** Years follow each other day by day and have names of their own. */
function gapsIn(years: readonly FiscalYear[]): readonly BudgetFault[] {
  const inOrder = years
    .filter(({ status }) => status !== 'REMOVED')
    .sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
  const faults: BudgetFault[] = [];
  inOrder.forEach((year, at) => {
    const before = inOrder[at - 1];
    if (!before) return;
    const due = nextDay(before.endDate);
    if (year.startDate > due)
      faults.push({
        code: 'FISCAL_YEARS_HAVE_GAP',
        message: `There is a gap before ${year.name}; it starts on ${due}.`,
      });
    if (year.startDate < due)
      faults.push({ code: 'FISCAL_YEARS_OVERLAP', message: `${year.name} overlaps ${before.name}.` });
  });
  if (new Set(inOrder.map(({ name }) => name)).size < inOrder.length)
    faults.push({ code: 'FISCAL_YEAR_NAME_UNIQUE_ERROR', message: 'Another fiscal year has the name.' });
  return faults;
}
