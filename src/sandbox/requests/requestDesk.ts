import type { CashAdvance, CashAdvanceStatus } from '../cashAdvances/cashAdvance.js';
import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import type { ExpectedExpenseBook } from './expectedExpense.js';
import { isWithOwner, type RequestStep, type TravelRequest } from './request.js';
import { tellOfRequest } from './requestEvents.js';
import { alertsOf, dollarsOf, isBlocking, missingFields } from './requestExceptions.js';
import { BUDGET_LIMIT_DOLLARS, defaultRequestPolicy, findRequestPolicy } from './requestPolicies.js';
import { RequestRefusal } from './requestRefusal.js';

export const REQUEST_ACTIONS = ['submit', 'approve', 'recall', 'sendback', 'cancel', 'close', 'reopen'] as const;
export type RequestAction = (typeof REQUEST_ACTIONS)[number];

/** Which actions the state of a request leaves to its owner, and to whoever has it. */
export function openActions(request: TravelRequest): {
  readonly owner: readonly RequestAction[];
  readonly approver: readonly RequestAction[];
} {
  if (request.isClosed) return { owner: ['reopen'], approver: [] };
  if (isWithOwner(request)) return { owner: ['submit'], approver: [] };
  if (request.status === 'SUBMITTED') return { owner: ['recall', 'cancel'], approver: ['approve', 'sendback'] };
  return { owner: request.status === 'CANCELED' ? ['close'] : ['cancel', 'close'], approver: [] };
}

/** What the desk needs of the sandbox. */
export type RequestDeskNeeds = Pick<SandboxContext, 'changes' | 'company' | 'now' | 'newUuid' | 'url'> & {
  readonly books: Pick<SandboxContext['books'], 'requests' | 'cashAdvances'>;
};

/** Where requests move through approval, for all versions of the API; cash advances go with them. */
export class RequestDesk {
  readonly #context: RequestDeskNeeds;
  readonly #expenses: ExpectedExpenseBook;

  constructor(context: RequestDeskNeeds, expenses: ExpectedExpenseBook) {
    this.#context = context;
    this.#expenses = expenses;
  }

  /**
   * Takes a step; who may take it has been checked.
   * @param actor who does it, undefined for a system
   * @throws {RequestRefusal} when the state does not allow it, or the rules of the company
   */
  act(request: TravelRequest, action: RequestAction, actor: Person | undefined, comment?: string): TravelRequest {
    const open = openActions(request);
    if (![...open.owner, ...open.approver].includes(action)) {
      const state = request.isClosed ? 'closed' : request.status;
      throw new RequestRefusal('permissionDenied', `The request ${request.key} is ${state} and takes no ${action}.`);
    }
    const moved = this.#context.books.requests.put<TravelRequest>({
      ...request,
      ...this.#move(request, action, actor),
      stepId: this.#context.newUuid().replaceAll('-', '').toUpperCase(),
      modifiedAt: this.#context.now(),
      movedAt: this.#context.now(),
      comments: comment
        ? [...request.comments, { ...(actor ? { authorId: actor.id } : {}), text: comment, at: this.#context.now() }]
        : request.comments,
    });
    this.#moveAdvances(moved);
    tellOfRequest(this.#context, moved, actor);
    return moved;
  }

  #move(request: TravelRequest, action: RequestAction, actor: Person | undefined): Partial<TravelRequest> {
    const nowhere = { step: undefined, approverId: undefined };
    switch (action) {
      case 'submit':
        return this.#submit(request);
      case 'approve':
        return {
          ...this.#enter(request, this.#stepAfter(request, request.step)),
          approvedByIds: actor ? [...request.approvedByIds, actor.id] : request.approvedByIds,
        };
      case 'recall':
        return { ...nowhere, status: 'SENTBACK', isRecalled: true };
      case 'sendback':
        return { ...nowhere, status: 'SENTBACK', isRecalled: false, everSentBack: true };
      case 'cancel':
        return { ...nowhere, status: 'CANCELED', canceledPostApproval: request.authorizedAt !== undefined };
      case 'close':
        return { isClosed: true };
      case 'reopen':
        return { isClosed: false };
    }
  }

  #submit(request: TravelRequest): Partial<TravelRequest> {
    const { company, now } = this.#context;
    const owner = this.#ownerOf(request);
    const missing = missingFields(request);
    if (missing.length > 0)
      throw new RequestRefusal('missingRequiredField', `These fields are required and empty: ${missing.join(', ')}.`);
    const blocking = alertsOf(request, this.#expenses.ofRequest(request.id), owner).find(isBlocking);
    if (blocking) throw new RequestRefusal('STEP_EXIT_BLOCKING_BY_EXCEPTION', blocking.message);
    if (!company.managerOf(owner))
      throw new RequestRefusal('NO_APPROVER', `${owner.login} has no manager who could approve the request.`);
    const entered = this.#enter(request, this.#stepAfter(request, undefined));
    return { ...entered, submittedAt: now(), isRecalled: false, approvedByIds: [] };
  }

  #enter(request: TravelRequest, step: RequestStep | undefined): Partial<TravelRequest> {
    if (!step) return { status: 'APPROVED', step: undefined, approverId: undefined, authorizedAt: this.#context.now() };
    return { status: 'SUBMITTED', step, approverId: this.#approverAt(request, step)?.id };
  }

  /** The next step that concerns the request; undefined behind the last. */
  #stepAfter(request: TravelRequest, step: RequestStep | undefined): RequestStep | undefined {
    const { steps } = findRequestPolicy(request.policyId) ?? defaultRequestPolicy;
    return steps.slice(step === undefined ? 0 : steps.indexOf(step) + 1).find((next) => {
      return next !== 'BUDGET' || this.#isForBudget(request);
    });
  }

  #isForBudget(request: TravelRequest): boolean {
    const owner = this.#ownerOf(request);
    const isCostly = dollarsOf(this.#expenses.ofRequest(request.id), owner) > BUDGET_LIMIT_DOLLARS;
    const approver = this.#approverAt(request, 'BUDGET');
    return isCostly && approver !== undefined && approver !== owner;
  }

  #approverAt(request: TravelRequest, step: RequestStep): Person | undefined {
    const { company } = this.#context;
    if (step === 'MANAGER') return company.managerOf(this.#ownerOf(request));
    if (step === 'EXTERNAL') return undefined;
    return company.people.find(({ roles, isActive }) => isActive && roles.includes('SHD_BUDGET_ADMIN'));
  }

  #ownerOf({ ownerId, id }: TravelRequest): Person {
    const owner = this.#context.company.findPerson(ownerId);
    if (!owner) throw new RequestRefusal('userNotFound', `The owner of the request ${id} is gone.`);
    return owner;
  }

  /** Cash advances that were asked for with a request share its fate until they are handed out. */
  #moveAdvances(request: TravelRequest): void {
    const { cashAdvances } = this.#context.books;
    const status = ADVANCES[request.status];
    for (const advance of cashAdvances.ofRequest(request.id)) {
      if (advance.status === 'C_ISSU' || advance.status === 'C_COMP') continue;
      cashAdvances.put<CashAdvance>({ ...advance, status, modifiedAt: this.#context.now() });
    }
  }
}

const ADVANCES: Readonly<Record<TravelRequest['status'], CashAdvanceStatus>> = {
  NOT_SUBMITTED: 'C_NOTF',
  SUBMITTED: 'C_PEND',
  SENTBACK: 'C_REJE',
  APPROVED: 'C_APPR',
  PENDING_BOOKING: 'C_APPR',
  CANCELED: 'C_NISU',
};
