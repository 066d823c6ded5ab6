import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import type { RequestStep, TravelRequest } from './request.js';

/** What the event and its facts say of a step (/event-topics/request/v4.request-events.html). */
const STEPS: Readonly<
  Record<RequestStep, { readonly role: string; readonly code: string; readonly roleCode: string }>
> = {
  MANAGER: { role: 'RequestManager', code: 'Q_PEND', roleCode: 'REQ_MANAGER' },
  BUDGET: { role: 'BudgetManager', code: 'Q_PBDG', roleCode: 'BDGT_APPROVE' },
  EXTERNAL: { role: 'ExternalValidation', code: 'Q_EXTV', roleCode: 'EXT_SYSTEM' },
};

const CODES: Readonly<Record<TravelRequest['status'], string>> = {
  NOT_SUBMITTED: 'Q_NOTF',
  SUBMITTED: 'Q_FILE',
  SENTBACK: 'Q_RESU',
  APPROVED: 'Q_APPR',
  PENDING_BOOKING: 'Q_PEBK',
  CANCELED: 'Q_CANC',
};

/** The code that older versions and events have for where a request stands. */
export function approvalCodeOf({ status, step }: Pick<TravelRequest, 'status' | 'step'>): string {
  return status === 'SUBMITTED' && step ? STEPS[step].code : CODES[status];
}

/** Tells that a request moved on; `actor` is who did it, undefined for a system. Flags are texts, as samples have it. */
export function tellOfRequest(
  { changes, company, url }: Pick<SandboxContext, 'changes' | 'company' | 'url'>,
  request: TravelRequest,
  actor: Person | undefined,
): void {
  const { id, ownerId, approverId, status, step } = request;
  const at = status === 'SUBMITTED' && step ? STEPS[step] : undefined;
  const isRecall = status === 'SENTBACK' && request.isRecalled;
  changes.publish({
    topic: 'public.concur.request',
    eventType: `statusChange.${at ? `PENDING.${at.role}` : status}`,
    data: {
      companyId: company.id,
      id,
      requestId: request.key,
      href: `${url}/travelrequest/v4/requests/${id}`,
      userId: ownerId,
      ...(actor && actor.id !== ownerId ? { actingUserId: actor.id } : {}),
      ...(approverId ? { recipientId: approverId } : {}),
      policyId: request.policyId,
      isClosed: String(request.isClosed),
      isTest: String(company.findPerson(ownerId)?.isTest ?? false),
      isRecall: String(isRecall),
      status: at ? (step === 'EXTERNAL' ? 'PendingExternalValidation' : `Pending${at.role}Approval`) : status,
      ...(at ? { role: at.role } : {}),
      currentApprovalStatus: approvalCodeOf(request),
      stepCode: status === 'SENTBACK' ? 'SENDBACK' : step === 'EXTERNAL' ? 'EXTVAL' : null,
      entityId: 't0042sndbx',
      ...(at && approverId && request.stepId
        ? {
            startingStep: {
              roleCode: at.roleCode,
              stepInstances: [{ id: request.stepId, assignedUserId: approverId }],
            },
          }
        : {}),
    },
  });
}
