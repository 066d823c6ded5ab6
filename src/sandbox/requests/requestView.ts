import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import { type ExpectedExpense, totalOf } from './expectedExpense.js';
import type { TravelRequest } from './request.js';
import type { RequestAction } from './requestDesk.js';
import { alertsOf, isBlocking, type RequestAlert } from './requestExceptions.js';
import { defaultRequestPolicy, findRequestPolicy, travelAgency } from './requestPolicies.js';

/** What the views need. */
export interface ViewNeeds {
  /** Base of all addresses. */
  readonly url: string;
  readonly company: Company;
}

/** JSON in which undefined fields are left out. */
export type View = Readonly<Record<string, unknown>>;

const STATUS_NAMES: Readonly<Record<TravelRequest['status'], string>> = {
  NOT_SUBMITTED: 'Not Submitted',
  SUBMITTED: 'Pending approval',
  SENTBACK: 'Sent back',
  APPROVED: 'Approved',
  PENDING_BOOKING: 'Pending booking',
  CANCELED: 'Canceled',
};

export function requestStatusName({ status }: TravelRequest): string {
  return STATUS_NAMES[status];
}

/** The address of a thing of Requests v4, with its id and the pattern of all such addresses. */
export function linkTo(url: string, list: string, id: string): View {
  const base = `${url}/travelrequest/v4/${list}`;
  return { href: `${base}/${id}`, id, template: `${base}/{id}` };
}

/** A request in brief, as lists have it. */
export function viewBrief(
  { url, company }: ViewNeeds,
  request: TravelRequest,
  owner: Person,
  expenses: readonly ExpectedExpense[],
): View {
  const { id, status, approverId } = request;
  const policy = findRequestPolicy(request.policyId) ?? defaultRequestPolicy;
  const { currency } = owner.home;
  const total = { value: totalOf(expenses, currency), currency };
  const approver = approverId === undefined ? undefined : company.findPerson(approverId);
  return {
    href: `${url}/travelrequest/v4/requests/${id}`,
    id,
    requestId: request.key,
    name: request.name,
    businessPurpose: request.purpose || undefined,
    comment: request.comments.at(-1)?.text,
    type: policy.type,
    approvalStatus: { code: status, name: requestStatusName(request) },
    approved: status === 'APPROVED' || status === 'PENDING_BOOKING',
    pendingApproval: status === 'SUBMITTED',
    closed: request.isClosed,
    canceledPostApproval: request.canceledPostApproval,
    everSentBack: request.everSentBack,
    highestExceptionLevel: gravest(alertsOf(request, expenses, owner)),
    owner: viewPerson(owner),
    approver: approver && viewPerson(approver),
    startDate: request.startDate,
    startTime: request.startTime,
    endDate: request.endDate,
    endTime: request.endTime,
    creationDate: request.createdAt.toISOString(),
    submitDate: request.submittedAt?.toISOString(),
    authorizedDate: request.authorizedAt?.toISOString(),
    lastModified: request.modifiedAt.toISOString(),
    expenses: expenses.map((one) => linkTo(url, 'expenses', one.id)),
    totalPostedAmount: total,
    totalApprovedAmount: total,
    totalRemainingAmount: total,
  };
}

/** A whole request; `actions` are those that whoever reads it can take now. */
export function viewRequest(
  needs: ViewNeeds,
  request: TravelRequest,
  owner: Person,
  expenses: readonly ExpectedExpense[],
  actions: readonly RequestAction[],
): View {
  const href = `${needs.url}/travelrequest/v4/requests/${request.id}`;
  const policy = findRequestPolicy(request.policyId) ?? defaultRequestPolicy;
  const { parentId, agencyId } = request;
  return {
    ...viewBrief(needs, request, owner, expenses),
    comments: { href: `${href}/comments` },
    exceptions: { href: `${href}/exceptions` },
    cashAdvances: { href: `${href}/cashadvances` },
    mainDestination: request.destination,
    policy: { id: policy.id, href: `${needs.url}/travelrequest/v4/userpolicies/${policy.id}` },
    travelAgency: agencyId === undefined ? undefined : linkTo(needs.url, 'travelagencies', travelAgency.id),
    isParentRequest: policy.allowParticipants,
    parentRequest: parentId === undefined ? undefined : linkTo(needs.url, 'requests', parentId),
    ...viewCustom(request.custom),
    operations: actions.map((rel) => ({ rel, href: `${href}/${rel}` })),
  };
}

/** The comments of a request or of an expense, newest first. */
export function viewComments(
  { company }: ViewNeeds,
  comments: TravelRequest['comments'],
  movedAt: Date | undefined,
): readonly View[] {
  return comments.toReversed().map(({ authorId, text, at }) => {
    const author = authorId === undefined ? undefined : company.findPerson(authorId);
    return {
      author: author ? viewPerson(author) : { firstName: 'Concur', lastName: 'System' },
      creationDateTime: at.toISOString(),
      isLatest: movedAt === undefined || at.getTime() >= movedAt.getTime(),
      value: text,
    };
  });
}

export function viewAlert({ url }: ViewNeeds, request: TravelRequest, alert: RequestAlert): View {
  const { code, level, message, missing, expenseId } = alert;
  const source =
    expenseId === undefined
      ? { id: request.id, href: `${url}/travelrequest/v4/requests/${request.id}`, type: 'HEADER' }
      : { id: expenseId, href: `${url}/travelrequest/v4/expenses/${expenseId}`, type: 'EXPENSE' };
  const parameters = missing.length === 0 ? {} : { missingFields: missing, missingFieldsIds: missing };
  return { code, level, isBlocking: isBlocking(alert), message, source, parameters };
}

/** Custom fields as objects. */
export function viewCustom(custom: TravelRequest['custom']): View {
  return Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, { value, isValid: true }]));
}

export function viewPerson({ id, firstName, middleName, lastName }: Person): View {
  return { id, firstName, middleInitial: middleName.slice(0, 1) || undefined, lastName };
}

function gravest(alerts: readonly RequestAlert[]): 'NONE' | 'WARNING' | 'ERROR' {
  if (alerts.length === 0) return 'NONE';
  return alerts.some(isBlocking) ? 'ERROR' : 'WARNING';
}
