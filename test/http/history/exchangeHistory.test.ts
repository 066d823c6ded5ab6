import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Exchange } from '../../../src/http/exchange.js';
import { ExchangeHistory } from '../../../src/http/history/exchangeHistory.js';
import { groupByDay } from '../../../src/http/history/groupHistory.js';

function anExchange(id: string, { body = '{}', ...extra }: Partial<Exchange> & { body?: string } = {}): Exchange {
  const url = `https://us2.api.concursolutions.com/api/v3.0/expense/reports?n=${id}`;
  const bytes = Buffer.from(body);
  return {
    id,
    startedAt: new Date(Date.UTC(2026, 10, 24, 12, 0, Number(id) || 0)),
    request: { method: 'GET', url, headers: [] },
    response: { status: 200, statusText: 'OK', headers: [], body: bytes, bodySize: bytes.length, wireSize: 1, url },
    timings: { firstByteMs: 1, downloadMs: 1, totalMs: 2 },
    ...extra,
  };
}

describe('ExchangeHistory', () => {
  let folder: string;
  const open = (bounds: { maxCount?: number; maxBytes?: number } = {}): ExchangeHistory =>
    new ExchangeHistory({ folder, maxCount: 1_000, maxBytes: 1e9, ...bounds });
  const ids = async (history: ExchangeHistory, query?: string): Promise<string[]> =>
    (await history.list(query)).map(({ id }) => id);

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'concur-history-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was added, in another window too, newest first', async () => {
    const history = open();
    await history.add(anExchange('1', { body: 'ä' }));
    await history.add(anExchange('2', { operationId: 'expense-reports-v3/listReports' }));
    const other = open();
    assert.deepEqual(await ids(other), ['2', '1']);
    const found = await other.read('1');
    assert.equal(Buffer.from(found?.exchange.response.body ?? []).toString(), 'ä');
    assert.equal(found?.isBodyWhole, true);
    assert.deepEqual(found?.exchange.startedAt, anExchange('1').startedAt);
    assert.deepEqual(await ids(other, 'LISTreports 200'), ['2']);
    assert.deepEqual(await ids(other, 'listReports 404'), []);
  });

  it('shows each of two windows what the other did, and loses nothing when one tidies up', async () => {
    const [one, other] = [open({ maxCount: 20 }), open({ maxCount: 20 })];
    await Promise.all(
      Array.from({ length: 560 }, (_, index) => (index % 2 ? one : other).add(anExchange(String(1_000 + index)))),
    );
    const known = await ids(one);
    assert.equal(known.length, 20);
    assert.deepEqual(await ids(other), known);
    assert.deepEqual(await ids(open()), known);
    assert.deepEqual((await readdir(path.join(folder, 'exchanges'))).sort(), known.map((id) => `${id}.json`).sort());
    const lines = (await readFile(path.join(folder, 'log.jsonl'), 'utf8')).split('\n');
    assert.ok(lines.length < 560, `the log has ${lines.length} lines`);
    await other.clear();
    assert.deepEqual(await ids(one), []);
    await one.add(anExchange('7'));
    assert.deepEqual(await ids(other), ['7']);
  }).timeout(60_000);

  it('forgets the oldest when there are too many, or too much, with their files', async () => {
    const counted = open({ maxCount: 2 });
    for (const id of ['1', '2', '3']) await counted.add(anExchange(id));
    assert.deepEqual(await ids(counted), ['3', '2']);
    assert.deepEqual((await readdir(path.join(folder, 'exchanges'))).sort(), ['2.json', '3.json']);
    const sized = open({ maxBytes: 40_000 });
    for (const id of ['4', '5']) await sized.add(anExchange(id, { body: 'x'.repeat(20_000) }));
    assert.deepEqual(await ids(sized), ['5']);
  });

  it('survives a crash in the middle of a line and of a file', async () => {
    await open().add(anExchange('1'));
    await appendFile(path.join(folder, 'log.jsonl'), '\n{"add":{"id":"2","at":17');
    await writeFile(path.join(folder, 'exchanges', '2.json.new'), '{"id":');
    const history = open();
    await history.add(anExchange('3'));
    assert.deepEqual(await ids(open()), ['3', '1']);
    await writeFile(path.join(folder, 'exchanges', '1.json'), '{"id":');
    assert.equal(await history.read('1'), undefined);
  });

  it('writes no secret, even one that nobody masked before', async () => {
    const secrets = ['sent-token', 'url-secret', 'form-secret', 'answered-token'];
    const exchange = anExchange('1', { body: '{"access_token":"answered-token"}' });
    await open().add({
      ...exchange,
      request: {
        method: 'POST',
        url: 'https://us2.api.concursolutions.com/x?client_secret=url-secret',
        headers: [['Authorization', 'Bearer sent-token']],
        body: 'password=form-secret',
      },
    });
    const log = await readFile(path.join(folder, 'log.jsonl'), 'utf8');
    const file = await readFile(path.join(folder, 'exchanges', '1.json'), 'utf8');
    const body = Buffer.from(JSON.parse(file).response.body, 'base64').toString();
    for (const secret of secrets) assert.ok(!`${log}${file}${body}`.includes(secret), secret);
  });

  it('deletes and clears', async () => {
    const history = open();
    let changes = 0;
    history.onDidChange(() => {
      changes += 1;
    });
    for (const id of ['1', '2']) await history.add(anExchange(id));
    await history.delete(['1', 'unknown']);
    assert.deepEqual(await ids(open()), ['2']);
    await history.clear();
    assert.deepEqual(await ids(open()), []);
    assert.equal(changes, 4);
  });

  it('groups by day', async () => {
    const history = open();
    await history.add(anExchange('1', { startedAt: new Date(2026, 10, 23, 23, 59) }));
    await history.add(anExchange('2', { startedAt: new Date(2026, 10, 24, 0, 0) }));
    const days = groupByDay(await history.list());
    assert.deepEqual(
      days.map(({ day, entries }) => [day.getDate(), entries.map(({ id }) => id)]),
      [
        [24, ['2']],
        [23, ['1']],
      ],
    );
  });

  it('lists and searches 10,000 quickly', async () => {
    await mkdir(folder, { recursive: true });
    const lines = Array.from({ length: 10_000 }, (_, n) =>
      JSON.stringify({
        add: {
          id: `${n}`,
          at: n,
          method: 'GET',
          url: `https://x.example/reports/${n}`,
          status: 200,
          durationMs: 1,
          bodySize: 1,
          storedBytes: 1,
        },
      }),
    );
    await writeFile(path.join(folder, 'log.jsonl'), lines.join('\n'));
    const history = open({ maxCount: 10_000 });
    assert.equal((await history.list()).length, 10_000);
    const started = performance.now();
    assert.deepEqual(await ids(history, 'reports/9999'), ['9999']);
    assert.ok(performance.now() - started < 100);
  });
});
