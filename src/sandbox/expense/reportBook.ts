import type { Entry, Report } from './report.js';

/** Reports and entries of the whole company, in memory. */
export class ReportBook {
  /** Newest first. */
  #reports: readonly Report[];
  readonly #entries: Map<string, readonly Entry[]>;

  /** @param reports newest first, each with its entries in order */
  constructor(reports: readonly { readonly report: Report; readonly entries: readonly Entry[] }[]) {
    this.#reports = reports.map(({ report }) => report);
    this.#entries = new Map(reports.map(({ report, entries }) => [report.id, entries]));
  }

  /** Newest first. */
  get reports(): readonly Report[] {
    return this.#reports;
  }

  findReport(id: string): Report | undefined {
    return this.#reports.find((report) => report.id === id);
  }

  entriesOf(reportId: string): readonly Entry[] {
    return this.#entries.get(reportId) ?? [];
  }

  findEntry(id: string): { readonly report: Report; readonly entry: Entry } | undefined {
    for (const report of this.#reports) {
      const entry = this.entriesOf(report.id).find((candidate) => candidate.id === id);
      if (entry) return { report, entry };
    }
    return undefined;
  }

  /** Puts a report in the place of the one with its id, or in front of all. */
  saveReport(report: Report): void {
    const isKnown = this.#entries.has(report.id);
    if (!isKnown) this.#entries.set(report.id, []);
    this.#reports = isKnown
      ? this.#reports.map((known) => (known.id === report.id ? report : known))
      : [report, ...this.#reports];
  }

  /** Puts an entry in the place of the one with its id, or at the end of its report. */
  saveEntry(entry: Entry): void {
    const entries = this.entriesOf(entry.reportId);
    const isKnown = entries.some(({ id }) => id === entry.id);
    this.#entries.set(
      entry.reportId,
      isKnown ? entries.map((known) => (known.id === entry.id ? entry : known)) : [...entries, entry],
    );
    this.#touch(entry.reportId, entry.modifiedAt);
  }

  removeEntry(entry: Entry, at: Date): void {
    this.#entries.set(
      entry.reportId,
      this.entriesOf(entry.reportId).filter(({ id }) => id !== entry.id),
    );
    this.#touch(entry.reportId, at);
  }

  #touch(reportId: string, modifiedAt: Date): void {
    const report = this.findReport(reportId);
    if (report) this.saveReport({ ...report, modifiedAt });
  }
}
