import assert from 'node:assert/strict';
import { type Answer, FakeClock, openSandbox, type Session } from './session.js';

const LIST = '/api/expense/extract/v1.0';
const ACCOUNTING = `${LIST}/nQ7w$Lk2mTx9pRv4sZb6hJd8cY3fA1gE5t`;
const SAMPLE_JOB = 'nJ8p$Rw4tKx2mVq6sLz9hBd3cY7fG5aE1n';

interface Definition {
  readonly id: string;
  readonly 'job-link': string;
  readonly name: string;
}

interface Job {
  readonly id: string;
  readonly 'status-link': string;
  readonly 'start-time': string;
  readonly 'stop-time'?: string;
  readonly status: string;
  readonly 'file-link'?: string;
}

const pathOf = (address: string | undefined): string => new URL(address ?? '').pathname;
const namesOf = (address: string): string => `<definition><id>${address}</id></definition>`;

function readJob(answer: Answer, status = 200): Job {
  assert.equal(answer.status, status, answer.text);
  return answer.xml<{ job: Job }>().job;
}

describe('extracts of the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox({ now: clock.now })).signIn();
  });
  after(() => ana.sandbox.close());

  const definitions = async (): Promise<readonly Definition[]> =>
    (await ana.get(LIST)).xml<{ definitions: { definition: readonly Definition[] } }>().definitions.definition;
  const start = (path: string, body: string): Promise<Answer> =>
    ana.send('POST', `${path}/job`, body, { 'content-type': 'application/xml' });

  it('are listed with their addresses, in the namespace of the page', async () => {
    const answer = await ana.get(`${LIST}/`);
    assert.match(
      answer.text,
      /<definitions[^>]* xmlns="http:\/\/www\.concursolutions\.com\/api\/expense\/extract\/2010\/02"/,
    );
    for (const definition of await definitions()) {
      assert.equal(definition['job-link'], `${definition.id}/job`);
      const one = (await ana.get(pathOf(definition.id))).xml<{ definition: Definition }>().definition;
      assert.deepEqual({ ...one }, { ...one, ...definition });
    }
  });

  it('had nightly jobs, the newest first', async () => {
    const jobs = (await ana.get(`${ACCOUNTING}/job`)).xml<{ jobs: { job: readonly Job[] } }>().jobs.job;
    assert.ok(jobs.length >= 10);
    assert.deepEqual(
      jobs.map((job) => job['start-time']),
      jobs.map((job) => job['start-time']).sort((a, b) => b.localeCompare(a)),
    );
    assert.ok(jobs.every(({ status }) => status === 'Completed'));
  });

  it('give the file of a nightly job as CSV, also under an escaped id', async () => {
    const file = await ana.get(`${ACCOUNTING}/job/${SAMPLE_JOB}/file`.replaceAll('$', '%24'));
    assert.equal(file.status, 200, file.text);
    assert.match(file.headers.get('content-type') ?? '', /^text\/csv/);
    assert.match(file.text, /^100,2026-05-20,/);
  });

  it('give a ZIP archive where a definition makes two files', async () => {
    const definition = (await definitions()).at(-1);
    const jobs = (await ana.get(pathOf(definition?.['job-link']))).xml<{ jobs: { job: readonly Job[] } }>().jobs.job;
    const file = await ana.get(pathOf(jobs[0]?.['file-link']));
    assert.equal(file.headers.get('content-type'), 'application/zip');
    assert.match(file.text, /^PK/);
  });

  it('run when they are started: queued, running, completed', async () => {
    const answer = await start(ACCOUNTING, namesOf(`https://www.concursolutions.com${ACCOUNTING}`));
    const job = readJob(answer, 201);
    assert.equal(answer.headers.get('location'), job.id);
    assert.equal(job.status, 'Queued');
    assert.equal(job['file-link'], undefined);
    assert.equal((await ana.get(`${pathOf(job.id)}/file`)).status, 404);

    clock.forward(3000);
    assert.equal(readJob(await ana.get(pathOf(job['status-link']))).status, 'Running');
    assert.equal((await start(ACCOUNTING, namesOf(ACCOUNTING))).status, 409);

    clock.forward(30_000);
    const done = readJob(await ana.get(pathOf(job.id)));
    assert.equal(done.status, 'Completed');
    assert.ok((done['stop-time'] ?? '') > done['start-time']);
    assert.match((await ana.get(pathOf(done['file-link']))).text, /^100,/);
    assert.equal((await start(ACCOUNTING, namesOf(ACCOUNTING))).status, 201);
  });

  for (const [what, body] of [
    ['no body', ''],
    ['no id', '<definition/>'],
    ['another root', `<job><id>${ACCOUNTING}</id></job>`],
    ['the id of another definition', namesOf(`${LIST}/nH4x$Vb8sKq2mWp7rLt5zJc9dF3gA6yN1e`)],
    ['no XML', '{"id": 1}'],
    ['an id with elements', '<definition><id><a>1</a></id></definition>'],
  ] as const) {
    it(`refuse to start with ${what}`, async () => {
      assert.equal((await start(ACCOUNTING, body)).status, 400);
    });
  }

  for (const path of [
    `${LIST}/nobody`,
    `${LIST}/nobody/job`,
    `${ACCOUNTING}/job/nobody`,
    `${ACCOUNTING}/job/nobody/file`,
  ]) {
    it(`answer 404 at ${path}`, async () => {
      const answer = await ana.get(path);
      assert.equal(answer.status, 404);
      assert.match(answer.text, /<Error/);
    });
  }

  it('are for administrators', async () => {
    const lukas = await ana.signIn({ username: 'lukas.brandt@example.com' });
    assert.equal((await lukas.get(LIST)).status, 403);
  });
});
