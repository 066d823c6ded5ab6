import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openSandbox, type Session } from './session.js';

const SAMPLE = '5F2C9A7D41E84B0C9D36';
const KEY = 'nK5F2C9A7D4$p1E84B0C9D36';
const EXPENSE = '3FA90B6CE1D24785A0C7D4915B28E60F';
const USER = '/expensereports/v4/users/edd78735-e88d-4b7f-b08a-fe37793e974e';
const MINE = `${USER}/context/TRAVELER/reports`;
const V1 = '/api/expense/expensereport/v1.1';

describe('malformed input to Expense', () => {
  let ana: Session;
  let company: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
    company = await guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken' });
  });
  after(() => ana.sandbox.close());

  const targets = [
    ['POST', MINE],
    ['PATCH', `${MINE}/${SAMPLE}`],
    ['PATCH', `/expensereports/v4/reports/${SAMPLE}`],
    ['PATCH', `/expensereports/v4/reports/${SAMPLE}/expenses/${EXPENSE}`],
    ['PATCH', `${MINE}/${SAMPLE}/allocations/D07C3A9E5B1F4862A4E9C8103F6D72B5`],
    ['POST', `${MINE}/${SAMPLE}/expenses/${EXPENSE}/attendees`],
    ['POST', `${MINE}/${SAMPLE}/comments`],
    ['PUT', `/expensereports/v4/reports/${SAMPLE}/exceptions`],
    ['PATCH', `${USER}/context/MANAGER/reports/${SAMPLE}/approve`],
    ['POST', `/expensereports/v4/reports/${SAMPLE}/cashAdvances`],
    ['POST', '/exchangerate/v4/rates'],
    ['POST', '/api/v3.0/expense/itemizations'],
    ['POST', `${V1}/report`],
    ['POST', `${V1}/report/batch`],
    ['POST', `${V1}/report/${KEY}`],
    ['POST', `${V1}/report/${KEY}/Exceptions`],
    ['PUT', `/api/expense/expensereport/v2.0/report/${KEY}/entry/gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA/attendees`],
  ] as const;
  const names = ['name', 'policyId', 'customData', 'comment', 'reportSource', 'expenseSource', 'startDate'];
  const more = ['expenseAttendeeList', 'attendeeId', 'cashAdvanceIds', 'currency_sets', 'expenseIds', 'allocation'];
  const codes = ['exceptionCode', 'exceptionVisibility', 'statusId', 'Name', 'EntryID', 'id', 'value', '__proto__'];
  const json = fc
    .anything({ key: fc.constantFrom(...names, ...more, ...codes), maxDepth: 3 })
    .map((value) => JSON.stringify(value) ?? 'null');
  const xml = fc
    .array(
      fc.constantFrom(
        '<Report>',
        '</Report>',
        '<batch>',
        '</batch>',
        '<Name>x</Name>',
        '<Exceptions>',
        '<a/>',
        'x',
        '&',
      ),
    )
    .map((parts) => parts.join(''));

  it('is answered below 500, whatever the body is', async () => {
    const bodies = fc.oneof(json, xml, fc.string({ unit: 'binary' }));
    const types = fc.constantFrom('application/json', 'application/xml', 'application/merge-patch+json', '');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...targets), types, bodies, fc.boolean(), async (target, type, body, isAna) => {
        const [method, path] = target;
        const answer = await (isAna ? ana : company).send(method, path, body, { 'content-type': type });
        assert.ok(answer.status < 500, `${method} ${path} ${body}: ${answer.text}`);
      }),
      { numRuns: 400 },
    );
  });

  it('is answered below 500 in ids and queries', async () => {
    const text = fc.string().map((value) => encodeURIComponent(value.replace(/[./\\]/g, '')) || 'x');
    await fc.assert(
      fc.asyncProperty(text, fc.string(), async (id, value) => {
        const query = new URLSearchParams({ limit: '5', offset: value, reportID: value, entryID: value, sort: value });
        for (const path of [
          `${MINE}/${id}/expenses`,
          `${MINE}/${SAMPLE}/expenses/${id}`,
          `${USER}/context/${id}/reports/${SAMPLE}`,
          `${USER}/context/MANAGER/reportsToApprove`,
          `/expensereports/v4/reports/${SAMPLE}/exceptions/${id}`,
          '/api/v3.0/expense/itemizations',
          `/api/v3.0/expense/allocations/${id}`,
          `${V1}/reportfulldetails/${id}`,
          `${V1}/ReportsList/${id}`,
          `${V1}/report/Form/${id}/Fields`,
        ]) {
          const answer = await ana.get(`${path}?${query}`);
          assert.ok(answer.status < 500, `${path}?${query}: ${answer.text}`);
        }
      }),
      { numRuns: 60 },
    );
  });
});
