import type { Person } from './people.js';

/** Passwords of those who do not have the one that every employee starts with. */
export class PasswordBook {
  readonly #passwords = new Map<string, string>();

  /** undefined: the one that every employee starts with */
  of({ id }: Pick<Person, 'id'>): string | undefined {
    return this.#passwords.get(id);
  }

  set({ id }: Pick<Person, 'id'>, password: string): void {
    this.#passwords.set(id, password);
  }

  forget({ id }: Pick<Person, 'id'>): void {
    this.#passwords.delete(id);
  }

  /** By UUID of the person. */
  save(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#passwords);
  }

  load(passwords: Readonly<Record<string, string>>): void {
    this.#passwords.clear();
    for (const [id, password] of Object.entries(passwords)) this.#passwords.set(id, password);
  }
}
