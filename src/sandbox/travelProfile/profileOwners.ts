import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import { type Caller, isAdministrator, loginOf } from '../identity/caller.js';
import type { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { ProfileBook } from './profileBook.js';

/**
 * Whose profile a call reads: that of `userid_value`, else of the token's owner.
 * @param types values of `userid_type` that the version takes
 * @throws {Refusal} 400 with the page's codes EC1 (nobody is named so) and EC2 (no administrator)
 */
export function profileOwner(
  query: Query,
  caller: Caller,
  { company }: SandboxContext,
  book: ProfileBook,
  types: readonly string[],
): Person {
  const [type, value] = [query.text('userid_type')?.toLowerCase(), query.text('userid_value')];
  if (type === undefined && value === undefined) {
    const own = company.findPerson(loginOf(caller) ?? '');
    if (!own) throw new Refusal(400, 'EC1: The token belongs to no person; name the user.');
    return own;
  }
  if (type === undefined || !types.includes(type)) {
    throw new Refusal(400, `userid_type has to be one of ${types.join(', ')} when userid_value is given.`);
  }
  if (value === undefined) throw new Refusal(400, 'userid_value is missing beside userid_type.');
  const person = findBy(type, value, book);
  if (person?.login !== loginOf(caller)) requireTravelAdministrator(caller);
  if (!person) throw new Refusal(400, `EC1: Nobody in the company is named by ${type} ${value}.`);
  return person;
}

/** @throws {Refusal} 400 with the code EC2 */
export function requireTravelAdministrator(caller: Caller): void {
  if (isAdministrator(caller)) return;
  throw new Refusal(400, 'EC2: Only an administrator of the company may work on the profiles of others.');
}

function findBy(type: string, value: string, book: ProfileBook): Person | undefined {
  const wanted = value.toLowerCase();
  return book.profiles.find(({ person, xmlSyncId }) => {
    const key = { login: person.login, uuid: person.id, xmlsyncid: xmlSyncId.toLowerCase() }[type];
    return key === wanted;
  })?.person;
}
