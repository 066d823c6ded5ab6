import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';
import { createBooks } from '../../src/sandbox/books.js';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { BatchBook } from '../../src/sandbox/payments/batchBook.js';
import { extractDefinitions } from '../../src/sandbox/payments/extractDefinition.js';
import { ExtractJobs } from '../../src/sandbox/payments/extractJobs.js';
import { type Answer, FakeClock, openSandbox, type Session } from './session.js';

const BASE = '/api/expense/paymentbatch';
const SAMPLE_KEY = 'nT4$kQ8mWz2pLr7sVb1x';
const SAMPLE_RUN = 'nF7$pR2kTw8zQm4vLs6b';

interface Summary {
  readonly BatchName: string;
  readonly BatchID: string;
  readonly BatchTotal: string;
  readonly Currency: string;
  readonly Count: string;
  readonly Type: string;
  readonly PaymentMethod: string;
  readonly 'Batch-URL': string;
}

async function list(session: Session, query = ''): Promise<readonly Summary[]> {
  const answer = await session.get(`${BASE}/v1.1/batchlist${query}`);
  assert.equal(answer.status, 200, answer.text);
  const { BatchSummary } = answer.xml<{ BatchList: { BatchSummary: Summary | readonly Summary[] } }>().BatchList;
  return [BatchSummary ?? []].flat();
}

const keyOf = (batch: Summary): string => batch['Batch-URL'].split('/').at(-1) ?? '';

function readStatus(answer: Answer): Readonly<Record<string, string>> {
  assert.equal(answer.status, 200, answer.text);
  return answer.xml<{ BatchStatus: Record<string, string> }>().BatchStatus;
}

