import type { Schema } from '../../catalog/model.js';
import type { Person } from '../company/people.js';
import type { SandboxContext } from '../context.js';
import { type Caller, isAdministrator, loginOf } from '../identity/caller.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord, WireValue } from '../protocol/xml.js';
import { type Finding, siftElements } from '../travel/elements.js';
import { UserDirectory } from '../users/scim/userDirectory.js';
import { weedSection } from './fieldRules.js';
import { type GeneralChanges, readGeneral } from './generalRules.js';
import { INNER_LISTS, LISTS, requireElements } from './listRules.js';
import { isError, type Note, type Outcome, type OutcomeCode } from './outcome.js';
import { type ProfileBook, recordOf } from './profileBook.js';
import { requireTravelAdministrator } from './profileOwners.js';
import { isTravelPartner, scopeOf } from './profileView.js';
import { writeSection } from './sectionRules.js';
import { blankGeneral } from './seedProfile.js';

/** What came of a body. */
export interface Saved {
  readonly outcomes: readonly Outcome[];
  /** The person that was created. */
  readonly created?: Person;
}

const CODES: Readonly<Record<Finding['problem'], OutcomeCode>> = {
  readOnly: 'E001',
  length: 'W002',
  choice: 'W006',
  range: 'W006',
  pattern: 'W001',
  kind: 'W001',
  shape: 'W018',
};

/** Creates and updates travel profiles (/api-reference/travel-profile/v2.profile-resource.html). */
export class ProfileWriter {
  readonly #directory: UserDirectory;

  constructor(
    readonly context: SandboxContext,
    readonly book: ProfileBook,
  ) {
    this.#directory = new UserDirectory(context);
  }

  /**
   * Stores a body, or nothing when an outcome is an error.
   * @param content of `ProfileResponse`, attributes by `@name`
   * @throws {Refusal} 400 with EC1, EC2 or EC4
   */
  save(content: WireRecord, schema: Schema, caller: Caller): Saved {
    const outcomes: Outcome[] = [];
    const note: Note = (code, field, message) => void outcomes.push({ code, field, message });
    const found = siftElements(content, schema, ({ path, problem, message }) => {
      if (path === 'General/PreferredLanguage') return; // what the list does not hold is stored as empty
      note(CODES[problem], path, `${path} ${message}.`);
    });
    const { '@Action': action, '@LoginId': login, '@Status': status, Password: password, ...given } = found;
    if (content['@Action'] === undefined) note('E002', 'Action', 'Action is required: Create or Update.');
    if (login === undefined || login === '') note('E002', 'LoginId', 'LoginId is required.');
    if (action === undefined || typeof login !== 'string' || outcomes.some(isError)) return { outcomes };
    const person = action === 'Create' ? undefined : this.#findPerson(login, caller);
    if (action === 'Create') this.#checkNew(login, recordOf(given.General), caller, note);
    const today = this.context.now();
    const languages = recordOf(content.General).PreferredLanguage;
    const general = {
      ...recordOf(given.General),
      ...(languages === undefined ? {} : { PreferredLanguage: recordOf(given.General).PreferredLanguage ?? '' }),
    };
    const changes = readGeneral(this.#open('General', general, caller, note), person?.id, this.context, note);
    const sections = this.#readSections(given, person, caller, today, note);
    if (outcomes.some(isError)) return { outcomes };
    const isActive = status === undefined || status === '' ? undefined : status === 'Active';
    if (person) {
      this.#update(person, changes, sections, isActive);
      return { outcomes };
    }
    const created = this.#create(login, changes, sections, isActive ?? true);
    if (typeof password === 'string' && password !== '') this.context.company.passwords.set(created, password);
    return { outcomes, created };
  }

  #findPerson(login: string, caller: Caller): Person {
    if (login.toLowerCase() !== loginOf(caller)) requireTravelAdministrator(caller);
    const person = this.context.company.people.find((one) => one.login === login.toLowerCase() && !one.isDeleted);
    if (!person) throw new Refusal(400, `EC1: Nobody in the company has the login ${login}.`);
    return person;
  }

