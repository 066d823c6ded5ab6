import * as z from 'zod/mini';
import { KeyedBook, keptMoment } from '../keyedBook.js';

export const PERIOD_TYPES = ['MONTHLY', 'QUARTERLY', 'YEARLY', 'CUSTOM', 'DATE_RANGE'] as const;
export const BUDGET_STATUSES = ['OPEN', 'CLOSED', 'REMOVED'] as const;

const period = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(PERIOD_TYPES),
  status: z.enum(BUDGET_STATUSES),
  /** First and last day, yyyy-MM-dd. */
  startDate: z.string(),
  endDate: z.string(),
});
export type FiscalPeriod = Readonly<z.output<typeof period>>;

const fiscalYear = z.object({
  /** UUID. */
  id: z.string(),
  name: z.string(),
  startDate: z.string(),
  endDate: z.string(),
  status: z.enum(BUDGET_STATUSES),
  periods: z.array(period),
  modifiedAt: keptMoment,
});

/** A year of the books of the company, with its months, quarters and itself as periods. */
export type FiscalYear = Readonly<z.output<typeof fiscalYear>>;

export class FiscalYearBook extends KeyedBook<FiscalYear> {
  constructor() {
    super(fiscalYear);
  }

  findPeriod(id: string): FiscalPeriod | undefined {
    for (const { periods } of this.all) {
      const found = periods.find((one) => one.id === id);
      if (found) return found;
    }
    return undefined;
  }
}

/** The quarters and the year that months make up; the last quarter may be shorter. */
export function roundOut(name: string, months: readonly FiscalPeriod[], newId: () => string): readonly FiscalPeriod[] {
  const span = (own: readonly FiscalPeriod[], type: 'QUARTERLY' | 'YEARLY', label: string): FiscalPeriod[] => {
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return [];
    const { startDate } = first;
    return [{ id: newId(), name: label, type, status: 'OPEN', startDate, endDate: last.endDate }];
  };
  const quarters = Array.from({ length: Math.ceil(months.length / 3) }, (_, at) =>
    span(months.slice(at * 3, at * 3 + 3), 'QUARTERLY', `${name} - Q${at + 1}`),
  );
  return [...quarters.flat(), ...span(months, 'YEARLY', name)];
}

/** The day after a day. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
