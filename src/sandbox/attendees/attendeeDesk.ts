import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import { type Attendee, type AttendeeBook, SYSTEM_OWNER } from './attendeeBook.js';
import { fieldOf, type GivenFields, writeAttendee } from './attendeeFields.js';
import { type AttendeeType, type AttendeeTypeBook, KEPT_BY_CONCUR } from './attendeeTypes.js';

/** The rules about attendees that all versions share. */
export class AttendeeDesk {
  readonly #context: SandboxContext;

  constructor(
    context: SandboxContext,
    readonly book: AttendeeBook,
    readonly types: AttendeeTypeBook,
  ) {
    this.#context = context;
  }

  /** Attendees that a call may see: all shared ones, and those of private types whose owner it may look at. */
  isVisible(attendee: Attendee, isListed: (owner: Person) => boolean): boolean {
    if (this.types.find(attendee.typeCode)?.isPublic !== false) return true;
    const owner = this.#context.company.findPerson(attendee.ownerLogin);
    return owner !== undefined && isListed(owner);
  }

  /** @param soleOwner tells who is to own an attendee of a private type; shared ones belong to nobody */
  ownerLoginOf(type: AttendeeType, soleOwner: () => Person): string {
    return type.isPublic ? SYSTEM_OWNER.login : soleOwner().login;
  }

  /** @throws {Refusal} 400 when the last name is missing */
  create(type: AttendeeType, ownerLogin: string, given: GivenFields): Attendee {
    if (!given.get('LastName')) throw new Refusal(400, 'The last name is missing.');
    const blank: Attendee = {
      ...this.book.newIds(this.#context.random),
      typeCode: type.code,
      firstName: '',
      lastName: '',
      company: undefined,
      title: undefined,
      externalId: undefined,
      ownerLogin,
      currency: 'USD',
      isDeleted: false,
      versionNumber: 1,
      openingAmount: 0,
      fields: {},
    };
    return writeAttendee(blank, given);
  }

  /** An attendee of the same type and owner that is equal in all fields that its type compares. */
  findDuplicate(attendee: Attendee): Attendee | undefined {
    const fields = this.types.find(attendee.typeCode)?.duplicateFields ?? [];
    if (fields.length === 0) return undefined;
    const textOf = (one: Attendee, field: string): string => fieldOf(one, field).toLowerCase();
    return this.book.attendees.find(
      (other) =>
        other.id !== attendee.id &&
        !other.isDeleted &&
        other.typeCode === attendee.typeCode &&
        other.ownerLogin === attendee.ownerLogin &&
        fields.every((field) => textOf(other, field) === textOf(attendee, field)),
    );
  }

  /** Writes fields over an attendee and keeps it as a new version. @throws {Refusal} 400 when Concur keeps it itself */
  change(attendee: Attendee, given: GivenFields): Attendee {
    if (KEPT_BY_CONCUR.includes(attendee.typeCode)) {
      throw new Refusal(400, `Attendees of the type ${attendee.typeCode} cannot be changed.`);
    }
    if (given.get('LastName') === '') throw new Refusal(400, 'The last name must not be empty.');
    return this.saveVersion(writeAttendee(attendee, given));
  }

  /** Keeps an attendee that was changed as its next version. */
  saveVersion(attendee: Attendee): Attendee {
    const changed = { ...attendee, versionNumber: attendee.versionNumber + 1 };
    this.book.save(changed);
    return changed;
  }
}
