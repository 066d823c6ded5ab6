import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import { Refusal } from '../protocol/refusal.js';
import { type Caller, isAdministrator, loginOf } from './caller.js';

/**
 * Whose objects a list shows (/api-reference/expense/expense-report/v3.reports.html): the caller's own unless `user` is given, those of one login, or with
 * `ALL` everybody's.
 * @throws {Refusal} 403 when the caller may not look at others, 400 when nobody has the login
 */
export function listedOwners(caller: Caller, user: string | undefined, company: Company): (owner: Person) => boolean {
  if (user?.toUpperCase() === 'ALL') {
    requireAdministrator(caller);
    return () => true;
  }
  const login = user === undefined ? loginOf(caller) : actingFor(user, caller, company).login;
  return (owner) => owner.login === login;
}

/**
 * Whose object a call on a single one is about; `ALL` is refused there.
 * @throws {Refusal} as for lists, and 400 when neither token nor `user` names a person
 */
export function soleOwner(caller: Caller, user: string | undefined, company: Company): Person {
  const login = user ?? loginOf(caller);
  if (login === undefined) throw new Refusal(400, 'The token belongs to no person; name the owner by login.');
  if (login.toUpperCase() === 'ALL') throw new Refusal(400, 'ALL is for lists; name one owner by login here.');
  return actingFor(login, caller, company);
}

function actingFor(user: string, caller: Caller, company: Company): Person {
  if (user.toLowerCase() !== loginOf(caller)) requireAdministrator(caller);
  const person = company.people.find(({ login }) => login === user.toLowerCase());
  if (!person) throw new Refusal(400, `Nobody has the login "${user}".`);
  return person;
}

function requireAdministrator(caller: Caller): void {
  if (isAdministrator(caller)) return;
  throw new Refusal(403, 'Only a Web Services Administrator may act for other users.');
}
