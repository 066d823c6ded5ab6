import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const SAMPLE = '5F2C9A7D41E84B0C9D36';
const DINNER = '3FA90B6CE1D24785A0C7D4915B28E60F';
const HOTEL = '8C41F0D2A97B4E35B6D08A1C52E7F394';
const ROOM = 'A15D7E30C84F49B2913C6BF0D7E2458A';
const SHARE = 'D07C3A9E5B1F4862A4E9C8103F6D72B5';
const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
const LI = 'b9bb87e0-4a1e-47f8-b928-cff6cd27c9d1';
const YUKI = '2e04e64b-ac8c-45ff-ae5b-a9f69ad874bc';
const V4 = '/expensereports/v4';
const MINE = `${V4}/users/${ANA}/context/TRAVELER/reports`;
const POLICY = 'E7B3D04A9C5F4126B8A1F2C60D93E754';

type Fields = Readonly<Record<string, unknown>>;

describe('Expense v4 in the sandbox', () => {
  let ana: Session;
  let li: Session;
  let yuki: Session;
  let company: Session;
  async function open(): Promise<void> {
    const guest = await openSandbox();
    ana = await guest.signIn();
    li = await guest.signIn({ username: 'li.wei@example.com' });
    yuki = await guest.signIn({ username: 'yuki.tanaka@example.com' });
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    company = await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
  }
  before(open);
  after(() => ana.sandbox.close());

  /** Calls, and sees that the answer is one that the document describes. */
  async function ask(session: Session, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await session.send(method, path, body);
    await assertKeepsToDocument(answer, method, path);
    return answer;
  }
  const read = async <T = Fields>(path: string, session = ana): Promise<T> => {
    const answer = await ask(session, 'GET', path);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<T>();
  };
  const statusOf = async (id = SAMPLE): Promise<unknown[]> => {
    const report = await read(`${V4}/users/${ANA}/context/TRAVELER/reports/${id}`);
    return [report.approvalStatusId, report.paymentStatusId];
  };
  const submit = (): Promise<Answer> => ask(ana, 'PATCH', `${V4}/users/${ANA}/reports/${SAMPLE}/submit`);

  it('answers every read of a report as its document says', async () => {
    const report = `${MINE}/${SAMPLE}`;
    for (const path of [
      report,
      `${report}/expenses`,
      `${report}/expenses?includeItemizations=true`,
      `${report}/expenses/${DINNER}`,
      `${report}/expenses/${ROOM}`,
      `${report}/expenses/${HOTEL}/itemizations`,
      `${report}/expenses/${DINNER}/allocations`,
      `${report}/allocations/${SHARE}`,
      `${report}/expenses/${DINNER}/attendees`,
      `${report}/comments?includeAllComments=true`,
      `${report}/expenses/${DINNER}/comments`,
      `${report}/exceptions`,
      `${report}/expenses/${DINNER}/exceptions`,
      `${report}/expenses/${DINNER}/allocations/${SHARE}/exceptions`,
      `${report}/requestassociations`,
      `${V4}/reports/${SAMPLE}/formFields`,
      `${V4}/reports/${SAMPLE}/expenses/${DINNER}/formFields`,
      `${V4}/reports/${SAMPLE}/cashAdvances`,
      `${V4}/users/${LI}/context/MANAGER/reportsToApprove?includeDelegateApprovals=true`,
    ]) {
      await read(path);
    }
    for (const part of [
      'comments',
      'exceptions',
      `expenses/${DINNER}/attendees`,
      `expenses/${DINNER}/comments`,
      `expenses/${DINNER}/exceptions`,
      `expenses/${DINNER}/allocations/${SHARE}/exceptions`,
      `expenses/${DINNER}/taxes`,
    ]) {
      await read(`${V4}/reports/${SAMPLE}/${part}`, company);
    }
  });

  it('shows what v3 shows', async () => {
    const report = await read(`${MINE}/${SAMPLE}`);
    const v3 = (await ana.get(`/api/v3.0/expense/reports/${SAMPLE}`)).json();
    assert.deepEqual(
      [report.reportId, report.name, report.approvalStatusId, report.reportTotal],
      [v3.ID, v3.Name, v3.ApprovalStatusCode, { value: v3.Total, currencyCode: v3.CurrencyCode }],
    );
    const entries = (await ana.get(`/api/v3.0/expense/entries?reportID=${SAMPLE}`)).json<{ Items: Fields[] }>().Items;
    const expenses = await read<Fields[]>(`${MINE}/${SAMPLE}/expenses`);
    assert.deepEqual(
      expenses.map(({ expenseId }) => expenseId),
      entries.map(({ ExpenseID }) => String(ExpenseID).replaceAll('-', '').toUpperCase()),
    );
    const parts = await read<{ transactionAmount: { value: number } }[]>(
      `${MINE}/${SAMPLE}/expenses/${HOTEL}/itemizations`,
    );
    const hotel = await read<{ transactionAmount: { value: number } }>(`${MINE}/${SAMPLE}/expenses/${HOTEL}`);
    const sum = parts.reduce((total, { transactionAmount }) => total + transactionAmount.value, 0);
    assert.equal(Math.round(sum * 100), Math.round(hotel.transactionAmount.value * 100));
  });

  for (const [what, status, method, path, body] of [
    ['no policy', 400, 'POST', MINE, { name: 'A' }],
    ['an unknown policy', 400, 'POST', MINE, { name: 'A', policyId: 'x' }],
    ['no name', 400, 'POST', MINE, { policyId: POLICY }],
    ['a name of null', 400, 'POST', MINE, { name: null, policyId: POLICY }],
    ['a country that is none', 400, 'POST', MINE, { name: 'A', policyId: POLICY, countryCode: '1!' }],
    [
      'an end before the start',
      400,
      'POST',
      MINE,
      { name: 'A', policyId: POLICY, startDate: '2026-02-02', endDate: '2026-02-01' },
    ],
    [
      'a custom field that does not exist',
      400,
      'POST',
      MINE,
      { name: 'A', policyId: POLICY, customData: [{ id: 'custom99', value: 'x' }] },
    ],
    [
      'a context that does not exist',
      400,
      'POST',
      `${V4}/users/${ANA}/context/OTHER/reports`,
      { name: 'A', policyId: POLICY },
    ],
    ['an unknown user', 404, 'POST', `${V4}/users/nobody/context/TRAVELER/reports`, { name: 'A', policyId: POLICY }],
    ['no source of a change', 400, 'PATCH', `${MINE}/${SAMPLE}`, { name: 'A' }],
    ['an unknown report', 404, 'GET', `${MINE}/0000`, undefined],
    ['an unknown expense', 404, 'GET', `${MINE}/${SAMPLE}/expenses/0000`, undefined],
    ['an unknown allocation', 404, 'GET', `${MINE}/${SAMPLE}/allocations/0000`, undefined],
    ['a flag that is none', 400, 'GET', `${MINE}/${SAMPLE}/expenses?includeItemizations=maybe`, undefined],
    ['no word on delegates', 400, 'GET', `${V4}/users/${ANA}/context/MANAGER/reportsToApprove`, undefined],
  ] as const) {
    it(`answers ${status} to ${what}`, async () => {
      assert.equal((await ask(ana, method, path, body)).status, status);
    });
  }

  it('keeps people out of what is not theirs', async () => {
    const others = `${V4}/users/${YUKI}/context/TRAVELER/reports/${SAMPLE}`;
    assert.equal((await ask(yuki, 'GET', others)).status, 404);
    assert.equal((await ask(yuki, 'GET', `${MINE}/${SAMPLE}`)).status, 403);
    for (const role of ['MANAGER', 'PROCESSOR', 'PROXY']) {
      assert.equal((await ask(yuki, 'GET', `${V4}/users/${YUKI}/context/${role}/reports/${SAMPLE}`)).status, 403, role);
    }
    assert.equal((await ask(yuki, 'DELETE', `${V4}/reports/${SAMPLE}`)).status, 403);
    const chloe = await ana.signIn({ username: 'chloe.martin@example.com' });
    const delegate = `${V4}/users/89f6456d-0e5c-4564-b97b-b1b01d2bd7a4/context/PROXY/reports/${SAMPLE}`;
    assert.equal((await ask(chloe, 'GET', delegate)).status, 200);
  });

  describe('when it changes', () => {
    beforeEach(async () => {
      await ana.sandbox.close();
      await open();
    });

    it('creates, changes and deletes a report', async () => {
      const body = {
        name: 'Trade fair',
        policyId: POLICY,
        comment: 'Two days',
        startDate: '2026-05-01',
        customData: [{ id: 'custom7', value: 'PRJ-1' }],
      };
      const created = await ask(ana, 'POST', MINE, body);
      assert.equal(created.status, 201, created.text);
      const { uri } = created.json<{ uri: string }>();
      const report = await read(new URL(uri).pathname);
      assert.deepEqual(
        [report.name, report.approvalStatusId, report.startDate, report.canAddExpense],
        ['Trade fair', 'A_NOTF', '2026-05-01', true],
      );
      assert.deepEqual(report.customData, [{ id: 'custom7', value: 'PRJ-1', isValid: true, listItemUrl: null }]);

      const changes = {
        reportSource: 'OTHER',
        name: 'Fair',
        startDate: null,
        customData: [{ id: 'custom7', value: '' }],
      };
      assert.equal((await ask(ana, 'PATCH', new URL(uri).pathname, changes)).status, 204);
      const changed = await read(new URL(uri).pathname);
      assert.deepEqual(
        [changed.name, changed.startDate, changed.customData, changed.reportVersion],
        ['Fair', null, null, 2],
      );

      const system = `${V4}/reports/${report.reportId}`;
      assert.equal((await ask(company, 'PATCH', system, { businessPurpose: 'Later' })).status, 204);
      assert.equal((await read(new URL(uri).pathname)).businessPurpose, 'Later');
      assert.equal((await ask(ana, 'DELETE', system)).status, 204);
      assert.equal((await ask(ana, 'GET', new URL(uri).pathname)).status, 404);
      assert.equal((await ana.get(`/api/v3.0/expense/reports/${report.reportId}`)).status, 404);
    });

    it('makes one report of an idempotency id, however often it is sent', async () => {
      const headers = { 'idempotency-id': 'k1' };
      const first = await ana.send('POST', MINE, { name: 'A', policyId: POLICY }, headers);
      const second = await ana.send('POST', MINE, { name: 'A', policyId: POLICY }, headers);
      assert.deepEqual([second.status, second.json()], [201, first.json()]);
    });

    it('moves a report from its owner to payment, and tells each status', async () => {
      assert.deepEqual(await statusOf(), ['A_NOTF', 'P_NOTP']);
      assert.equal((await submit()).status, 204);
      assert.deepEqual(await statusOf(), ['A_PEND', 'P_NOTP']);
      assert.equal((await submit()).status, 409);
      const waiting = `${V4}/users/${LI}/context/MANAGER/reportsToApprove?includeDelegateApprovals=false&sort=submitDate`;
      assert.equal((await read<Fields[]>(waiting, li))[0]?.reportId, SAMPLE);

      const approve = (session: Session, user: string): Promise<Answer> =>
        ask(session, 'PATCH', `${V4}/users/${user}/context/MANAGER/reports/${SAMPLE}/approve`, { comment: 'Fine' });
      assert.equal((await approve(yuki, YUKI)).status, 403);
      assert.equal((await approve(yuki, LI)).status, 403);
      assert.equal((await approve(li, LI)).status, 204);
      assert.deepEqual(await statusOf(), ['A_APPR', 'P_PROC']);
      assert.equal((await approve(li, LI)).status, 400);
      assert.equal((await ask(ana, 'PATCH', `${MINE}/${SAMPLE}/recall`, {})).status, 400);
    });

    it('gives a report back when it is recalled or sent back', async () => {
      await submit();
      assert.equal((await ask(ana, 'PATCH', `${MINE}/${SAMPLE}/recall`, {})).status, 204);
      assert.deepEqual(await statusOf(), ['A_RESU', 'P_NOTP']);
      await submit();
      const path = `${V4}/users/${LI}/context/MANAGER/reports/${SAMPLE}/sendBack`;
      assert.equal((await ask(li, 'PATCH', path, {})).status, 400);
      assert.equal((await ask(li, 'PATCH', path, { comment: 'The hotel bill is missing' })).status, 204);
      const report = await read(`${MINE}/${SAMPLE}`);
      assert.deepEqual([report.approvalStatusId, report.isReportEverSentBack], ['A_RESU', true]);
      const comments = await read<{ comment: string }[]>(`${MINE}/${SAMPLE}/comments`);
      assert.equal(comments.at(-1)?.comment, 'The hotel bill is missing');
    });

    it('is kept from submission by blocking exceptions and by emptiness', async () => {
      const path = `${V4}/reports/${SAMPLE}/expenses/${DINNER}/allocations/${SHARE}/exceptions`;
      const mark = { exceptionCode: 'NOCOSTC', exceptionVisibility: 'ALL' };
      assert.equal((await ask(company, 'PUT', path, mark)).status, 200);
      assert.equal((await read(`${MINE}/${SAMPLE}`)).hasBlockingExceptions, true);
      const refused = await submit();
      assert.equal(refused.status, 409);
      assert.match(refused.json<{ errorMessage: string }>().errorMessage, /cost centre/);
      assert.equal((await ask(company, 'DELETE', `${path}/NOCOSTC`)).status, 204);
      assert.equal((await ask(company, 'DELETE', `${path}/NOCOSTC`)).status, 404);
      assert.equal((await ask(company, 'PUT', path, { ...mark, exceptionCode: 'UNKNOWN' })).status, 400);
      assert.equal((await submit()).status, 204);
      const { uri } = (await ask(ana, 'POST', MINE, { name: 'Empty', policyId: POLICY })).json<{ uri: string }>();
      const id = uri.split('/').at(-1);
      assert.equal((await ask(ana, 'PATCH', `${V4}/users/${ANA}/reports/${id}/submit`)).status, 409);
    });

    it('shows exceptions to those who may see them', async () => {
      const path = `${V4}/reports/${SAMPLE}/exceptions`;
      await ask(company, 'PUT', path, { exceptionCode: 'LATEREP', exceptionVisibility: 'APPROVER_PROCESSOR' });
      const codes = async (session: Session, address: string): Promise<unknown[]> =>
        (await read<Fields[]>(address, session)).map(({ exceptionCode }) => exceptionCode);
      assert.ok((await codes(company, path)).includes('LATEREP'));
      assert.ok(!(await codes(ana, `${MINE}/${SAMPLE}/exceptions`)).includes('LATEREP'));
      assert.ok(
        (await codes(li, `${V4}/users/${LI}/context/MANAGER/reports/${SAMPLE}/exceptions`)).includes('LATEREP'),
      );
    });

    it('moves a report on for a system only where a system has it', async () => {
      await submit();
      const path = `${V4}/reports/${SAMPLE}/approve`;
      assert.equal((await ask(company, 'PATCH', path, {})).status, 400);
      const step = `${V4}/users/${LI}/context/MANAGER/reports/${SAMPLE}/approve`;
      assert.equal((await ask(li, 'PATCH', step, { statusId: 'A_EXTV' })).status, 204);
      assert.deepEqual(await statusOf(), ['A_EXTV', 'P_NOTP']);
      assert.equal((await ask(ana, 'PATCH', path, {})).status, 403);
      assert.equal((await ask(company, 'PATCH', path, { expectedStepCode: 'OTHER' })).status, 400);
      assert.equal((await ask(company, 'PATCH', path, { expectedStepCode: 'EXTVAL' })).status, 204);
      assert.deepEqual(await statusOf(), ['A_APPR', 'P_PROC']);
    });

    it('keeps comments, of which the latest can change', async () => {
      const path = `${MINE}/${SAMPLE}/expenses/${DINNER}/comments`;
      const created = await ask(ana, 'POST', path, { comment: 'With two buyers' });
      assert.equal(created.status, 201);
      assert.equal(created.json().uri, `${ana.sandbox.url}${path}`);
      assert.equal((await ask(ana, 'PUT', path, { comment: 'With three buyers' })).status, 200);
      assert.equal((await read<{ comment: string }[]>(path)).at(-1)?.comment, 'With three buyers');
      assert.equal((await ask(ana, 'DELETE', path)).status, 204);
      assert.equal((await ask(ana, 'POST', path, { comment: 'x'.repeat(2001) })).status, 400);
      assert.equal((await ask(ana, 'POST', path, {})).status, 400);
      const asSystem = `${V4}/reports/${SAMPLE}/comments`;
      assert.equal((await ask(company, 'POST', asSystem, { comment: 'Checked' })).status, 201);
      assert.equal((await ana.get(`/api/v3.0/expense/reports/${SAMPLE}`)).json().LastComment, 'Checked');
      assert.equal((await ana.get(asSystem)).status, 403);
      assert.equal((await ask(company, 'GET', `${MINE}/${SAMPLE}/comments`)).status, 403);
    });

    it('replaces the attendees of an expense', async () => {
      const path = `${MINE}/${SAMPLE}/expenses/${DINNER}/attendees`;
      const before = await read<{ expenseAttendeeList: { attendeeId: string }[] }>(path);
      const attendeeId = before.expenseAttendeeList[0]?.attendeeId;
      const list = [{ attendeeId, transactionAmount: 12.5, associatedAttendeeCount: 2, isAmountUserEdited: true }];
      const saved = await ask(ana, 'POST', path, { noShowAttendeeCount: 1, expenseAttendeeList: list });
      assert.equal(saved.status, 201, saved.text);
      const after = await read<{ noShowAttendeeCount: number; expenseAttendeeList: Fields[] }>(path);
      assert.deepEqual([after.noShowAttendeeCount, after.expenseAttendeeList[0]?.associatedAttendeeCount], [1, 2]);
      assert.equal((await ask(ana, 'POST', path, { expenseAttendeeList: [...list, ...list] })).status, 400);
      assert.equal((await ask(ana, 'DELETE', path)).status, 204);
      assert.deepEqual((await read<{ expenseAttendeeList: unknown[] }>(path)).expenseAttendeeList, []);
      assert.equal((await submit()).status, 409);
    });

    it('changes custom fields of an allocation and few fields of an expense', async () => {
      const share = `${MINE}/${SAMPLE}/allocations/${SHARE}`;
      const allocation = { customData: [{ id: 'custom9', value: 'CC-1' }] };
      assert.equal((await ask(ana, 'PATCH', share, { expenseIds: [DINNER], allocation })).status, 204);
      assert.match(JSON.stringify((await read(share)).customData), /CC-1/);
      assert.equal((await ask(ana, 'PATCH', share, { expenseIds: [HOTEL], allocation })).status, 400);

      const expense = `${V4}/reports/${SAMPLE}/expenses/${DINNER}`;
      const body = { expenseSource: 'OTHER', isExpenseRejected: true, businessPurpose: 'Dinner' };
      assert.equal((await ask(company, 'PATCH', expense, body)).status, 204);
      const changed = await read<{ approvedAmount: Fields }>(`${MINE}/${SAMPLE}/expenses/${DINNER}`);
      assert.equal(changed.approvedAmount.value, 0);
      await submit();
      const approve = `${V4}/users/${LI}/context/MANAGER/reports/${SAMPLE}/approve`;
      assert.equal((await ask(li, 'PATCH', approve, {})).status, 400);
      assert.equal((await ask(li, 'PATCH', approve, { expenseRejectedComment: 'Too much wine' })).status, 204);
      const [returned] = (await ana.get('/api/v3.0/expense/entries?limit=1')).json<{ Items: Fields[] }>().Items;
      assert.equal(String(returned?.ExpenseID).replaceAll('-', '').toUpperCase(), DINNER);
      assert.notEqual(returned?.ReportID, SAMPLE);
      assert.equal((await ask(ana, 'GET', `${MINE}/${SAMPLE}/expenses/${DINNER}`)).status, 404);
    });

    it('deletes expenses and itemizations of a report that is with its owner only', async () => {
      const hotel = `${MINE}/${SAMPLE}/expenses/${HOTEL}`;
      assert.equal((await ask(ana, 'DELETE', `${V4}/reports/${SAMPLE}/expenses/${ROOM}`)).status, 204);
      assert.equal((await read(hotel)).hasBlockingExceptions, true);
      assert.equal((await ask(ana, 'DELETE', `${V4}/reports/${SAMPLE}/expenses/${HOTEL}`)).status, 204);
      assert.equal((await ask(ana, 'GET', hotel)).status, 404);
      await submit();
      assert.equal((await ask(ana, 'DELETE', `${V4}/reports/${SAMPLE}/expenses/${DINNER}`)).status, 409);
      assert.equal((await ask(ana, 'DELETE', `${V4}/reports/${SAMPLE}`)).status, 409);
    });

    it('attaches and detaches cash advances', async () => {
      const path = `${V4}/reports/${SAMPLE}/cashAdvances`;
      const ids = ['61d0a5f9-3c84-4e27-9b1f-d82e70c4a635', 'b85e2c07-f49a-4136-8d7c-05a1e93f64d2'];
      assert.equal((await ask(ana, 'POST', path, { cashAdvanceIds: ids })).status, 201);
      assert.equal((await ask(ana, 'POST', path, { cashAdvanceIds: ['x'] })).status, 400);
      assert.equal((await ask(ana, 'DELETE', `${path}?cashAdvanceIds=${ids[0]}`)).status, 204);
      assert.deepEqual(await read(path), { cashAdvances: [{ id: ids[1] }] });
    });
  });
});
