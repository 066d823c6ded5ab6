import type { Person } from '../company/people.js';
import type { Caller } from '../identity/caller.js';

/** Who does something to a report. */
export interface Actor {
  /** Who it is; undefined for the token of a company or app. */
  readonly person: Person | undefined;
  /** In whose name, where that is somebody else. */
  readonly actsFor: Person | undefined;
}

/** The actor behind a call; `actsFor` counts only where it is not the caller. */
export function actorOf({ principal }: Caller, actsFor?: Person): Actor {
  const person = principal.kind === 'user' ? principal.person : undefined;
  return { person, actsFor: actsFor === person ? undefined : actsFor };
}

/** Whether somebody has the role of a processor, who reviews what managers approved. */
export function isProcessor({ isAdministrator, roles }: Person): boolean {
  return isAdministrator || roles.includes('EXP_PROCESSOR');
}

/** Whether somebody may act for another: an administrator, or whom the other has named as a delegate. */
export function mayActFor(person: Person, other: Person): boolean {
  return person === other || person.isAdministrator || other.delegateLogins.includes(person.login);
}
