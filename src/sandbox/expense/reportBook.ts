import type { Allocation, Entry, Itemization } from './entry.js';
import type { Report } from './report.js';

/** A report with its entries, in order. */
export interface FiledReport {
  readonly report: Report;
  readonly entries: readonly Entry[];
}

/** An entry or, when `part` is there, one of its itemizations. */
export interface FoundExpense {
  readonly report: Report;
  readonly entry: Entry;
  readonly part: Itemization | undefined;
}

interface Filed extends FiledReport {
  /** Grows with every new report; its place in lists. */
  readonly sequence: number;
}

/** Reports and entries of the whole company, in memory; everything is found by id without looking through all. */
export class ReportBook {
  readonly #filed = new Map<string, Filed>();
  /** Ids, oldest first. */
  #order: string[] = [];
  #nextSequence = 1;
  #newestFirst: readonly Report[] | undefined;
  /** Where things are, by ids and UUIDs of entries, itemizations and allocations, and by workflow steps. */
  readonly #places = new Map<string, { readonly reportId: string; readonly sequence: number }>();

  /** @param reports newest first, each with its entries in order */
  constructor(reports: readonly FiledReport[]) {
    this.replaceAll(reports);
  }

  /** Newest first. */
  get reports(): readonly Report[] {
    this.#newestFirst ??= this.#order.toReversed().flatMap((id) => this.#filed.get(id)?.report ?? []);
    return this.#newestFirst;
  }

  /** Reports that come after a place in the list, newest first; all for undefined. */
  *after(sequence?: number): Iterable<FiledReport & { readonly sequence: number }> {
    const order = this.#order;
    let at = sequence === undefined ? order.length : this.#positionOf(sequence);
    while (--at >= 0) {
      const filed = this.#filed.get(order[at] ?? '');
      if (filed) yield filed;
    }
  }

  /** The report with an id and its entries, as a list of one or none. */
  file(id: string): readonly (FiledReport & { readonly sequence: number })[] {
    const filed = this.#filed.get(id);
    return filed ? [filed] : [];
  }

  /** The place of an entry, itemization or allocation among its likes in one report; 0 when there is none. */
  sequenceOf(id: string): number {
    return this.#places.get(id)?.sequence ?? 0;
  }

  findReport(id: string): Report | undefined {
    return this.#filed.get(id)?.report;
  }

  /** The report that stands at a workflow step. */
  findByStep(stepId: string): Report | undefined {
    const report = this.findReport(this.#places.get(stepId)?.reportId ?? '');
    return report?.stepId === stepId ? report : undefined;
  }

  entriesOf(reportId: string): readonly Entry[] {
    return this.#filed.get(reportId)?.entries ?? [];
  }

  /** By its id or its UUID. */
  findEntry(id: string): { readonly report: Report; readonly entry: Entry } | undefined {
    const found = this.findExpense(id);
    return found && found.part === undefined ? found : undefined;
  }

  /** An entry or itemization by its id or UUID. */
  findExpense(id: string): FoundExpense | undefined {
    const filed = this.#filed.get(this.#places.get(id)?.reportId ?? '');
    if (!filed) return undefined;
    const isIt = (expense: Itemization): boolean => expense.id === id || expense.expenseId === id;
    for (const entry of filed.entries) {
      if (isIt(entry)) return { report: filed.report, entry, part: undefined };
      const part = entry.itemizations.find(isIt);
      if (part) return { report: filed.report, entry, part };
    }
    return undefined;
  }

  /** An allocation by its id or UUID. */
  findAllocation(id: string): (FoundExpense & { readonly allocation: Allocation }) | undefined {
    const filed = this.#filed.get(this.#places.get(id)?.reportId ?? '');
    for (const entry of filed?.entries ?? []) {
      for (const part of [undefined, ...entry.itemizations]) {
        const allocation = (part ?? entry).allocations.find((one) => one.id === id || one.uuid === id);
        if (filed && allocation) return { report: filed.report, entry, part, allocation };
      }
    }
    return undefined;
  }

  /** Puts a report in the place of the one with its id, or in front of all. */
  saveReport(report: Report): void {
    const known = this.#filed.get(report.id);
    this.#newestFirst = undefined;
    if (report.stepId !== undefined) this.#learn(report.stepId, report.id);
    if (known) {
      if (known.report.stepId !== report.stepId) this.#places.delete(known.report.stepId ?? '');
      this.#filed.set(report.id, { ...known, report });
      return;
    }
    this.#filed.set(report.id, { report, entries: [], sequence: this.#nextSequence++ });
    this.#order.push(report.id);
  }

  removeReport(id: string): void {
    const filed = this.#filed.get(id);
    if (!filed) return;
    for (const id of filed.entries.flatMap(idsIn)) this.#places.delete(id);
    this.#places.delete(filed.report.stepId ?? '');
    this.#order.splice(this.#positionOf(filed.sequence), 1);
    this.#filed.delete(id);
    this.#newestFirst = undefined;
  }

  /** Puts an entry in the place of the one with its id, or at the end of its report. */
  saveEntry(entry: Entry): void {
    const filed = this.#filed.get(entry.reportId);
    if (!filed) return;
    const known = filed.entries.find(({ id }) => id === entry.id);
    const ids = new Set(idsIn(entry));
    for (const id of ids) this.#learn(id, entry.reportId);
    for (const id of known ? idsIn(known) : []) if (!ids.has(id)) this.#places.delete(id);
    const entries = known ? filed.entries.map((other) => (other === known ? entry : other)) : [...filed.entries, entry];
    this.#saveEntries(filed, entries, entry.modifiedAt);
  }

  removeEntry(entry: Entry, at: Date): void {
    const filed = this.#filed.get(entry.reportId);
    if (!filed) return;
    for (const id of idsIn(entry)) this.#places.delete(id);
    const entries = filed.entries.filter(({ id }) => id !== entry.id);
    this.#saveEntries(filed, entries, at);
  }

  /** Forgets all reports and takes over others. @param reports newest first */
  replaceAll(reports: readonly FiledReport[]): void {
    this.#filed.clear();
    this.#places.clear();
    this.#order = [];
    for (const { report, entries } of reports.toReversed()) {
      this.saveReport(report);
      const filed = this.#filed.get(report.id);
      if (filed) this.#filed.set(report.id, { ...filed, entries });
      for (const id of entries.flatMap(idsIn)) this.#learn(id, report.id);
    }
  }

  #saveEntries(filed: Filed, entries: readonly Entry[], modifiedAt: Date): void {
    this.#newestFirst = undefined;
    this.#filed.set(filed.report.id, { ...filed, entries, report: { ...filed.report, modifiedAt } });
  }

  /** What is known already keeps its place. */
  #learn(id: string, reportId: string): void {
    if (!this.#places.has(id)) this.#places.set(id, { reportId, sequence: this.#nextSequence++ });
  }

  /** Where the first report stands whose place is `sequence` or higher. */
  #positionOf(sequence: number): number {
    let [low, high] = [0, this.#order.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#filed.get(this.#order[middle] ?? '')?.sequence ?? 0) < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function idsIn(entry: Entry): readonly string[] {
  return [entry, ...entry.itemizations].flatMap(({ id, expenseId, allocations }) => [
    id,
    expenseId,
    ...allocations.flatMap((allocation) => [allocation.id, allocation.uuid]),
  ]);
}
