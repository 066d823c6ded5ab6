import { hirePeople } from './employees.js';
import { PasswordBook } from './passwordBook.js';
import type { Person, PersonChanges } from './people.js';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The virtual company that owns everything in the sandbox. */
export class Company {
  /** Company UUID. */
  readonly id = '36e0c1f4-5b0a-4a7e-9d52-7f1b86c2a913';
  readonly name = 'Example Instruments';
  readonly passwords = new PasswordBook();
  #people: Writable<Person>[] = [];
  readonly #byId = new Map<string, Person>();
  readonly #byLogin = new Map<string, Person>();

  constructor() {
    this.replacePeople(hirePeople());
  }

  /** In the order in which they came, the softly deleted among them. */
  get people(): readonly Person[] {
    return this.#people;
  }

  /** Finds somebody by login (in any letter case) or UUID. */
  findPerson(loginOrId: string): Person | undefined {
    const wanted = loginOrId.toLowerCase();
    return this.#byLogin.get(wanted) ?? this.#byId.get(wanted);
  }

  findEmployee(employeeNumber: string): Person | undefined {
    if (employeeNumber === '') return undefined;
    return this.#people.find((person) => person.employeeNumber === employeeNumber);
  }

  managerOf(person: Person): Person | undefined {
    return person.managerLogin === undefined ? undefined : this.findPerson(person.managerLogin);
  }

  /** @throws {Error} when login or UUID are taken */
  hire(person: Person): Person {
    if (this.#byId.has(person.id) || this.#byLogin.has(person.login)) throw new Error(`${person.login} is taken.`);
    const hired = { ...person };
    this.#people.push(hired);
    this.#index(hired);
    return hired;
  }

  /** Changes what a person says and counts the change. Whoever names the person by login follows a new one. */
  change(person: Person, changes: PersonChanges, at: Date): void {
    const found = this.#people.find(({ id }) => id === person.id);
    if (!found) return;
    const oldLogin = found.login;
    Object.assign(found, changes, { modifiedAt: at, version: found.version + 1 });
    if (found.login === oldLogin) return;
    this.#byLogin.delete(oldLogin);
    this.#index(found);
    const renamed = (login: string): string => (login === oldLogin ? found.login : login);
    for (const other of this.#people) {
      other.managerLogin = other.managerLogin && renamed(other.managerLogin);
      other.delegateLogins = other.delegateLogins.map(renamed);
    }
  }

  /** Keeps the person and what belongs to them, but lets nobody work as them any more. */
  deactivate(person: Person, at: Date): void {
    this.change(person, { isActive: false, terminationDate: at.toISOString().slice(0, 10) }, at);
  }

  /** Forgets a person; whoever they managed goes to their manager. */
  remove(person: Person): void {
    this.#people = this.#people.filter(({ id }) => id !== person.id);
    this.#byId.delete(person.id);
    this.#byLogin.delete(person.login);
    this.passwords.forget(person);
    for (const other of this.#people) {
      if (other.managerLogin === person.login) other.managerLogin = person.managerLogin;
      other.delegateLogins = other.delegateLogins.filter((login) => login !== person.login);
    }
  }

  /** Takes over other people, as from a file; whoever was here already stays the same object. */
  replacePeople(people: readonly Person[]): void {
    this.#people = people.map((person) => Object.assign(this.#byId.get(person.id) ?? {}, person));
    this.#byId.clear();
    this.#byLogin.clear();
    for (const person of this.#people) this.#index(person);
  }

  #index(person: Person): void {
    this.#byId.set(person.id, person);
    this.#byLogin.set(person.login, person);
  }
}
