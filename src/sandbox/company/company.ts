import { hirePeople, type Person } from './people.js';

/** The virtual company that owns everything in the sandbox. */
export class Company {
  /** Company UUID. */
  readonly id = '36e0c1f4-5b0a-4a7e-9d52-7f1b86c2a913';
  readonly name = 'Example Instruments';
  readonly people: readonly Person[] = hirePeople();

  /** Finds somebody by login (in any letter case) or UUID. */
  findPerson(loginOrId: string): Person | undefined {
    const wanted = loginOrId.toLowerCase();
    return this.people.find(({ login, id }) => login === wanted || id === wanted);
  }

  managerOf(person: Person): Person | undefined {
    return person.managerLogin === undefined ? undefined : this.findPerson(person.managerLogin);
  }
}
