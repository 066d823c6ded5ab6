import assert from 'node:assert/strict';
import { type Change, ChangeFeed } from '../../src/sandbox/changeFeed.js';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { ReportBook } from '../../src/sandbox/expense/reportBook.js';
import { ReportDesk } from '../../src/sandbox/expense/reportDesk.js';
import { seedReports } from '../../src/sandbox/expense/seedReports.js';
import { WorkflowConflict } from '../../src/sandbox/expense/workflow.js';
import { NOON } from './session.js';

const SAMPLE = '5F2C9A7D41E84B0C9D36';

/** A desk with the seeded reports, and what it told so far. */
function openDesk() {
  const company = new Company();
  const random = new SeededRandom(7);
  const reports = new ReportBook(seedReports(company, random, NOON));
  const changes = new ChangeFeed();
  const told: Change[] = [];
  changes.listen((change) => told.push(change));
  const desk = new ReportDesk({ company, random, changes, books: { reports }, now: () => NOON, url: 'http://sandbox' });
  const [ana, li] = company.people;
  assert.ok(ana && li);
  const sample = () => {
    const report = reports.findReport(SAMPLE);
    assert.ok(report);
    return report;
  };
  return { desk, told, ana, li, sample };
}

describe('events of reports', () => {
  it('tell what was created, changed and deleted, by whom and for whom', () => {
    const { desk, told, ana, li } = openDesk();
    const report = desk.create(li, { name: 'Visit' }, { person: ana, actsFor: li });
    desk.delete(desk.change(report, { name: 'Fair' }, { person: li, actsFor: undefined }), {
      person: undefined,
      actsFor: undefined,
    });
    assert.deepEqual(
      told.map(({ topic, eventType, data }) => [topic, eventType, data.userId, data.actingUserId]),
      [
        ['public.concur.expense.report', 'reportCreated', li.id, ana.id],
        ['public.concur.expense.report', 'reportUpdated', li.id, null],
        ['public.concur.expense.report', 'reportDeleted', null, null],
      ],
    );
    assert.equal(
      told[0]?.data.href,
      `http://sandbox/expensereports/v4/users/${li.id}/context/TRAVELER/reports/${report.id}`,
    );
    assert.equal(told[2]?.data.href, undefined);
  });

  it('tell each move with the statuses before and after', () => {
    const { desk, told, ana, li, sample } = openDesk();
    const [owner, manager] = [ana, li].map((person) => ({ person, actsFor: undefined }));
    assert.ok(owner && manager);
    desk.submit(sample(), owner);
    desk.recall(sample(), owner);
    desk.submit(sample(), owner);
    desk.sendBack(sample(), manager, 'Bill');
    desk.submit(sample(), owner);
    desk.approve(sample(), 'person', manager);
    desk.pay(sample(), owner);
    assert.deepEqual(
      told.map(({ data }) => [
        data.previousApprovalStatus,
        data.currentApprovalStatus,
        data.currentPaymentStatus,
        data.stepCode,
      ]),
      [
        ['A_NOTF', 'A_PEND', 'P_NOTP', null],
        ['A_PEND', 'A_RESU', 'P_NOTP', 'RECALL'],
        ['A_RESU', 'A_PEND', 'P_NOTP', null],
        ['A_PEND', 'A_RESU', 'P_NOTP', 'SENDBACK'],
        ['A_RESU', 'A_PEND', 'P_NOTP', null],
        ['A_PEND', 'A_APPR', 'P_PROC', null],
        ['A_APPR', 'A_APPR', 'P_PAID', 'PAIDREPORT'],
      ],
    );
    const steps = told.map(({ data }) => JSON.stringify(data.startingStep));
    assert.match(steps[0] ?? '', new RegExp(`"roleCode":"MANAGER".*"assignedUserId":"${li.id}"`));
  });

  it('are not told of moves that fail', () => {
    const { desk, told, ana, sample } = openDesk();
    assert.throws(() => desk.recall(sample(), { person: ana, actsFor: undefined }), WorkflowConflict);
    assert.throws(() => desk.pay(sample(), { person: ana, actsFor: undefined }), WorkflowConflict);
    assert.deepEqual(told, []);
  });
});
