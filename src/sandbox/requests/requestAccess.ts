import type { Person } from '../company/people.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { isProcessor, mayActFor } from '../expense/actor.js';
import type { ExpectedExpense, ExpectedExpenseBook } from './expectedExpense.js';
import type { TravelRequest } from './request.js';
import { RequestRefusal } from './requestRefusal.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A request with its owner, who is still there. */
export interface FoundRequest {
  readonly request: TravelRequest;
  readonly owner: Person;
}

/** Who may do what with requests (/api-reference/request/v4.endpoints.request-resources.html). */
export class RequestAccess {
  readonly #context: SandboxContext;
  readonly #expenses: ExpectedExpenseBook;

  constructor(context: SandboxContext, expenses: ExpectedExpenseBook) {
    this.#context = context;
    this.#expenses = expenses;
  }

  /**
   * Who acts: the person of the token, or whom `userId` names. Undefined for the system, which a company token without
   * `userId` stands for.
   * @param isNeeded whether a company token has to name somebody
   * @throws {RequestRefusal}
   */
  actor(call: SandboxCall, isNeeded: boolean): Person | undefined {
    const { principal } = call.get('caller');
    const id = call.req.query('userId')?.trim();
    if (principal.kind === 'app')
      throw new RequestRefusal('userIsNotAllowed', 'The token of an app does not open requests.');
    if (!id) {
      if (principal.kind === 'user') return principal.person;
      if (isNeeded) throw new RequestRefusal('missingRequiredParam', 'userId is required with a company token.');
      return undefined;
    }
    const named = this.person(id);
    if (principal.kind === 'user' && !mayActFor(principal.person, named)) {
      throw new RequestRefusal('userIsNotAllowed', `${principal.person.login} may not act for ${named.login}.`);
    }
    return named;
  }

  /** Somebody by UUID. @throws {RequestRefusal} */
  person(id: string): Person {
    if (!UUID.test(id)) throw new RequestRefusal('invalidUuid', `"${id}" is no id of a user.`);
    const person = this.#context.company.findPerson(id);
    if (!person || person.isDeleted) throw new RequestRefusal('userNotFound', `No user has the id ${id}.`);
    return person;
  }

  /** The request of the path, which `actor` can see. @throws {RequestRefusal} */
  request(call: SandboxCall, actor: Person | undefined): FoundRequest {
    return this.visible(call.req.param('requestUuid') ?? '', actor);
  }

  /** A request that `actor` can see. @throws {RequestRefusal} */
  visible(id: string, actor: Person | undefined): FoundRequest {
    const request = this.#context.books.requests.find(id.toUpperCase());
    const owner = request && this.#context.company.findPerson(request.ownerId);
    if (!request || !owner) throw new RequestRefusal('notFound', `No request has the id ${id}.`);
    if (actor && !this.#canSee(actor, request, owner)) {
      throw new RequestRefusal('userIsNotAllowed', `${actor.login} may not see the request ${request.key}.`);
    }
    return { request, owner };
  }

  /** The expected expense of the path and its request. @throws {RequestRefusal} */
  expense(call: SandboxCall, actor: Person | undefined): FoundRequest & { readonly expense: ExpectedExpense } {
    const id = call.req.param('expenseUuid') ?? '';
    const expense = this.#expenses.find(id.toUpperCase());
    if (!expense) throw new RequestRefusal('notFound', `No expected expense has the id ${id}.`);
    return { expense, ...this.visible(expense.requestId, actor) };
  }

  /** Whether somebody has the request before them now, or stands in for who has. */
  hasTurn(actor: Person, { approverId }: TravelRequest): boolean {
    const approver = approverId === undefined ? undefined : this.#context.company.findPerson(approverId);
    return approver !== undefined && (approver === actor || approver.delegateLogins.includes(actor.login));
  }

  #canSee(actor: Person, request: TravelRequest, owner: Person): boolean {
    if (mayActFor(actor, owner) || isProcessor(actor) || this.hasTurn(actor, request)) return true;
    if (request.approvedByIds.includes(actor.id) || request.participantIds.includes(actor.id)) return true;
    const { company } = this.#context;
    const seen = new Set<Person>();
    for (let above = company.managerOf(owner); above && !seen.has(above); above = company.managerOf(above)) {
      if (above === actor) return true;
      seen.add(above);
    }
    return false;
  }
}
