import type { SandboxContext } from '../context.js';
import type { Actor } from './actor.js';
import type { Report } from './report.js';
import { isAtSystem, isWithOwner } from './statuses.js';

const TOPIC = 'public.concur.expense.report';
/** The one workflow of reports. */
const PROCESS_ID = 'gWw7$mT4kRx9nLz2vBq5J';

type Needs = Pick<SandboxContext, 'changes' | 'company' | 'url'>;

/** Tells that a report was created, changed or deleted (/event-topics/expense/v4.expense-events.html). */
export function tellOfReport(
  { changes, company, url }: Needs,
  eventType: 'reportCreated' | 'reportUpdated' | 'reportDeleted',
  report: Report,
  actor: Actor,
): void {
  const facts = factsOf(company.id, report, actor);
  const data = eventType === 'reportDeleted' ? facts : { ...facts, href: addressOf(url, report) };
  changes.publish({ topic: TOPIC, eventType, data });
}

/** Tells that a report moved on; `stepCode` says how where its page gives the move a code. */
export function tellOfMove(
  { changes, company, url }: Needs,
  before: Report,
  after: Report,
  actor: Actor,
  stepCode: string | null,
): void {
  changes.publish({
    topic: TOPIC,
    eventType: 'statusChanged',
    data: {
      ...factsOf(company.id, after, actor),
      href: addressOf(url, after),
      previousApprovalStatus: before.approvalStatus,
      currentApprovalStatus: after.approvalStatus,
      previousPaymentStatus: before.paymentStatus,
      currentPaymentStatus: after.paymentStatus,
      stepCode,
      processId: PROCESS_ID,
      startingStep: {
        roleCode: roleOf(after),
        stepInstances: [{ id: after.stepId ?? after.id, assignedUserId: (after.approver ?? after.owner).id }],
      },
    },
  });
}

function factsOf(companyId: string, report: Report, { person, actsFor }: Actor) {
  return {
    companyId,
    userId: person ? (actsFor ?? person).id : null,
    actingUserId: actsFor && person ? person.id : null,
    reportId: report.id,
    reportType: 'Regular',
    lastModifiedDate: report.modifiedAt.toISOString(),
  };
}

function roleOf({ approvalStatus }: Report): string {
  if (isWithOwner(approvalStatus)) return 'EMPLOYEE';
  if (isAtSystem(approvalStatus)) return 'SYSTEM';
  return approvalStatus === 'A_ACCO' || approvalStatus === 'A_APPR' ? 'PROCESSOR' : 'MANAGER';
}

function addressOf(url: string, { id, owner }: Report): string {
  return `${url}/expensereports/v4/users/${owner.id}/context/TRAVELER/reports/${id}`;
}