  #checkNew(login: string, general: WireRecord, caller: Caller, note: Note): void {
    if (!isAdministrator(caller)) requireTravelAdministrator(caller);
    for (const element of ['FirstName', 'LastName', 'TravelConfigID']) {
      if (general[element] === undefined || general[element] === '') {
        note('E002', `General/${element}`, `${element} is required for a new user.`);
      }
    }
    if (this.context.company.findPerson(login)) note('E111', 'LoginId', `The login ${login} is taken.`);
  }

  /** The elements of a section without those that need a scope which the caller has not. */
  #open(name: string, section: WireRecord, { scopes }: Caller, note: Note): WireRecord {
    const entries = Object.entries(section).filter(([element]) => {
      const path = `${name}/${element}`;
      const scope = scopeOf(path);
      if (scope === undefined || scopes.includes(scope)) return true;
      note('E001', path, `${path} needs the scope ${scope}.`);
      return false;
    });
    return Object.fromEntries(entries);
  }

  #readSections(given: WireRecord, person: Person | undefined, caller: Caller, today: Date, note: Note): WireRecord {
    const owner = person ?? BLANK;
    const before = person ? this.book.of(person).sections : {};
    const written: [string, WireValue][] = [];
    for (const [name, value] of Object.entries(given)) {
      if (name === 'General') continue;
      const scope = scopeOf(name);
      if (scope !== undefined && !caller.scopes.includes(scope)) {
        note('E001', name, `${name} needs the scope ${scope}.`);
        continue;
      }
      requireItems(name, value ?? '', note);
      const section = weedSection(value ?? '', name, today, note);
      const facts = { context: this.context, person: owner, isPartner: isTravelPartner(caller), before, given, note };
      const result = writeSection(name, section, facts);
      if (result !== undefined) written.push([name, result]);
    }
    return settle(Object.fromEntries(written), recordOf(given.General));
  }

  #create(login: string, { person, profile }: GeneralChanges, sections: WireRecord, isActive: boolean): Person {
    const email = login.includes('@') ? [{ value: login, type: 'work', notifications: true }] : [];
    const created = this.#directory.hire({
      login: login.toLowerCase(),
      emails: email,
      roles: ['TravelUser'],
      ...person,
      isActive,
    });
    const general = { ...blankGeneral(created.home.country), ...profile };
    this.book.save(created, { ...sections, General: general }, this.context.now());
    this.#tell('Created', created, []);
    return created;
  }

  #update(person: Person, changes: GeneralChanges, sections: WireRecord, isActive: boolean | undefined): void {
    const personChanges = { ...changes.person, ...(isActive === undefined ? {} : { isActive }) };
    if (Object.keys(personChanges).length > 0) this.#directory.change(person, personChanges);
    this.book.save(person, { ...sections, General: changes.profile }, this.context.now());
    const names = [...Object.keys(changes.person), ...Object.keys(changes.profile), ...Object.keys(sections)];
    this.#tell(
      'Updated',
      person,
      names.map((name) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`),
    );
  }

  #tell(what: 'Created' | 'Updated', { id, login }: Person, attributes: readonly string[]): void {
    const { changes, company } = this.context;
    changes.publish({
      topic: 'public.concur.user.travel.profile',
      eventType: `TravelProfile${what}`,
      data: { loginId: login, originator: id, companyId: company.id, userId: id, attributes },
    });
  }
}

/** A person of whom no mail address is known. */
const BLANK = { emails: [] } as const;

function requireItems(name: string, section: WireValue, note: Note): void {
  const rule = LISTS[name];
  if (rule) requireElements(section, name, rule, note);
  for (const [element, value] of Object.entries(recordOf(section))) {
    const inner = INNER_LISTS[`${name}/${element}`];
    if (inner) requireElements(value, `${name}/${element}`, inner, note);
  }
}

/** What follows from other elements: a new passport ends HasNoPassport, a middle name ends NoMiddleName. */
function settle(sections: WireRecord, general: WireRecord): WireRecord {
  const tsa = recordOf(sections.TSAInfo);
  return {
    ...sections,
    ...(recordOf(sections.Passports).Passport === undefined ? {} : { HasNoPassport: 'false' }),
    ...(general.MiddleName && tsa.NoMiddleName !== undefined ? { TSAInfo: { ...tsa, NoMiddleName: 'false' } } : {}),
  };
}
