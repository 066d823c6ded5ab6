import * as z from 'zod/mini';
import type { SeededRandom } from '../company/seededRandom.js';
import type { Report } from '../expense/report.js';
import type { ReportBook } from '../expense/reportBook.js';
import { Refusal } from '../protocol/refusal.js';
import type { Kept } from '../state.js';
import { type BatchSeries, type PaymentBatch, paidEntries, savedBatch, seriesKey, seriesOf } from './paymentBatch.js';
import { createBatch, markSample, seedClosedBatches } from './seedBatches.js';

/** How long a scheduled closing takes. */
const CLOSING_MS = 5000;

/** The run whose file the sample of the catalogue fetches. */
const SAMPLE_RUN = 'nF7$pR2kTw8zQm4vLs6b';

const saved = z.object({ batches: z.array(savedBatch), runs: z.record(z.string(), z.string()) });

/** What the book needs of the sandbox. */
export interface BatchBookNeeds {
  readonly reports: ReportBook;
  readonly random: SeededRandom;
  readonly now: () => Date;
  /** Called for each report that a closing pays, before and after. */
  readonly onPaid: (before: Report, after: Report) => void;
}

/** Payment batches of the company. Open ones take in every report whose payment is processed; the clock closes some. */
export class BatchBook implements Kept {
  readonly #needs: BatchBookNeeds;
  /** Newest first. */
  #batches: PaymentBatch[];
  /** Key of a run to id of the batch whose file it made. */
  #runs: Map<string, string>;

  constructor(needs: BatchBookNeeds) {
    this.#needs = needs;
    this.#batches = seedClosedBatches(needs.reports, needs.random);
    const [latest] = this.#batches;
    this.#runs = new Map(latest ? [[SAMPLE_RUN, latest.id]] : []);
    for (const batch of this.#batches) for (const id of batch.reportIds) this.#tellReport(id, batch);
    const series = new Map(this.#batches.map((batch) => [seriesKey(batch), batch]));
    for (const batch of series.values()) this.#openOf(batch);
    this.#collect();
    markSample(this.#batches);
  }

  /** As they are now, newest first. */
  get batches(): readonly PaymentBatch[] {
    for (const batch of this.#batches) {
      if (batch.state.kind === 'closing' && batch.state.closesAt <= this.#needs.now()) {
        this.#finish(batch, batch.state.closesAt);
      }
    }
    this.#collect();
    return this.#batches;
  }

  find(key: string): PaymentBatch | undefined {
    return this.batches.find((batch) => batch.key === key);
  }

  /** The batch whose file a run made. */
  findRun(runKey: string): PaymentBatch | undefined {
    const id = this.#runs.get(runKey);
    return this.#batches.find((batch) => batch.id === id);
  }

  /** Reports of a batch that still exist. */
  reportsOf({ reportIds }: PaymentBatch): readonly Report[] {
    return reportIds.flatMap((id) => this.#needs.reports.findReport(id) ?? []);
  }

  /**
   * Closes a batch at once, or makes the file of a closed one again.
   * @returns the key of the run that made the file
   * @throws {Refusal} 500 when the batch holds no report
   */
  close(batch: PaymentBatch): string {
    if (batch.state.kind !== 'closed') {
      this.#requireReports(batch);
      this.#finish(batch, this.#needs.now());
    }
    const runKey = this.#needs.random.opaqueId('nF', 20);
    this.#runs.set(runKey, batch.id);
    return runKey;
  }

  /**
   * Has a batch closed a little later; one that is closed already stays so.
   * @returns the key of the job
   * @throws {Refusal} 500 when the batch holds no report
   */
  scheduleClose(batch: PaymentBatch): string {
    if (batch.state.kind === 'closing') return batch.state.jobKey;
    const jobKey = this.#needs.random.opaqueId('nJ', 20);
    if (batch.state.kind === 'open') {
      this.#requireReports(batch);
      batch.state = { kind: 'closing', jobKey, closesAt: new Date(this.#needs.now().getTime() + CLOSING_MS) };
      this.#openOf(batch);
    }
    return jobKey;
  }

  save(): unknown {
    return JSON.parse(JSON.stringify({ batches: this.#batches, runs: Object.fromEntries(this.#runs) }));
  }

  load(value: unknown): void {
    const { batches, runs } = saved.parse(value);
    this.#batches = batches;
    this.#runs = new Map(Object.entries(runs));
  }

  #requireReports(batch: PaymentBatch): void {
    if (this.reportsOf(batch).length > 0) return;
    throw new Refusal(500, 'The batch could not be closed: it holds no reports yet.');
  }

  #finish(batch: PaymentBatch, closedAt: Date): void {
    batch.state = { kind: 'closed', closedAt };
    this.#openOf(batch);
    for (const report of this.reportsOf(batch)) {
      if (report.batchId !== batch.id || report.paymentStatus !== 'P_PROC') continue;
      const paid: Report = { ...report, paymentStatus: 'P_PAID', paidAt: closedAt, modifiedAt: closedAt };
      this.#needs.reports.saveReport(paid);
      this.#needs.onPaid(report, paid);
    }
  }

  /** Takes reports whose payment is processed into the open batches. */
  #collect(): void {
    const { reports } = this.#needs;
    const taken = new Set(this.#batches.flatMap(({ reportIds }) => reportIds));
    for (const report of reports.reports) {
      if (report.paymentStatus !== 'P_PROC' || taken.has(report.id)) continue;
      for (const series of seriesOf(report, reports.entriesOf(report.id))) {
        const batch = this.#openOf(series);
        batch.reportIds.push(report.id);
        this.#tellReport(report.id, batch);
      }
    }
  }

  /** The open batch of a series, a new one when the last was closed. */
  #openOf(series: BatchSeries): PaymentBatch {
    const key = seriesKey(series);
    const open = this.#batches.find((batch) => batch.state.kind === 'open' && seriesKey(batch) === key);
    if (open) return open;
    const { payee, method, country, currency } = series;
    const batch = createBatch({ payee, method, country, currency }, this.#needs.random);
    this.#batches.unshift(batch);
    return batch;
  }

  /** A report carries the id of the batch that pays its owner; that of the card program only when it is the sole one. */
  #tellReport(id: string, batch: PaymentBatch): void {
    const { reports } = this.#needs;
    const report = reports.findReport(id);
    if (!report) return;
    const isSole = paidEntries({ ...batch, payee: 'Employee' }, reports.entriesOf(id)).length === 0;
    if (batch.payee === 'Employee' || isSole) reports.saveReport({ ...report, batchId: batch.id });
  }
}
