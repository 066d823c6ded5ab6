import assert from 'node:assert/strict';
import { type Answer, openSandbox, type Session } from './session.js';

const V1 = '/api/expense/expensereport/v1.1';
const V2 = '/api/expense/expensereport/v2.0';
const SAMPLE = '5F2C9A7D41E84B0C9D36';
const KEY = 'nK5F2C9A7D4$p1E84B0C9D36';
const HOTEL = 'gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA';
const xml = { 'content-type': 'application/xml; charset=utf-8' };

type Fields = Readonly<Record<string, unknown>>;

describe('Expense v1.1 and v2 in the sandbox', () => {
  let ana: Session;
  let li: Session;
  let yuki: Session;
  beforeEach(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    li = await guest.signIn({ username: 'li.wei@example.com' });
    yuki = await guest.signIn({ username: 'yuki.tanaka@example.com' });
  });
  afterEach(() => ana.sandbox.close());

  const post = (session: Session, path: string, body = '', headers = {}): Promise<Answer> =>
    session.send('POST', path, body, { ...xml, ...headers });
  const submit = (): Promise<Answer> =>
    post(ana, `${V1}/report/${KEY}/submit`, '', { 'x-userid': 'ana.silva@example.com' });
  const statusOf = async (): Promise<unknown> =>
    (await ana.get(`/api/v3.0/expense/reports/${SAMPLE}`)).json().ApprovalStatusCode;
  const actionOf = async (): Promise<string> => {
    const report = (await ana.get(`/api/v3.0/expense/reports/${SAMPLE}`)).json();
    return new URL(String(report.WorkflowActionUrl)).pathname;
  };
  const act = async (session: Session, action: string, comment = ''): Promise<Fields> => {
    const body = `<WorkflowAction xmlns="http://www.concursolutions.com/api/expense/expensereport/2011/03"><Action>${action}</Action><Comment>${comment}</Comment></WorkflowAction>`;
    const answer = await post(session, await actionOf(), body);
    assert.equal(answer.status, 200, answer.text);
    return answer.xml<{ ActionStatus: Fields }>().ActionStatus;
  };

  it('creates and updates a report, and tells its key', async () => {
    const created = await post(
      ana,
      `${V1}/report`,
      '<Report><Name>Visit</Name><Comment>Hi</Comment><UserDefinedDate>2026-03-19 00:00:00.0</UserDefinedDate></Report>',
    );
    assert.equal(created.status, 200, created.text);
    assert.match(created.headers.get('content-type') ?? '', /^application\/xml/);
    const url = created.xml<{ ReportDetails: { ReportStatus: Fields } }>().ReportDetails.ReportStatus[
      'Report-Details-Url'
    ];
    const path = new URL(String(url)).pathname;
    const updated = await post(ana, path, '<Report><Name>Visit 2</Name></Report>');
    assert.match(updated.text, /<Status>SUCCESS<\/Status>/);
    const key = path.split('/').at(-1);
    const details = (await ana.get(`${V1}/reportfulldetails/${key}`)).xml<{ ReportDetails: Fields }>().ReportDetails;
    assert.deepEqual(
      [details.ReportName, details.ReportDate, details.SubmitDate, details.EntryCount],
      ['Visit 2', '2026-03-19T00:00:00', '0001-01-01T00:00:00', '0'],
    );
    assert.equal((await post(ana, `${V1}/report`, '<Report/>')).status, 400);
    assert.equal((await post(yuki, path, '<Report><Name>x</Name></Report>')).status, 404);
  });

  it('creates what is right of a batch, and says what was wrong', async () => {
    const body =
      '<batch><Report><Index>1</Index><LoginId>Yuki.Tanaka@example.com</LoginId><Name>A</Name></Report><Report><Index>2</Index><LoginId>nobody@example.com</LoginId><Name>B</Name></Report></batch>';
    const result = (await post(ana, `${V1}/report/batch`, body)).xml<{ 'report-batch-result': Fields }>()[
      'report-batch-result'
    ];
    assert.deepEqual([result['records-succeeded'], result['records-failed']], ['1', '1']);
    assert.match(JSON.stringify(result.errors), /"Index":"2"/);
    const others = (await post(yuki, `${V1}/report/batch`, body.replace('Yuki.Tanaka', 'ana.silva'))).text;
    assert.match(others, /<records-succeeded>0<\/records-succeeded>/);
    assert.equal((await post(ana, `${V1}/report/batch`, '<batch/>')).status, 400);
  });

  it('shows everything that is in a report, as XML or, in v2, as JSON', async () => {
    const details = (await ana.get(`${V1}/reportfulldetails/${KEY}`)).xml<{
      ReportDetails: Fields & { Entries: { ExpenseEntry: Fields[] } };
    }>().ReportDetails;
    assert.equal(details.ReportId, SAMPLE);
    const hotel = details.Entries.ExpenseEntry.find(({ RpeKey }) => RpeKey === HOTEL);
    assert.equal(hotel?.IsItemized, 'Y');
    const v2 = (await ana.get(`${V2}/report/${SAMPLE}`, { accept: 'application/json' })).json<
      Fields & { ExpenseEntriesList: Fields[] }
    >();
    assert.equal(v2.ReportTotal, details.ReportTotal);
    assert.equal(v2.ExpenseEntriesList.length, details.Entries.ExpenseEntry.length);
    assert.match((await ana.get(`${V2}/report/${SAMPLE}`)).text, /<ReportDetails .*<ExpenseEntriesList><ExpenseEntry>/);
    assert.equal((await yuki.get(`${V2}/report/${SAMPLE}`)).status, 403);
    assert.equal((await yuki.get(`${V1}/reportfulldetails/${KEY}`)).status, 404);
  });

  it('takes a report through submission, approval and payment', async () => {
    assert.match((await submit()).text, /<Status>SUCCESS<\/Status>/);
    assert.equal(await statusOf(), 'A_PEND');
    assert.match((await submit()).text, /<Status>FAILURE<\/Status>/);
    const step = await actionOf();
    assert.equal((await act(ana, 'Approve')).Status, 'FAILURE');
    assert.deepEqual(await act(li, 'Approve', 'Fine'), { Message: 'SUCCESS!', Status: 'SUCCESS!' });
    assert.equal(await statusOf(), 'A_APPR');
    assert.equal((await post(li, step, '<WorkflowAction><Action>Approve</Action></WorkflowAction>')).status, 404);
    assert.equal((await act(li, 'Approve')).Status, 'FAILURE');
    assert.equal((await act(ana, 'Approve')).Status, 'SUCCESS!');
    const report = (await ana.get(`/api/v3.0/expense/reports/${SAMPLE}`)).json();
    assert.deepEqual([report.PaymentStatusCode, report.WorkflowActionUrl], ['P_PAID', '']);
    assert.match((await post(ana, `${V2}/integrationstatus/report/${SAMPLE}`)).text, /FAILURE/);
  });

  it('sends a report back with a comment, and lets its owner recall it', async () => {
    await submit();
    const without = '<WorkflowAction><Action>Send Back to Employee</Action></WorkflowAction>';
    assert.equal((await post(li, await actionOf(), without)).status, 400);
    assert.equal((await act(li, 'Send Back to Employee', 'Bill is missing')).Status, 'SUCCESS!');
    assert.equal(await statusOf(), 'A_RESU');
    await submit();
    assert.equal((await act(li, 'Recall to Employee')).Status, 'FAILURE');
    assert.equal((await act(ana, 'Recall to Employee')).Status, 'SUCCESS!');
    assert.equal(await statusOf(), 'A_RESU');
  });

  it('tells what keeps a report from being submitted', async () => {
    const body = `<Exceptions><Exception><Index>1</Index><ObjectType>Entry</ObjectType><ObjectId>${HOTEL}</ObjectId><ExceptionCode>NOCOSTC</ExceptionCode></Exception><Exception><Index>2</Index><ExceptionCode>NONE</ExceptionCode></Exception></Exceptions>`;
    const result = (await post(ana, `${V1}/report/${KEY}/Exceptions`, body)).xml<{ 'exception-result': Fields }>()[
      'exception-result'
    ];
    assert.deepEqual([result['exceptions-succeeded'], result['exceptions-failed']], ['1', '1']);
    const refused = (await submit()).text;
    assert.match(refused, /<Status>FAILURE<\/Status><ReportExceptions><ReportException>/);
    assert.match(refused, /<ExceptionErrorCode>ERROR<\/ExceptionErrorCode>/);
  });

  it('lists own reports by view, and those of the company by day of change', async () => {
    const list = async (view: string, session = ana): Promise<Fields[]> => {
      const answer = await session.get(`${V1}/ReportsList/${view}`);
      assert.equal(answer.status, 200, answer.text);
      const { ReportsList } = answer.xml<{ ReportsList: { ReportSummary?: Fields | Fields[] } | '' }>();
      return ReportsList === '' || !ReportsList.ReportSummary ? [] : [ReportsList.ReportSummary].flat();
    };
    for (const view of [
      'RECENT',
      'ACTIVE',
      'UNSUBMITTED',
      'PENDING',
      'APPROVED',
      'PROCESSED',
      'PAID',
      'PAYMENTCONFIRMED',
      'FORTHISYEAR',
      'FORLASTYEAR',
    ]) {
      assert.ok((await list(view)).length > 0, view);
    }
    assert.equal((await list('unsubmitted'))[0]?.ReportId, SAMPLE);
    await submit();
    assert.ok((await list('TOAPPROVE', li)).some(({ ReportId, ApprovalURL }) => ReportId === SAMPLE && ApprovalURL));
    assert.ok((await list('APPROVEDTHISYEAR', li)).length > 0);
    const changed = await list('ALL/LastModified?date=2026-05-20', yuki);
    assert.deepEqual(
      changed.map(({ ReportId }) => ReportId),
      [SAMPLE],
    );
    assert.equal((await ana.get(`${V1}/ReportsList/NONE`)).status, 400);
    assert.equal((await ana.get(`${V1}/ReportsList/ALL/LastModified?date=soon`)).status, 400);
  });

  it('lists reports of the company in v2 by state, batch and owner', async () => {
    const list = async (query: string): Promise<Fields[]> => {
      const { ReportsList } = (await ana.get(`${V2}/Reports?${query}`)).xml<{
        ReportsList: { ReportSummary?: Fields | Fields[] };
      }>();
      return ReportsList.ReportSummary ? [ReportsList.ReportSummary].flat() : [];
    };
    for (const state of [
      'ACTIVE',
      'UNSUBMITTED',
      'PENDING',
      'ACCOUNTINGREVIEW',
      'PROCESSING',
      'INTEGRATED',
      'PENDINGEXTERNALVALIDATION',
      'PAYMENTCONFIRMED',
    ]) {
      assert.ok((await list(`status=${state}`)).length > 0, state);
    }
    const own = await list('status=INTEGRATED&loginid=yuki.tanaka@example.com&reportcurrency=JPY');
    assert.ok(
      own.length > 0 && own.every(({ ExpenseUserLoginID }) => ExpenseUserLoginID === 'yuki.tanaka@example.com'),
    );
    assert.equal((await ana.get(`${V2}/Reports?status=NONE`)).status, 400);
    assert.equal((await yuki.get(`${V2}/Reports`)).status, 403);
  });

  it('itemizes an entry', async () => {
    const entry = `${V1}/report/${KEY}/entry/${encodeURIComponent(HOTEL)}/Itemization`;
    const body =
      '<ExpenseItemizations><Itemization><ExpKey>PARKG</ExpKey><TransactionAmount>12.50</TransactionAmount><Comment>Garage</Comment></Itemization><Itemization><ExpKey>NONE</ExpKey><TransactionAmount>1</TransactionAmount></Itemization></ExpenseItemizations>';
    const made = await post(ana, entry, body);
    const statuses = made.xml<{ ItemizationStatusList: { ItemizationStatus: Fields[] } }>().ItemizationStatusList
      .ItemizationStatus;
    assert.deepEqual(
      statuses.map(({ Status }) => Status),
      ['SUCCESS', '400'],
    );
    const url = new URL(String(statuses[0]?.['ItemizedEntry-Details-Url']));
    const change =
      '<ExpenseItemizations><Itemization><ExpKey>PARKG</ExpKey><TransactionAmount>13</TransactionAmount></Itemization></ExpenseItemizations>';
    assert.match((await post(ana, url.pathname, change)).text, /SUCCESS/);
    const id = url.pathname.split('/').at(-1);
    assert.equal((await ana.get(`/api/v3.0/expense/itemizations/${id}`)).json().TransactionAmount, 13);
  });

  it('replaces the attendees of an entry by JSON and by XML', async () => {
    const [meal] = (await ana.get(`/api/v3.0/expense/entries?reportID=${SAMPLE}&hasAttendees=true`)).json<{
      Items: Fields[];
    }>().Items;
    const path = `${V2}/report/${SAMPLE}/entry/${encodeURIComponent(String(meal?.ID))}/attendees`;
    const json = { accept: 'application/json' };
    const before = (await ana.get(path, json)).json<Fields[]>();
    const sent = [{ ...before[0], Amount: '3.00', AttendeeCount: '2', Custom1: 'Blue' }];
    assert.equal((await ana.send('PUT', path, sent)).status, 200);
    const after = (await ana.get(path, json)).json<Fields[]>();
    assert.deepEqual([after[0]?.Amount, after[0]?.AttendeeCount, after[0]?.Custom1], ['3.00000000', '2', 'Blue']);
    const text = (await ana.get(path)).text;
    assert.equal((await ana.send('PUT', path, text.replace('3.00000000', '4'), xml)).status, 200);
    assert.equal((await ana.get(path, json)).json<Fields[]>()[0]?.Amount, '4.00000000');
    assert.equal((await ana.send('PUT', path, [{ AttendeeID: 'x' }])).status, 400);
    assert.equal((await ana.send('PUT', path, { AttendeeID: 'x' })).status, 400);
  });

  it('tells card charges, delegators, configuration and forms', async () => {
    for (const [path, expected] of [
      [`${V1}/CardCharges`, /<CardCharge><CardNumber>XXXXXXXXXXXX\d{4}</],
      [`${V1}/Delegators`, /<DelegatorXUserID>li\.wei@example\.com</],
      [`${V1}/ExpenseGroupConfiguration`, /<ExpKey>LODNG</],
      [`${V1}/report/Forms`, /<FormCode>RPTINFO</],
      [`${V1}/report/Forms/ENTRYINFO`, /<FormId>gWu2/],
      [`${V1}/report/Form/nF3kT8mQ%242xLp7vBn9sJ4hC6wD1yA/Fields`, /<Id>Name<.*<Required>Y</],
    ] as const) {
      const answer = await ana.get(path);
      assert.equal(answer.status, 200, path);
      assert.match(answer.text, expected);
      assert.equal(answer.headers.get('x-sandbox-generated'), null);
    }
    assert.equal((await ana.get(`${V1}/report/Forms/NONE`)).status, 404);
  });
});
