import { addMoney } from '../company/money.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import type { Actor } from '../expense/actor.js';
import type { Report } from '../expense/report.js';
import { tellOfMove } from '../expense/reportEvents.js';
import { approvedAmount } from '../expense/totals.js';
import { administratorsOnly } from '../identity/administratorsOnly.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import { BatchBook } from './batchBook.js';
import { batchFiles, fileName } from './batchFiles.js';
import { answerFiles } from './fileAnswer.js';
import { type PaymentBatch, paidEntries } from './paymentBatch.js';

const NAMESPACE = 'http://www.concursolutions.com/api/expense/paymentbatch/2011/11';
const BASE = '/api/expense/paymentbatch';
const LIST = `${BASE}/v1.1/batchlist`;

/** Closing a batch pays reports; it is not the doing of a person. */
const NOBODY: Actor = { person: undefined, actsFor: undefined };

/** Payment Batches v1.1 and v1.2 (/api-reference/expense/payment-batch/v1.payment-batches.html). */
export function registerBatches(app: SandboxApp, context: SandboxContext): void {
  const { reports } = context.books;
  const book = new BatchBook({
    reports,
    random: context.random.fork('payments'),
    now: context.now,
    onPaid: (before, after) => tellOfMove(context, before, after, NOBODY, null),
  });
  context.state.keep('payments', book);
  const allowed = context.allow('PAYBAT');

  const find = (call: SandboxCall): PaymentBatch => {
    const id = call.req.param('batchId') ?? '';
    const batch = book.find(id);
    if (batch) return batch;
    if (book.batches.some((known) => known.id === id)) {
      throw new Refusal(400, `${id} is a BatchID; this path takes the encrypted id at the end of Batch-URL.`);
    }
    throw new Refusal(404, `The company has no payment batch ${id}.`);
  };

  const list = (call: SandboxCall, status: string | undefined): Response => {
    const fits = readStatus(status);
    const found = book.batches.filter(fits).map((batch) => viewBatch(batch, book.reportsOf(batch)));
    return answerXmlOrJson(call, 'BatchList', { BatchSummary: found }, 200, NAMESPACE);
  };

  const viewBatch = (batch: PaymentBatch, paid: readonly Report[]): WireRecord => {
    const amounts = paid.flatMap((report) =>
      paidEntries(batch, reports.entriesOf(report.id)).map((entry) => approvedAmount(entry, report.currency)),
    );
    return {
      BatchName: `${context.company.name} ${batch.country}, ${batch.payee}, ${batch.method}`,
      BatchID: batch.id,
      BatchTotal: addMoney(amounts, batch.currency).toFixed(2),
      Currency: batch.currency,
      Count: paid.length,
      Type: batch.payee,
      PaymentMethod: batch.method,
      'Batch-URL': `${context.url}${BASE}/v1.1/batch/${batch.key}`,
    };
  };

  app.get(LIST, allowed, administratorsOnly, (call) =>
    list(call, new Query(new URL(call.req.url).searchParams).text('status')),
  );

  // An older edition of the page has the status behind the path; programs of that time still ask so.
  app.get(`${LIST}/:status`, allowed, administratorsOnly, (call) => list(call, call.req.param('status')));

  app.post(`${BASE}/v1.1/batch/:batchId/close`, allowed, administratorsOnly, (call) => {
    const runKey = book.close(find(call));
    const answer = {
      BatchStatus: 'CLOSED',
      'File-Url': `${context.url}${BASE}/v1.1/batch/${runKey}/file`,
      Status: 'SUCCESS',
    };
    return answerXmlOrJson(call, 'BatchStatus', answer, 200, NAMESPACE);
  });

  app.post(`${BASE}/v1.2/batch/:batchId/close`, allowed, administratorsOnly, (call) => {
    const jobKey = book.scheduleClose(find(call));
    return answerXmlOrJson(call, 'BatchStatus', { Status: 'SUCCESS', JobQueueKey: jobKey }, 200, NAMESPACE);
  });

  app.get(`${BASE}/v1.1/batch/:jobRunKey/file`, allowed, administratorsOnly, (call) => {
    const runKey = call.req.param('jobRunKey') ?? '';
    const batch = book.findRun(runKey);
    if (batch?.state.kind !== 'closed') throw new Refusal(404, `No closing made a file with the key ${runKey}.`);
    const day = batch.state.closedAt;
    const paid = book.reportsOf(batch).map((report) => ({ report, entries: reports.entriesOf(report.id) }));
    return answerFiles(call, fileName(batch, day), batchFiles(batch, paid, day), day);
  });
}

/** @throws {Refusal} 400 when there is no such status */
function readStatus(status: string | undefined): (batch: PaymentBatch) => boolean {
  if (status === undefined) return () => true;
  switch (status.toUpperCase()) {
    case 'OPEN':
      return ({ state }) => state.kind !== 'closed';
    case 'CLOSED':
      return ({ state }) => state.kind === 'closed';
    default:
      throw new Refusal(400, `status is "${status}", but has to be OPEN or CLOSED.`);
  }
}
