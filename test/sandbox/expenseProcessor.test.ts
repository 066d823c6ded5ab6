import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const V4 = '/expensereports/v4';
const GRACE = '36707ca7-01e6-4269-811b-260174575e1d';
const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
const POLICY = 'E7B3D04A9C5F4126B8A1F2C60D93E754';

interface Problem {
  readonly validationErrors: readonly { readonly source: string; readonly message: string }[];
}

describe('The step of the processor in Expense v4', () => {
  let ana: Session;
  let grace: Session;
  let waiting: string;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    grace = await guest.signIn({ username: 'grace.okafor@example.com' });
    const list = await ana.get('/api/v3.0/expense/reports?user=ALL&approvalStatusCode=A_ACCO&limit=1');
    waiting = list.json<{ Items: { ID: string }[] }>().Items[0]?.ID ?? '';
  });
  afterEach(() => ana.sandbox.close());

  const move = (session: Session, context: string, action: string, body: unknown): Promise<Answer> =>
    session.send('PATCH', `${V4}/users/${GRACE}/context/${context}/reports/${waiting}/${action}`, body);
  const stands = async (): Promise<readonly unknown[]> => {
    const path = `${V4}/users/${GRACE}/context/PROCESSOR/reports/${waiting}`;
    const report = (await grace.get(path)).json();
    return [report.approvalStatusId, report.paymentStatusId];
  };

  it('approves what accounting reviews, and the report goes into payment', async () => {
    assert.deepEqual(await stands(), ['A_ACCO', 'P_NOTP']);
    const answer = await move(grace, 'PROCESSOR', 'approve', { comment: 'Reviewed' });
    assert.equal(answer.status, 204, answer.text);
    assert.deepEqual(await stands(), ['A_APPR', 'P_PROC']);
    assert.equal((await move(grace, 'PROCESSOR', 'approve', {})).status, 400);
  });

  it('sends it back to its owner, with a comment', async () => {
    assert.equal((await move(grace, 'PROCESSOR', 'sendBack', {})).status, 400);
    assert.equal((await move(grace, 'PROCESSOR', 'sendBack', { comment: 'Wrong cost centre' })).status, 204);
    assert.deepEqual(await stands(), ['A_RESU', 'P_NOTP']);
  });

  it('is for processors only, and for their own context', async () => {
    assert.equal((await move(grace, 'MANAGER', 'approve', {})).status, 403);
    const yuki = await ana.signIn({ username: 'yuki.tanaka@example.com' });
    const path = `${V4}/users/2e04e64b-ac8c-45ff-ae5b-a9f69ad874bc/context/PROCESSOR/reports/${waiting}/approve`;
    assert.equal((await yuki.send('PATCH', path, {})).status, 403);
    assert.deepEqual(await stands(), ['A_ACCO', 'P_NOTP']);
  });

  it('lists each wrong field in validationErrors', async () => {
    const path = `${V4}/users/${ANA}/context/TRAVELER/reports`;
    const cases = [
      [{ name: 7, policyId: POLICY, startDate: 'soon' }, ['name', 'startDate']],
      [{ policyId: POLICY }, ['name']],
      [{ name: 'A' }, ['policyId']],
      [{ name: 'A', policyId: 'x' }, ['policyId']],
      [{ name: 'A', policyId: POLICY, countryCode: '1!' }, ['countryCode']],
      [{ name: 'A', policyId: POLICY, startDate: '2026-02-02', endDate: '2026-02-01' }, ['endDate']],
    ] as const;
    for (const [body, sources] of cases) {
      const answer = await ana.send('POST', path, body);
      assert.equal(answer.status, 400, answer.text);
      await assertKeepsToDocument(answer, 'POST', path);
      const { validationErrors } = answer.json<Problem>();
      assert.deepEqual(
        validationErrors.map(({ source }) => source),
        sources,
      );
      assert.ok(validationErrors.every(({ message }) => message.length > 5));
    }
  });

  it('lists the exceptions that keep a report from being submitted in validationErrors', async () => {
    const { uri } = (
      await ana.send('POST', `${V4}/users/${ANA}/context/TRAVELER/reports`, { name: 'Dinner', policyId: POLICY })
    ).json<{ uri: string }>();
    const id = uri.split('/').at(-1);
    const entry = {
      ReportID: id,
      ExpenseTypeCode: 'BUSML',
      TransactionDate: '2026-05-01',
      TransactionAmount: 80,
      TransactionCurrencyCode: 'USD',
      PaymentTypeID: 'gWs4$nK9rTq2xLm7vBp3J',
    };
    const added = await ana.send('POST', '/api/v3.0/expense/entries', entry);
    assert.equal(added.status, 200, added.text);
    const refused = await ana.send('PATCH', `${V4}/users/${ANA}/reports/${id}/submit`);
    assert.equal(refused.status, 409, refused.text);
    assert.deepEqual(
      refused.json<Problem>().validationErrors.map(({ source }) => source),
      ['NOATTEND'],
    );
  });
});
