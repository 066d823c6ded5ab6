import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

const V31 = '/api/v3.1/travelrequest/requests';
const SAMPLE = '5E1B7C40A2D94F6E8B3309C7D1F2A846';

interface Header {
  readonly ID: string;
  readonly UserLoginID: string;
  readonly ApprovalStatusCode: string;
}
interface Page {
  readonly Items: readonly Header[];
  readonly NextPage: string | null;
}

describe('Travel requests v3.1 in the sandbox', () => {
  let ana: Session;
  let li: Session;
  let lukas: Session;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    li = await guest.signIn({ username: 'li.wei@example.com' });
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  afterEach(() => ana.sandbox.close());

  const list = async (query: string, session = ana): Promise<Page> => {
    const answer = await session.get(`${V31}${query}`);
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, 'GET', V31);
    return answer.json<Page>();
  };
  const statusOf = async (): Promise<unknown> => (await ana.get(`${V31}/${SAMPLE}`)).json().ApprovalStatusCode;

  it('lists own requests, and page by page those of everybody', async () => {
    const own = await list('?withSegmentTypes=true&withUserPermissions=true');
    assert.ok(own.Items.length > 0);
    assert.ok(own.Items.every(({ UserLoginID }) => UserLoginID === 'ana.silva@example.com'));
    const seen: string[] = [];
    let next: string | null = '?user=ALL&status=ALL&limit=10';
    while (next) {
      const page: Page = await list(next);
      seen.push(...page.Items.map(({ ID }) => ID));
      next = page.NextPage && new URL(page.NextPage).search;
    }
    assert.equal(new Set(seen).size, 36);
    assert.equal(seen.length, 36);
  });

  it('shows a request as JSON and as XML, and warns that the API has ended', async () => {
    const answer = await ana.get(`${V31}/${SAMPLE}`);
    await assertKeepsToDocument(answer, 'GET', `${V31}/${SAMPLE}`);
    assert.equal(answer.json().RequestID, '4KQ7');
    assert.match(answer.headers.get('x-api-warn') ?? '', /requests-v4/);
    const xml = await ana.get(`${V31}/${SAMPLE}`, { accept: 'application/xml' });
    assert.equal(xml.xml<{ Request: { RequestID: string } }>().Request.RequestID, '4KQ7');
  });

  it('submits and recalls what version 4 shows as well', async () => {
    assert.equal(await statusOf(), 'Q_NOTF');
    const submitted = await ana.send('POST', `${V31}/${SAMPLE}/submit`);
    assert.equal(submitted.status, 200, submitted.text);
    await assertKeepsToDocument(submitted, 'POST', `${V31}/${SAMPLE}/submit`);
    assert.equal(await statusOf(), 'Q_PEND');
    const v4 = (await ana.get(`/travelrequest/v4/requests/${SAMPLE}`)).json<{ approvalStatus: { code: string } }>();
    assert.equal(v4.approvalStatus.code, 'SUBMITTED');
    assert.ok((await list('?status=TOAPPROVE', li)).Items.some(({ ID }) => ID === SAMPLE));
    assert.equal((await ana.send('POST', `${V31}/${SAMPLE}/recall`)).status, 200);
    assert.equal(await statusOf(), 'Q_RESU');
  });

  it('keeps people out of what is not theirs, in the error shape of its family', async () => {
    const answer = await lukas.get(`${V31}/${SAMPLE}`);
    assert.equal(answer.status, 403);
    assert.ok(answer.json<{ Error: { Message: string } }>().Error.Message);
    assert.equal((await lukas.get(`${V31}?user=ALL`)).status, 403);
    assert.equal((await ana.get(`${V31}/00`)).status, 404);
    assert.equal((await ana.get(`${V31}?status=SOME`)).status, 400);
  });
});
