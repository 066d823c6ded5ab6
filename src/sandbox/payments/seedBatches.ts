import type { SeededRandom } from '../company/seededRandom.js';
import type { ReportBook } from '../expense/reportBook.js';
import { type BatchSeries, type PaymentBatch, seriesKey, seriesOf } from './paymentBatch.js';

/** The key of the sample batch in the catalogue. */
const SAMPLE_KEY = 'nT4$kQ8mWz2pLr7sVb1x';

/** The batches that paid the seeded reports, one for each series and month; the latest is first. */
export function seedClosedBatches(book: ReportBook, random: SeededRandom): PaymentBatch[] {
  const batches = new Map<string, PaymentBatch & { readonly state: { kind: 'closed'; closedAt: Date } }>();
  for (const report of book.reports) {
    const { paidAt } = report;
    if (!paidAt) continue;
    for (const series of seriesOf(report, book.entriesOf(report.id))) {
      const key = `${paidAt.toISOString().slice(0, 7)}/${seriesKey(series)}`;
      const batch = batches.get(key) ?? { ...createBatch(series, random), state: { kind: 'closed', closedAt: paidAt } };
      batches.set(key, batch);
      batch.reportIds.push(report.id);
      if (paidAt > batch.state.closedAt) batch.state.closedAt = paidAt;
    }
  }
  return [...batches.values()].sort((a, b) => b.state.closedAt.getTime() - a.state.closedAt.getTime());
}

/** A new, open batch without reports. */
export function createBatch(series: BatchSeries, random: SeededRandom): PaymentBatch {
  return { id: random.uuid(), key: random.opaqueId('nT', 20), ...series, reportIds: [], state: { kind: 'open' } };
}

/** Gives a batch of employees that can be closed the key that samples of the catalogue use, so that they work. */
export function markSample(batches: readonly PaymentBatch[]): void {
  const sample = batches.find(
    ({ payee, state, reportIds }) => payee === 'Employee' && state.kind === 'open' && reportIds.length > 0,
  );
  if (sample) sample.key = SAMPLE_KEY;
}
