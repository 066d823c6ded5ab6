import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const V4 = '/travelrequest/v4';
const LIST = `${V4}/requests`;
const SAMPLE = '5E1B7C40A2D94F6E8B3309C7D1F2A846';
const FLIGHT = 'C07D35E1F8B24A9C96E4120FB7D3865A';
const SHARE = '7B2E94C6D01F4A58B3E7A9150C6D8F32';
const ADVANCE = '41A9E7D26C0F4B8395D1F38E6B7A0C24';
const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
const LI = 'b9bb87e0-4a1e-47f8-b928-cff6cd27c9d1';
const KWAME = 'afcfa05f-2e7c-491e-ae17-d35ea56fdbd6';
const LUKAS = '539ebda1-8d18-4426-947d-6f0fb927b8ab';
const EVENTS = 'B81D5F0E6A2C47F9937E04C6D8A1B253';
const CHECKED = '74C0E95B1D3A4F86A2E7B8F06D19C3A4';

interface Shown {
  readonly id: string;
  readonly requestId: string;
  readonly name: string;
  readonly comment?: string;
  readonly startDate?: string;
  readonly approvalStatus: { readonly code: string };
  readonly approver?: { readonly id: string };
  readonly closed: boolean;
  readonly canceledPostApproval: boolean;
  readonly everSentBack: boolean;
  readonly highestExceptionLevel: string;
  readonly expenses: readonly { readonly id: string }[];
  readonly operations: readonly { readonly rel: string }[];
  readonly totalPostedAmount: { readonly value: number };
}
interface Page {
  readonly data: readonly Shown[];
  readonly operations: readonly { readonly rel: string; readonly href: string }[];
}

const trip = {
  name: 'Supplier visit',
  businessPurpose: 'Yearly review',
  startDate: '2026-07-11',
  endDate: '2026-07-13',
  mainDestination: { city: 'Frankfurt am Main', countryCode: 'DE' },
};
const flight = {
  transactionDate: '2026-07-11T00:00:00.000Z',
  transactionAmount: { value: 400, currency: 'USD' },
  tripData: {
    agencyBooked: true,
    tripType: 'ROUND_TRIP',
    segmentType: { category: 'REQ_SEG_AIRFR', code: 'AIRFR' },
    legs: [
      {
        startDate: '2026-07-11',
        startTime: '07:30',
        startLocation: { iataCode: 'SEA' },
        endLocation: { iataCode: 'BER' },
      },
      {
        startDate: '2026-07-13',
        startTime: '18:10',
        startLocation: { iataCode: 'BER' },
        endLocation: { iataCode: 'SEA' },
      },
    ],
  },
};