describe('payment batches of the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox({ now: clock.now })).signIn();
  });
  after(() => ana.sandbox.close());

  it('are one for each payee, way of paying and country, with sums of their own', async () => {
    const batches = await list(ana, '?Status=OPEN');
    const series = batches.map(({ Type, PaymentMethod, Currency, BatchName }) =>
      [Type, PaymentMethod, Currency, BatchName].join(),
    );
    assert.equal(new Set(series).size, batches.length);
    assert.ok(batches.some(({ Count, BatchTotal }) => Number(Count) > 0 && Number(BatchTotal) > 0));
    assert.ok(batches.some(({ Type }) => Type === 'Card Program'));
    assert.ok(batches.some(({ Count, BatchTotal }) => Count === '0' && BatchTotal === '0.00'));
  });

  it('are open or closed, and all when no status is asked for', async () => {
    const [all, open, closed] = [await list(ana), await list(ana, '?status=open'), await list(ana, '/?status=CLOSED')];
    assert.ok(open.length > 0 && closed.length > 0);
    assert.equal(all.length, open.length + closed.length);
    assert.deepEqual(await list(ana, '/CLOSED'), closed);
  });

  it('answer in the namespace and with the elements of the page', async () => {
    const answer = await ana.get(`${BASE}/v1.1/batchlist`, { accept: '*/*' });
    assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
    assert.match(
      answer.text,
      /<BatchList[^>]* xmlns="http:\/\/www\.concursolutions\.com\/api\/expense\/paymentbatch\/2011\/11"/,
    );
    assert.deepEqual(Object.keys((await list(ana))[0] ?? {}), [
      'BatchName',
      'BatchID',
      'BatchTotal',
      'Currency',
      'Count',
      'Type',
      'PaymentMethod',
      'Batch-URL',
    ]);
  });

  it('are found by the reports that carry their BatchID', async () => {
    const batch = (await list(ana, '?status=CLOSED')).find(({ Type }) => Type === 'Employee');
    assert.ok(batch);
    const { Items } = (await ana.get(`/api/v3.0/expense/reports?user=ALL&batchID=${batch.BatchID}`)).json<{
      Items: readonly { AmountDueEmployee: number; PaymentStatusCode: string }[];
    }>();
    assert.equal(Items.length, Number(batch.Count));
    const due = Items.reduce((sum, item) => sum + item.AmountDueEmployee, 0);
    assert.equal(due.toFixed(2), batch.BatchTotal);
  });

  for (const [what, key, status] of [
    ['a wrong id', 'nT4$unknown', 404],
    ['a run of nobody', 'nF7$unknown', 404],
  ] as const) {
    it(`answer ${status} to ${what}`, async () => {
      assert.equal((await ana.send('POST', `${BASE}/v1.1/batch/${key}/close`)).status, status);
      assert.equal((await ana.send('POST', `${BASE}/v1.2/batch/${key}/close`)).status, status);
      const file = await ana.get(`${BASE}/v1.1/batch/${key}/file`);
      assert.equal(file.status, status);
      assert.match(file.text, /<Error.*<Message>/);
    });
  }

  it('answer 400 to the BatchID, which is not encrypted, and to a status of nobody', async () => {
    const [batch] = await list(ana);
    assert.equal((await ana.send('POST', `${BASE}/v1.1/batch/${batch?.BatchID}/close`)).status, 400);
    assert.equal((await ana.get(`${BASE}/v1.1/batchlist?status=PAID`)).status, 400);
  });

  it('cannot be closed while they are empty', async () => {
    const empty = (await list(ana, '?status=OPEN')).find(({ Count }) => Count === '0');
    assert.ok(empty);
    for (const version of ['v1.1', 'v1.2']) {
      const answer = await ana.send('POST', `${BASE}/${version}/batch/${keyOf(empty)}/close`);
      assert.equal(answer.status, 500);
      assert.match(answer.text, /no reports/);
    }
  });

  it('are for administrators with the scope PAYBAT', async () => {
    const lukas = await ana.signIn({ username: 'lukas.brandt@example.com' });
    assert.equal((await lukas.get(`${BASE}/v1.1/batchlist`)).status, 403);
    const narrow = await ana.signIn({ scope: 'EXPRPT' });
    assert.equal((await narrow.get(`${BASE}/v1.1/batchlist`)).status, 403);
  });

  it('serve old spellings of the address', async () => {
    assert.equal((await ana.get('/API//Expense/PaymentBatch/V1.1/BatchList/?Status=open')).status, 200);
  });

  it('give the file of a closed batch as CSV, or as ZIP where QuickBooks pays', async () => {
    const sample = await ana.get(`${BASE}/v1.1/batch/${SAMPLE_RUN}/file`);
    assert.equal(sample.status, 200);
    const cheque = (await list(ana, '?status=CLOSED')).find(({ PaymentMethod }) => /Check/.test(PaymentMethod));
    assert.ok(cheque);
    const closed = readStatus(await ana.send('POST', `${BASE}/v1.1/batch/${keyOf(cheque)}/close`));
    const file = await fetch(closed['File-Url'] ?? '', { headers: { authorization: `Bearer ${ana.token}` } });
    assert.equal(file.headers.get('content-type'), 'application/zip');
    const bytes = Buffer.from(await file.arrayBuffer());
    assert.equal(bytes.readUInt32LE(0), 0x04034b50);
    assert.equal(bytes.readUInt16LE(bytes.length - 12), 2, 'two files');
    const start = 30 + bytes.readUInt16LE(26);
    const text = inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(18))).toString();
    assert.match(text, /^100,\d{4}-\d\d-\d\d,/);
    assert.equal(text.length, bytes.readUInt32LE(22));
  });

  it('close at once with version 1.1: the file holds what is paid, and reports are sent for payment', async () => {
    const batch = (await list(ana, '?status=OPEN')).find((found) => keyOf(found) === SAMPLE_KEY);
    assert.ok(batch);
    const closed = readStatus(await ana.send('POST', `${BASE}/v1.1/batch/${SAMPLE_KEY}/close`));
    assert.equal(closed.BatchStatus, 'CLOSED');
    assert.equal(closed.Status, 'SUCCESS');
    const file = await ana.get(new URL(closed['File-Url'] ?? '').pathname);
    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/);
    const rows = file.text.trimEnd().split('\r\n');
    const sum = rows.reduce((total, row) => total + Number(row.split(',')[4]), 0);
    assert.equal(sum.toFixed(2), batch.BatchTotal);
    const { Items } = (await ana.get(`/api/v3.0/expense/reports?user=ALL&batchID=${batch.BatchID}`)).json<{
      Items: readonly { PaymentStatusCode: string; PaidDate: string }[];
    }>();
    assert.ok(Items.length > 0 && Items.every(({ PaymentStatusCode }) => PaymentStatusCode === 'P_PAID'));
    const again = readStatus(await ana.send('POST', `${BASE}/v1.1/batch/${SAMPLE_KEY}/close`));
    assert.notEqual(again['File-Url'], closed['File-Url']);
    const open = await list(ana, '?status=OPEN');
    assert.ok(open.some(({ BatchName, Count }) => BatchName === batch.BatchName && Count === '0'));
  });

  it('close a little later with version 1.2', async () => {
    const batch = (await list(ana, '?status=OPEN')).find(({ Count }) => Count !== '0');
    assert.ok(batch);
    const isClosed = async (): Promise<boolean> =>
      (await list(ana, '?status=CLOSED')).some(({ BatchID }) => BatchID === batch.BatchID);
    const scheduled = readStatus(await ana.send('POST', `${BASE}/v1.2/batch/${keyOf(batch)}/close`));
    assert.equal(scheduled.Status, 'SUCCESS');
    assert.ok(scheduled.JobQueueKey);
    assert.equal(await isClosed(), false);
    clock.forward(60_000);
    assert.equal(await isClosed(), true);
  });
});

describe('what payments keep', () => {
  const clock = new FakeClock();
  const random = new SeededRandom(7);

  it('are the batches, with closings that are under way, and the files made', () => {
    const { reports } = createBooks(new Company(), random, clock.now());
    const needs = { reports, random, now: clock.now, onPaid: () => undefined };
    const book = new BatchBook(needs);
    const [first, second] = book.batches.filter(
      ({ state, reportIds }) => state.kind === 'open' && reportIds.length > 0,
    );
    assert.ok(first && second);
    const run = book.close(first);
    book.scheduleClose(second);
    const saved = JSON.parse(JSON.stringify(book.save()));
    assert.deepEqual(book.save(), saved);
    const other = new BatchBook(needs);
    other.load(saved);
    assert.deepEqual(other.batches, book.batches);
    assert.equal(other.findRun(run)?.id, first.id);
    clock.forward(60_000);
    assert.equal(other.find(second.key)?.state.kind, 'closed');
    assert.throws(() => other.load({ batches: [{}] }));
  });

  it('are the jobs of extracts', () => {
    const definitions = extractDefinitions(new Company());
    const jobs = new ExtractJobs(definitions, random, clock.now);
    const [definition] = definitions;
    assert.ok(definition);
    jobs.start(definition.id);
    const other = new ExtractJobs(definitions, random, clock.now);
    other.load(JSON.parse(JSON.stringify(jobs.save())));
    assert.deepEqual(other.ofDefinition(definition.id), jobs.ofDefinition(definition.id));
    assert.throws(() => other.start(definition.id), /queued or running/);
  });
});
