import type { Person } from '../../company/people.js';
import type { SandboxContext } from '../../context.js';
import type { Entry } from '../../expense/entry.js';
import type { Report } from '../../expense/report.js';
import { Refusal } from '../../protocol/refusal.js';

/** Which part of a report a launch is about; the first report and its first entry when nothing is said. */
interface Wanted {
  readonly source?: 'HEADER' | 'ENTRY' | 'ALLOCATION' | null | undefined;
  readonly reportId?: string | null | undefined;
  readonly entryId?: string | null | undefined;
}

/** What was on the screen, with its address in the v4 API and the one that version 1 used. */
export interface LaunchItem {
  readonly owner: Person;
  readonly url: string;
  readonly legacyUrl: string;
  /** `expense_ids`, from the allocation level only. */
  readonly ids: Readonly<Record<string, string>>;
}

/** @throws {Refusal} 400 when there is no such report or entry */
export function readExpenseItem({ source, reportId, entryId }: Wanted, { books, url }: SandboxContext): LaunchItem {
  const report = reportId ? books.reports.findReport(reportId) : books.reports.reports[0];
  if (!report) throw new Refusal(400, `The company has no report ${reportId ?? ''}.`);
  const owner = report.owner;
  const header = `${url}/expensereports/v4/users/${owner.id}/context/TRAVELER/reports/${report.id}`;
  if (!source || source === 'HEADER') return { owner, url: header, legacyUrl: header, ids: {} };
  const entry = findEntry(books.reports.entriesOf(report.id), entryId, report);
  const entryUrl = `${header}/expenses/${entry.expenseId}`;
  const legacyUrl = `${url}/api/expense/expensereport/v1.1/report/${report.id}/entry/${entry.id}`;
  if (source === 'ENTRY') return { owner, url: entryUrl, legacyUrl, ids: {} };
  return { owner, url: `${entryUrl}/allocations`, legacyUrl, ids: { expense_ids: entry.expenseId } };
}

function findEntry(entries: readonly Entry[], entryId: string | null | undefined, report: Report): Entry {
  const entry = entryId ? entries.find(({ id, expenseId }) => entryId === id || entryId === expenseId) : entries[0];
  if (!entry) throw new Refusal(400, `The report ${report.id} has no entry ${entryId ?? ''}.`);
  return entry;
}
