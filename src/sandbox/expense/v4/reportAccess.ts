import type { Person } from '../../company/people.js';
import type { SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import { type Actor, actorOf, isProcessor, mayActFor } from '../actor.js';
import type { Report } from '../report.js';
import type { FoundExpense } from '../reportBook.js';
import { wrongField } from '../wireFields.js';
import { toUuid } from './ids.js';

/** Role in which the user of a path acts. */
export type ContextType = 'TRAVELER' | 'MANAGER' | 'PROCESSOR' | 'PROXY';

/** Whose tokens an operation takes. */
export type Tokens = 'user' | 'company' | 'any';

/** What a path leads to, and who is there. */
export interface Visit {
  readonly report: Report;
  readonly actor: Actor;
  /** Base of the addresses that the caller can follow from here. */
  readonly address: string;
}

/** Who may do what, for the paths of Expense v4 (/api-reference/expense/expense-report/v4.reports.html). */
export class ReportAccess {
  readonly #context: SandboxContext;

  constructor(context: SandboxContext) {
    this.#context = context;
  }

  /** The user of the path. @throws {Refusal} 403 when the token is not theirs, 404 when there is no such user */
  user(call: SandboxCall, tokens: Tokens): Person {
    const caller = call.get('caller');
    requireTokens(call, tokens);
    const id = call.req.param('userId') ?? '';
    const user = this.#context.company.people.find((person) => person.id === id.toLowerCase() && !person.isDeleted);
    if (!user) throw new Refusal(404, `No user has the id ${id}.`);
    const isOwn = caller.principal.kind === 'user' && caller.principal.person === user;
    if (!isOwn && !isAdministrator(caller)) throw new Refusal(403, 'The access token belongs to another user.');
    return user;
  }

  /** The role of the path. @throws {Refusal} 400 when the operation does not have it */
  contextType(call: SandboxCall, allowed: readonly ContextType[]): ContextType {
    const given = call.req.param('contextType') ?? '';
    const found = allowed.find((type) => type === given.toUpperCase());
    if (!found) throw wrongField('contextType', `is ${given}, but has to be ${allowed.join(' or ')}`);
    return found;
  }

  /** The report of a path with user and context. @throws {Refusal} 403 or 404 when it is not for this user */
  inContext(call: SandboxCall, tokens: Tokens, allowed: readonly ContextType[]): Visit {
    const type = this.contextType(call, allowed);
    const user = this.user(call, tokens);
    const report = this.#report(call);
    this.#requireRole(user, report, type);
    const { principal } = call.get('caller');
    const person = principal.kind === 'user' ? user : undefined;
    const focus = type === 'PROXY' ? report.owner : type === 'MANAGER' ? (report.approver ?? user) : user;
    const address = `${this.#context.url}/expensereports/v4/users/${user.id}/context/${type}/reports/${report.id}`;
    return { report, actor: { person, actsFor: focus === person ? undefined : focus }, address };
  }

  /** The report of a path without a user. @throws {Refusal} 403 or 404 when the token may not see it */
  asSystem(call: SandboxCall, tokens: Tokens): Visit {
    requireTokens(call, tokens);
    const report = this.#report(call);
    const { principal } = call.get('caller');
    if (principal.kind === 'user' && !canSee(principal.person, report)) {
      throw new Refusal(403, `The report ${report.id} belongs to another user.`);
    }
    const address = `${this.#context.url}/expensereports/v4/reports/${report.id}`;
    return { report, actor: actorOf(call.get('caller')), address };
  }

  /** The expense of a path, an itemization included. @throws {Refusal} 404 when the report has no such expense */
  expense(call: SandboxCall, report: Report): FoundExpense {
    const id = call.req.param('expenseId') ?? '';
    const found = this.#context.books.reports.findExpense(toUuid(id));
    if (found?.report.id !== report.id)
      throw new Refusal(404, `The report ${report.id} has no expense with the id ${id}.`);
    return found;
  }

  #report(call: SandboxCall): Report {
    const id = call.req.param('reportId') ?? '';
    const report = this.#context.books.reports.findReport(id.toUpperCase());
    if (!report) throw new Refusal(404, `No report has the id ${id}.`);
    return report;
  }

  #requireRole(user: Person, report: Report, type: ContextType): void {
    const { owner, id } = report;
    if (type === 'TRAVELER' && owner !== user) throw new Refusal(404, `${user.login} has no report with the id ${id}.`);
    const may = {
      TRAVELER: true,
      PROXY: mayActFor(user, owner),
      MANAGER: this.#isApproverOf(user, report),
      PROCESSOR: isProcessor(user),
    };
    if (!may[type]) throw new Refusal(403, `${user.login} is no ${type} of the report ${id}.`);
  }

  /** Whether somebody is the present approver, stands in for them, or is above the owner. */
  #isApproverOf(user: Person, { owner, approver }: Report): boolean {
    if (approver && (approver === user || approver.delegateLogins.includes(user.login))) return true;
    const seen = new Set<Person>();
    for (
      let at = this.#context.company.managerOf(owner);
      at && !seen.has(at);
      at = this.#context.company.managerOf(at)
    ) {
      if (at === user) return true;
      seen.add(at);
    }
    return false;
  }
}

function canSee(person: Person, { owner, approver }: Report): boolean {
  return mayActFor(person, owner) || person === approver || isProcessor(person);
}

function requireTokens(call: SandboxCall, tokens: Tokens): void {
  const { kind } = call.get('caller').principal;
  if (kind === 'app')
    throw new Refusal(403, 'The token of an app does not open reports; use that of a user or company.');
  if (tokens !== 'any' && kind !== tokens) throw new Refusal(403, `This call takes the access token of a ${tokens}.`);
}
