import type { Company } from '../company/company.js';
import type { Entry } from '../expense/entry.js';
import type { Report } from '../expense/report.js';
import { addUp } from '../expense/totals.js';
import { entryRow, reportRow, writeDay } from './accountingRows.js';
import { writeCsv } from './csv.js';
import type { TextFile } from './zipArchive.js';

/** A report with all its entries. */
export interface FullReport {
  readonly report: Report;
  readonly entries: readonly Entry[];
}

/** An extract that the company has set up. */
export interface ExtractDefinition {
  readonly id: string;
  readonly name: string;
  /** Countries whose reports it holds; undefined for all. */
  readonly countries: readonly string[] | undefined;
  /** Whether it makes a file of reports beside that of entries. */
  readonly hasReportFile: boolean;
}

/** The extracts of the sandbox company; the first two have ids that samples of the catalogue use. */
export function extractDefinitions(company: Company): readonly ExtractDefinition[] {
  return [
    {
      id: 'nQ7w$Lk2mTx9pRv4sZb6hJd8cY3fA1gE5t',
      name: `${company.name} Accounting Extract`,
      countries: undefined,
      hasReportFile: false,
    },
    {
      id: 'nH4x$Vb8sKq2mWp7rLt5zJc9dF3gA6yN1e',
      name: `${company.name} Europe Extract`,
      countries: ['FR', 'DE', 'GB', 'NO', 'CH'],
      hasReportFile: false,
    },
    {
      id: 'nZ2c$Hm6vTk8pWq3rLx5sJb9dY1fA7gN4e',
      name: `${company.name} Reports and Entries`,
      countries: undefined,
      hasReportFile: true,
    },
  ];
}

/** How far back an extract looks. Concur leaves out what an earlier one held; here a run is never empty for that. */
const WINDOW_MS = 92 * 86_400_000;

/** The files of a run at `at`: the reports that were approved for payment in the months before. */
export function extractFiles(definition: ExtractDefinition, all: readonly FullReport[], at: Date): readonly TextFile[] {
  const { countries, hasReportFile } = definition;
  const since = new Date(at.getTime() - WINDOW_MS);
  const found = all.filter(({ report: { processingPaymentAt, country } }) => {
    const isDue = processingPaymentAt && processingPaymentAt > since && processingPaymentAt <= at;
    return isDue && (countries?.includes(country) ?? true);
  });
  const rows = found.flatMap(({ report, entries }) => entries.map((entry) => entryRow(at, report, entry)));
  const entryFile = { name: `${extractName(at)}-entries.csv`, text: writeCsv(rows) };
  if (!hasReportFile) return [entryFile];
  const totals = found.map(({ report, entries }) => reportRow(at, report, addUp(entries, report.currency).approved));
  return [{ name: `${extractName(at)}-reports.csv`, text: writeCsv(totals) }, entryFile];
}

/** e.g. `extract-2026-05-20` */
export function extractName(at: Date): string {
  return `extract-${writeDay(at)}`;
}
