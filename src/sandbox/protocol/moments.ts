/** `yyyy-MM-ddTHH:mm:ss` in UTC without zone, with `.fff` only when there is a fraction (/api-reference/expense/expense-report/v3.reports.html). */
export function formatDateTime(moment: Date): string {
  return moment.toISOString().replace(/(\.000)?Z$/, '');
}

/** `yyyy-MM-ddTHH:mm:ss` in UTC without zone: for trips and errors, which carry no fractions of seconds. */
export function formatSeconds(moment: Date): string {
  return moment.toISOString().slice(0, 19);
}

/**
 * Reads `yyyy-MM-dd`, also with slashes, or with a time (`THH:mm`, seconds, fraction and `Z` may follow), as UTC;
 * undefined when it is none, or no day of the calendar. An offset, which the clients for PHP and .NET write, is let go:
 * Concur's dates have no zone, and the day meant is the one written.
 */
export function parseDateTime(text: string): Date | undefined {
  const match =
    /^(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)(?:Z|[+ -]\d{2}:\d{2})?)?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  const moment = new Date(`${day}T${(match[4] ?? '00:00').replace(/(\.\d{3})\d+$/, '$1')}Z`);
  const isReal = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
  return isReal ? moment : undefined;
}

const DAY_MS = 86_400_000;

/** Midnight (UTC) of the day that lies `days` after that of `moment`; negative for days before. */
export function dayAfter(moment: Date, days: number): Date {
  return new Date(Math.floor(moment.getTime() / DAY_MS) * DAY_MS + days * DAY_MS);
}

/** The same day and time, a number of months later; the last day of the month where that one is shorter. */
export function monthsAfter(moment: Date, months: number): Date {
  const result = new Date(moment);
  result.setUTCMonth(result.getUTCMonth() + months);
  if (result.getUTCDate() !== moment.getUTCDate()) result.setUTCDate(0);
  return result;
}
