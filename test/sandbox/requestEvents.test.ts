import assert from 'node:assert/strict';
import { CashAdvanceBook } from '../../src/sandbox/cashAdvances/cashAdvance.js';
import { type Change, ChangeFeed } from '../../src/sandbox/changeFeed.js';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { ExpectedExpenseBook } from '../../src/sandbox/requests/expectedExpense.js';
import { RequestBook } from '../../src/sandbox/requests/request.js';
import { RequestDesk } from '../../src/sandbox/requests/requestDesk.js';
import { seedRequests } from '../../src/sandbox/requests/seedRequests.js';
import { NOON } from './session.js';

const SAMPLE = '5E1B7C40A2D94F6E8B3309C7D1F2A846';

/** A desk with the seeded requests, and what it told so far. */
function openDesk() {
  const company = new Company();
  const changes = new ChangeFeed();
  const told: Change[] = [];
  changes.listen((change) => told.push(change));
  const expenses = new ExpectedExpenseBook();
  const books = { requests: new RequestBook(), cashAdvances: new CashAdvanceBook() };
  const newUuid = (): string => '0c9b7f14-83de-4a26-b5f1-2e7d6a904c38';
  const needs = { company, changes, books, newUuid, now: () => NOON, url: 'http://sandbox' };
  seedRequests(needs, expenses, new SeededRandom(7));
  const [ana, li] = company.people;
  const sample = books.requests.find(SAMPLE);
  assert.ok(ana && li && sample);
  return { desk: new RequestDesk(needs, expenses), told, ana, li, sample };
}

describe('events of requests', () => {
  it('tell each move, with who did it and whose turn it is', () => {
    const { desk, told, ana, li, sample } = openDesk();
    const waiting = desk.act(sample, 'submit', ana);
    const back = desk.act(waiting, 'sendback', li, 'Cheaper');
    const recalled = desk.act(desk.act(back, 'submit', ana), 'recall', ana);
    const approved = desk.act(desk.act(recalled, 'submit', ana), 'approve', li);
    desk.act(desk.act(approved, 'cancel', ana), 'close', ana);
    assert.deepEqual(
      told.map(({ eventType, data }) => [eventType, data.status, data.currentApprovalStatus]),
      [
        ['statusChange.PENDING.RequestManager', 'PendingRequestManagerApproval', 'Q_PEND'],
        ['statusChange.SENTBACK', 'SENTBACK', 'Q_RESU'],
        ['statusChange.PENDING.RequestManager', 'PendingRequestManagerApproval', 'Q_PEND'],
        ['statusChange.SENTBACK', 'SENTBACK', 'Q_RESU'],
        ['statusChange.PENDING.RequestManager', 'PendingRequestManagerApproval', 'Q_PEND'],
        ['statusChange.APPROVED', 'APPROVED', 'Q_APPR'],
        ['statusChange.CANCELED', 'CANCELED', 'Q_CANC'],
        ['statusChange.CANCELED', 'CANCELED', 'Q_CANC'],
      ],
    );
    const [submitted, sentBack, , recall, , , canceled, closed] = told.map(({ data }) => data);
    assert.ok(told.every(({ topic }) => topic === 'public.concur.request'));
    assert.deepEqual([submitted?.actingUserId, submitted?.recipientId], [undefined, li.id]);
    assert.equal(submitted?.href, `http://sandbox/travelrequest/v4/requests/${SAMPLE}`);
    assert.deepEqual(submitted?.startingStep, {
      roleCode: 'REQ_MANAGER',
      stepInstances: [{ id: '0C9B7F1483DE4A26B5F12E7D6A904C38', assignedUserId: li.id }],
    });
    assert.deepEqual([sentBack?.actingUserId, sentBack?.isRecall, recall?.isRecall], [li.id, 'false', 'true']);
    assert.deepEqual([canceled?.isClosed, closed?.isClosed], ['false', 'true']);
  });
});
