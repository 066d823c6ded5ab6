import { departments } from '../../company/employees.js';
import type { Person, PersonChanges } from '../../company/people.js';
import { placeIn, placeOf } from '../../company/places.js';
import type { SandboxContext } from '../../context.js';
import type { Caller } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord } from '../../protocol/xml.js';
import { writableBy } from './attributeScopes.js';
import type { ScimDocument } from './filterMatch.js';
import { applyPatch, type PatchOperation } from './patch.js';
import { readResource } from './readResource.js';
import { readUserChanges } from './userChanges.js';
import { writableDocument } from './userDocument.js';
import { ENTERPRISE, userSchemas } from './userSchemas.js';
import type { UserService } from './userService.js';

const TOPIC = 'public.concur.user.profile.identity';

type ChangeKind = 'Created' | 'Updated' | 'Deleted';

/** Makes, changes and removes people the way the SCIM services ask for it, and tells others about it. */
export class UserDirectory {
  constructor(readonly context: SandboxContext) {}

  /** Everybody who can still be found, in a stable order. */
  get people(): readonly Person[] {
    return this.context.company.people.filter(({ isDeleted }) => !isDeleted);
  }

  /** @throws {Refusal} 404 */
  find(id: string): Person {
    const person = this.context.company.people.find((candidate) => candidate.id === id.toLowerCase());
    if (!person || person.isDeleted) throw new Refusal(404, `No user has the id ${id}.`);
    return person;
  }

  /** @throws {ScimRefusal} the body breaks a rule */
  create(caller: Caller, body: ScimDocument, { schemas }: Pick<UserService, 'schemas'>): Person {
    const document = writableBy(caller, {}, this.#withCompany(readResource(body, schemas)));
    const changes = readUserChanges(document, undefined, this.context.company, this.context.now());
    return this.hire(changes);
  }

  /** Puts the body in the place of all that the service knows of the user. */
  replace(caller: Caller, person: Person, body: ScimDocument, { schemas }: Pick<UserService, 'schemas'>): void {
    const before = writableDocument(person, this.context.company);
    const given = readResource(body, schemas);
    this.#store(caller, person, before, this.#withCompany(keepUnknown(before, given, schemas)));
  }

  patch(
    caller: Caller,
    person: Person,
    operations: readonly PatchOperation[],
    { schemas }: Pick<UserService, 'schemas'>,
  ): void {
    const before = writableDocument(person, this.context.company);
    this.#store(caller, person, before, readResource(applyPatch(before, operations, schemas), userSchemas));
  }

  /** Removes somebody for good. @throws {Refusal} 400 for people with reports or trips */
  remove(person: Person): void {
    const { reports, trips } = this.context.books;
    const isOwner = ({ owner }: { readonly owner: Person }): boolean => owner.id === person.id;
    if (reports.reports.some(isOwner) || trips.trips.some(isOwner)) {
      throw new Refusal(400, `${person.login} has reports or trips; set active to false instead of deleting.`);
    }
    this.context.company.remove(person);
    this.#tell('Deleted', person, null);
  }

  /** Ends somebody and hides them, but keeps what belongs to them. */
  removeSoftly(person: Person): void {
    const now = this.context.now();
    this.context.company.deactivate(person, now);
    this.context.company.change(person, { isDeleted: true }, now);
    this.#tell('Deleted', person, null);
  }

  /** A new employee with what is said of them, and usual things for all else. */
  hire(changes: PersonChanges): Person {
    const { company, newUuid, now } = this.context;
    const seattle = placeOf('SEA');
    const country = changes.addresses?.find(({ type }) => type === 'work')?.country;
    const person = company.hire({
      ...blankPerson(newUuid(), now()),
      home: country === undefined ? seattle : placeIn(country, seattle),
      ...changes,
    });
    this.#tell('Created', person, null);
    return person;
  }

  /** Changes a person and tells which attributes of the resource are others now. */
  change(person: Person, changes: PersonChanges): void {
    const { company, now } = this.context;
    const before = writableDocument(person, company);
    company.change(person, changes, now());
    const changed = changedNames(before, writableDocument(person, company));
    if (changed.length > 0) this.#tell('Updated', person, changed);
  }

  #store(caller: Caller, person: Person, before: ScimDocument, after: ScimDocument): void {
    const allowed = writableBy(caller, before, after);
    this.change(person, readUserChanges(allowed, person, this.context.company, this.context.now()));
  }

  #withCompany(document: ScimDocument): ScimDocument {
    return ENTERPRISE in document ? document : { ...document, [ENTERPRISE]: { companyId: this.context.company.id } };
  }

  #tell(what: ChangeKind, { id }: Person, attributes: readonly string[] | null): void {
    const { changes, company, url } = this.context;
    const userHref = `${url}/profile/identity/v4/Users/${id}`;
    const data = { originator: 'com.concur.profile', companyId: company.id, userId: id, userHref, attributes };
    changes.publish({ topic: TOPIC, eventType: `IdentityProfile${what}`, data });
  }
}

/** A replacement leaves alone what the service does not know. */
function keepUnknown(before: ScimDocument, given: ScimDocument, schemas: UserService['schemas']): ScimDocument {
  const [core, ...extensions] = schemas;
  const merge = (old: unknown, next: unknown, known: readonly { readonly name: string }[]): ScimDocument => {
    const kept = Object.entries(isRecord(old) ? old : {}).filter(
      ([name]) => !name.startsWith('urn:') && !known.some((attribute) => attribute.name === name),
    );
    return { ...Object.fromEntries(kept), ...(isRecord(next) ? next : {}) };
  };
  const merged: Record<string, unknown> = merge(before, given, core?.attributes ?? []);
  for (const { id } of userSchemas.slice(1)) {
    const extension = extensions.find((known) => known.id === id);
    const value = extension ? merge(before[id], given[id], extension.attributes) : before[id];
    if (isRecord(value) && Object.keys(value).length > 0) merged[id] = value;
  }
  return merged;
}

function changedNames(before: ScimDocument, after: ScimDocument): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
}

function blankPerson(id: string, now: Date): Person {
  return {
    id,
    login: `${id}@example.com`,
    firstName: '',
    middleName: '',
    lastName: '',
    home: placeOf('SEA'),
    managerLogin: undefined,
    delegateLogins: [],
    isAdministrator: false,
    reimbursementMethod: 'CNQRPAY',
    employeeNumber: '',
    isActive: true,
    isTest: false,
    isDeleted: false,
    jobTitle: '',
    department: '',
    costCenter: '',
    language: 'en-US',
    timeZone: 'America/New_York',
    startDate: undefined,
    terminationDate: undefined,
    emails: [],
    phones: [],
    addresses: [],
    formFields: { orgUnit1: 'SLS', custom1: departments.SLS.costCenter },
    ledger: 'DEFAULT',
    cashAdvanceAccount: '',
    roles: [],
    more: {},
    productData: {},
    createdAt: now,
    modifiedAt: now,
    version: 0,
  };
}