describe('Requests v4 in the sandbox', () => {
  let ana: Session;
  let li: Session;
  let kwame: Session;
  let lukas: Session;
  let company: Session;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    li = await guest.signIn({ username: 'li.wei@example.com' });
    kwame = await guest.signIn({ username: 'kwame.mensah@example.com' });
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    company = await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
  });
  afterEach(() => ana.sandbox.close());

  /** Calls and holds the answer against the document. */
  async function ask(session: Session, method: string, path: string, body?: unknown, status?: number): Promise<Answer> {
    const answer = await session.send(method, path, body);
    if (status !== undefined) assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
    await assertKeepsToDocument(answer, method, path);
    return answer;
  }
  const codeOf = (answer: Answer): string | undefined =>
    answer.json<{ errors: { errorCode: string }[] }>().errors[0]?.errorCode;
  const show = async (id: string, session = ana): Promise<Shown> =>
    (await ask(session, 'GET', `${LIST}/${id}`, undefined, 200)).json<Shown>();
  const act = (session: Session, id: string, action: string, body?: unknown): Promise<Answer> =>
    ask(session, 'POST', `${LIST}/${id}/${action}`, body);
  const create = async (changes: object = {}, expense: object | null = flight): Promise<string> => {
    const { id } = (await ask(ana, 'POST', LIST, { ...trip, ...changes }, 201)).json<Shown>();
    if (expense) await ask(ana, 'POST', `${LIST}/${id}/expenses`, expense, 201);
    return id;
  };

  it('keeps to the document wherever it reads', async () => {
    for (const path of [
      LIST,
      `${LIST}/${SAMPLE}`,
      `${LIST}/${SAMPLE}/comments`,
      `${LIST}/${SAMPLE}/exceptions`,
      `${LIST}/${SAMPLE}/cashadvances`,
      `${LIST}/${SAMPLE}/expenses`,
      `${LIST}/${SAMPLE}/allocations/${SHARE}`,
      `${LIST}/${SAMPLE}/participants`,
      `${LIST}/${SAMPLE}/costobjects`,
      `${V4}/expenses/${FLIGHT}`,
      `${V4}/expenses/${FLIGHT}/comments`,
      `${V4}/userpolicies`,
      `${V4}/travelagencies/8D4F0B6A1E7C4953A2C8F5E9047B31D6`,
      `${V4}/cashadvances/${ADVANCE}`,
    ]) {
      const answer = await ask(ana, 'GET', path, undefined, 200);
      assert.equal(answer.headers.get('x-sandbox-generated'), null, path);
    }
  });

  it('has requests in every state, and pages through them all exactly once', async () => {
    const seen: Shown[] = [];
    let next: string | undefined = `${LIST}?limit=7`;
    while (next) {
      const { data, operations }: Page = (await company.get(next)).json<Page>();
      seen.push(...data);
      next = operations.find(({ rel }) => rel === 'next')?.href;
    }
    assert.equal(new Set(seen.map(({ id }) => id)).size, 36);
    assert.equal(seen.length, 36);
    const states = new Set(seen.map(({ approvalStatus }) => approvalStatus.code));
    assert.deepEqual([...states].sort(), [
      'APPROVED',
      'CANCELED',
      'NOT_SUBMITTED',
      'PENDING_BOOKING',
      'SENTBACK',
      'SUBMITTED',
    ]);
    assert.ok(seen.some(({ closed }) => closed));
    const days = seen.map(({ startDate }) => startDate ?? '');
    assert.deepEqual(days, days.toSorted().toReversed());
  });

  it('creates, changes and deletes a request', async () => {
    const created = await ask(
      ana,
      'POST',
      LIST,
      { ...trip, comment: 'Two nights', custom1: { value: 'Purchasing' } },
      201,
    );
    const { id, requestId } = created.json<Shown>();
    assert.match(requestId, /^[0-9A-Z]{4}$/);
    await ask(ana, 'PUT', `${LIST}/${id}`, { name: 'Visit', businessPurpose: null, comment: 'Three' }, 200);
    const changed = (await ana.get(`${LIST}/${id}`)).json<Shown & { businessPurpose?: string; custom1: object }>();
    assert.deepEqual([changed.name, changed.businessPurpose, changed.startDate], ['Visit', undefined, '2026-07-11']);
    assert.deepEqual(changed.custom1, { value: 'Purchasing', isValid: true });
    const comments = (await ana.get(`${LIST}/${id}/comments`)).json<{ value: string }[]>();
    assert.deepEqual(
      comments.map(({ value }) => value),
      ['Three', 'Two nights'],
    );
    assert.equal((await ask(ana, 'DELETE', `${LIST}/${id}`, undefined, 200)).text, 'true');
    assert.equal(codeOf(await ask(ana, 'GET', `${LIST}/${id}`, undefined, 404)), 'notFound');
  });

  it('adds up expected expenses, in the currency of the owner', async () => {
    const id = await create();
    await ask(
      ana,
      'POST',
      `${LIST}/${id}/expenses`,
      {
        transactionDate: '2026-07-11',
        transactionAmount: { value: 100, currency: 'EUR' },
        expenseType: { id: 'LODNG' },
      },
      201,
    );
    assert.equal((await show(id)).totalPostedAmount.value, 508);
    const [first, second] = (await show(id)).expenses;
    await ask(
      ana,
      'PUT',
      `${V4}/expenses/${second?.id}`,
      {
        transactionDate: '2026-07-12',
        transactionAmount: { value: 50, currency: 'USD' },
        expenseType: { id: 'TAXIX' },
      },
      200,
    );
    assert.equal((await show(id)).totalPostedAmount.value, 450);
    await ask(ana, 'DELETE', `${V4}/expenses/${first?.id}`, undefined, 200);
    assert.equal((await show(id)).totalPostedAmount.value, 50);
  });

  it('goes from its owner to the manager and is approved', async () => {
    const id = await create();
    assert.deepEqual(
      (await show(id)).operations.map(({ rel }) => rel),
      ['submit'],
    );
    assert.equal((await act(ana, id, 'submit')).status, 200);
    const waiting = await show(id);
    assert.deepEqual([waiting.approvalStatus.code, waiting.approver?.id], ['SUBMITTED', LI]);
    assert.deepEqual(
      waiting.operations.map(({ rel }) => rel),
      ['recall', 'cancel'],
    );
    const toApprove = (await li.get(`${LIST}?view=TOAPPROVE&limit=100`)).json<Page>().data;
    assert.ok(toApprove.some((one) => one.id === id));

    assert.equal(codeOf(await act(ana, id, 'approve')), 'permissionDenied');
    assert.equal(codeOf(await act(kwame, id, 'approve')), 'userIsNotAllowed');
    const approved = (await act(li, id, 'approve')).json<Shown>();
    assert.equal(approved.approvalStatus.code, 'APPROVED');
    assert.ok((await li.get(`${LIST}?view=APPROVED&limit=100`)).json<Page>().data.some((one) => one.id === id));
    assert.equal((await act(li, id, 'approve')).status, 403);

    assert.equal((await act(ana, id, 'close')).json<Shown>().closed, true);
    assert.ok((await ana.get(`${LIST}?view=CLOSED&limit=100`)).json<Page>().data.some((one) => one.id === id));
    assert.equal((await act(ana, id, 'reopen')).json<Shown>().closed, false);
    assert.equal((await act(ana, id, 'cancel')).json<Shown>().canceledPostApproval, true);
  });

  it('goes to the budget, too, when it costs more than usual', async () => {
    const id = await create({}, { ...flight, transactionAmount: { value: 5001, currency: 'USD' } });
    assert.equal((await show(id)).highestExceptionLevel, 'WARNING');
    await act(ana, id, 'submit');
    const moved = (await act(li, id, 'approve')).json<Shown>();
    assert.deepEqual([moved.approvalStatus.code, moved.approver?.id], ['SUBMITTED', KWAME]);
    assert.equal((await act(kwame, id, 'approve')).json<Shown>().approvalStatus.code, 'APPROVED');
  });

  it('waits for an outside system where the policy says so', async () => {
    const id = await create({ policy: { id: CHECKED } });
    await act(ana, id, 'submit');
    await act(li, id, 'approve');
    assert.equal(codeOf(await act(li, id, 'approve')), 'permissionDenied');
    const sent = await act(company, id, 'sendback', { comment: 'The region is closed' });
    assert.equal(sent.json<Shown>().approvalStatus.code, 'SENTBACK');
    await act(ana, id, 'submit');
    await act(li, id, 'approve');
    assert.equal((await act(company, id, 'approve')).json<Shown>().approvalStatus.code, 'APPROVED');
  });

  it('comes back when it is sent back or recalled', async () => {
    const id = await create();
    await act(ana, id, 'submit');
    const back = (await act(li, id, 'sendback', { comment: 'Cheaper hotel' })).json<Shown>();
    assert.deepEqual([back.approvalStatus.code, back.everSentBack, back.comment], ['SENTBACK', true, 'Cheaper hotel']);
    const [latest] = (await ana.get(`${LIST}/${id}/comments`)).json<
      { author: { lastName: string }; isLatest: boolean }[]
    >();
    assert.deepEqual([latest?.author.lastName, latest?.isLatest], ['Wei', true]);
    await act(ana, id, 'submit');
    assert.equal((await act(ana, id, 'recall')).json<Shown>().approvalStatus.code, 'SENTBACK');
    assert.equal((await act(ana, id, 'recall')).status, 403);
  });

  it('takes its cash advance along', async () => {
    const statusOf = async (): Promise<string> =>
      (await ask(ana, 'GET', `${V4}/cashadvances/${ADVANCE}`)).json<{ approvalStatus: { code: string } }>()
        .approvalStatus.code;
    assert.equal(await statusOf(), 'C_NOTF');
    assert.equal((await act(ana, SAMPLE, 'submit')).status, 200);
    assert.equal(await statusOf(), 'C_PEND');
    const issue = `/cashadvance/v4.1/cashadvances/${ADVANCE}/issue`;
    assert.equal((await ana.send('POST', issue, {})).status, 400);
    await act(li, SAMPLE, 'approve');
    assert.equal(await statusOf(), 'C_APPR');
    assert.equal((await ana.send('POST', issue, {})).status, 200);
  });

  it('lets nobody submit what lacks something', async () => {
    const empty = await create({}, null);
    assert.equal(codeOf(await act(ana, empty, 'submit')), 'STEP_EXIT_BLOCKING_BY_EXCEPTION');
    const bare = await create({ startDate: undefined, endDate: undefined });
    assert.equal(codeOf(await act(ana, bare, 'submit')), 'missingRequiredField');
    const alerts = (await ask(ana, 'GET', `${LIST}/${bare}/exceptions`)).json<
      { code: string; isBlocking: boolean }[]
    >();
    assert.ok(alerts.some(({ code, isBlocking }) => code === 'MISSFIELD' && isBlocking));
    const split = await create();
    const [one] = (await ana.get(`${LIST}/${split}/expenses`)).json<{ allocations: { allocationId: string }[] }[]>();
    const path = `${LIST}/${split}/allocations/${one?.allocations[0]?.allocationId}`;
    const share = await ask(ana, 'PUT', path, { percentage: 60, custom1: { value: 'Sales' } }, 200);
    assert.equal(share.json<{ allocationAmount: { value: number } }>().allocationAmount.value, 240);
    assert.equal((await act(ana, split, 'submit')).status, 409);
    const [object] = (await ask(ana, 'GET', `${LIST}/${split}/costobjects`)).json<{ name: string }[]>();
    assert.equal(object?.name, 'Sales');
  });

  it('finds no approver for who has no manager', async () => {
    const nadia = await ana.signIn({ username: 'nadia.haddad@example.com' });
    const { id } = (await nadia.send('POST', LIST, trip)).json<Shown>();
    await nadia.send('POST', `${LIST}/${id}/expenses`, flight);
    const answer = await act(nadia, id, 'submit');
    assert.deepEqual([answer.status, codeOf(answer)], [409, 'NO_APPROVER']);
  });

  it('lets a delegate approve for an approver', async () => {
    const yuki = await ana.signIn({ username: 'yuki.tanaka@example.com' });
    const { id } = (await yuki.send('POST', LIST, trip)).json<Shown>();
    await yuki.send('POST', `${LIST}/${id}/expenses`, flight);
    await act(yuki, id, 'submit');
    const daniel = await ana.signIn({ username: 'daniel.osei@example.com' });
    const seen = async (query: string): Promise<boolean> =>
      (await daniel.get(`${LIST}?view=TOAPPROVE&limit=100${query}`)).json<Page>().data.some((one) => one.id === id);
    assert.deepEqual([await seen(''), await seen('&includeDelegateApprovals=true')], [false, true]);
    assert.equal(codeOf(await act(daniel, id, 'approve')), 'permissionDenied');
    const answer = await act(daniel, id, `approve?delegatorUserId=${LI}`);
    assert.equal(answer.json<Shown>().approvalStatus.code, 'APPROVED');
  });

  it('has budget requests with participants and their children', async () => {
    const parent = await create({ policy: { id: EVENTS } });
    const path = `${LIST}/${parent}/participants`;
    const child = { ...trip, parentRequestId: parent };
    assert.equal(codeOf(await lukas.send('POST', LIST, child)), 'userIsNotAllowed');
    assert.equal((await ana.send('PATCH', path, { value: [{ id: LUKAS }, { id: KWAME }] })).status, 204);
    assert.equal((await ana.send('PATCH', path, { value: [{ id: KWAME, '@deleted': true }] })).status, 204);
    const { id } = (await ask(lukas, 'POST', LIST, child, 201)).json<Shown>();
    const participants = (await ask(ana, 'GET', path)).json<{ participant: object; requests: { id: string }[] }[]>();
    assert.deepEqual(
      participants.map(({ participant, requests }) => [participant, requests.map((one) => one.id)]),
      [[{ id: LUKAS }, [id]]],
    );
  });

  it('shows requests to owner, approvers and administrators only', async () => {
    assert.equal(codeOf(await ask(lukas, 'GET', `${LIST}/${SAMPLE}`, undefined, 403)), 'userIsNotAllowed');
    assert.equal(codeOf(await ask(lukas, 'GET', `${LIST}?userId=${ANA}`, undefined, 403)), 'userIsNotAllowed');
    assert.equal((await li.get(`${LIST}/${SAMPLE}`)).status, 200);
    assert.equal((await company.get(`${LIST}/${SAMPLE}`)).status, 200);
    assert.equal(codeOf(await ask(company, 'POST', LIST, trip, 400)), 'missingRequiredParam');
    assert.equal((await company.send('POST', `${LIST}?userId=${LUKAS}`, trip)).status, 201);
  });

  for (const [what, code, method, path, body] of [
    ['no JSON', 'invalidJson', 'POST', LIST, '{'],
    ['an id in a new request', 'idNotAllowed', 'POST', LIST, { ...trip, id: SAMPLE }],
    ['no name', 'missingRequiredField', 'POST', LIST, { ...trip, name: undefined }],
    ['a name that is no text', 'badParam', 'POST', LIST, { ...trip, name: 7 }],
    ['an unknown policy', 'invalidPolicy', 'POST', LIST, { ...trip, policy: { id: 'x' } }],
    ['a day that is none', 'invalidDate', 'POST', LIST, { ...trip, startDate: '2026-02-30' }],
    ['a time that is none', 'invalidDate', 'POST', LIST, { ...trip, startTime: '25:00' }],
    ['an end before the start', 'badParam', 'POST', LIST, { ...trip, endDate: '2026-07-01' }],
    ['a place without a country', 'invalidLocation', 'POST', LIST, { ...trip, mainDestination: { city: 'Lyon' } }],
    ['too large a page', 'badParam', 'GET', `${LIST}?limit=101`, undefined],
    ['a field to sort by that is none', 'badParam', 'GET', `${LIST}?sortField=__proto__`, undefined],
    ['a view that is none', 'badParam', 'GET', `${LIST}?view=SOME`, undefined],
    ['a filter that is no day', 'invalidDate', 'GET', `${LIST}?modifiedAfter=soon`, undefined],
    ['a user that is no UUID', 'invalidUuid', 'GET', `${LIST}?userId=ana`, undefined],
    ['an unknown user', 'userNotFound', 'GET', `${LIST}?userId=00000000-0000-4000-8000-000000000000`, undefined],
    ['an unknown request', 'notFound', 'GET', `${LIST}/00`, undefined],
    ['an unknown expense', 'notFound', 'GET', `${V4}/expenses/00`, undefined],
    [
      'an expense without an amount',
      'missingRequiredParam',
      'POST',
      `${LIST}/${SAMPLE}/expenses`,
      { transactionDate: '2026-07-01' },
    ],
    [
      'an unknown expense type',
      'expenseTypeNotMappedToPolicy',
      'POST',
      `${LIST}/${SAMPLE}/expenses`,
      { ...flight, tripData: undefined, expenseType: { id: 'NOPE' } },
    ],
    [
      'a segment that policies lack',
      'segmentTypeNotMappedToPolicy',
      'POST',
      `${LIST}/${SAMPLE}/expenses`,
      { ...flight, tripData: { segmentType: { code: 'MISC' } } },
    ],
  ] as const) {
    it(`answers ${code} to ${what}`, async () => {
      const answer = await ana.send(method, path, body);
      await assertKeepsToDocument(answer, method, path);
      assert.equal(codeOf(answer), code, answer.text);
    });
  }

  it('refuses a correlation id that is no UUID', async () => {
    const answer = await ana.get(LIST, { 'concur-correlationid': 'mine' });
    assert.deepEqual([answer.status, codeOf(answer)], [400, 'invalidUuid']);
  });

  it('is brought back from what was saved', async () => {
    const id = await create();
    await act(ana, id, 'submit');
    const saved = JSON.parse(JSON.stringify(ana.sandbox.save()));
    const again = await (await openSandbox({ saved })).signIn();
    try {
      const before = (await ana.get(`${LIST}/${id}`)).text.replaceAll(ana.sandbox.url, '');
      assert.equal((await again.get(`${LIST}/${id}`)).text.replaceAll(again.sandbox.url, ''), before);
      assert.equal((await again.send('POST', `${LIST}/${id}/recall`)).status, 200);
    } finally {
      await again.sandbox.close();
    }
  });
});
