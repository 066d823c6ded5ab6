import type { Company } from '../company/company.js';
import type { Person } from '../company/people.js';
import type { Principal, PrincipalKey } from './caller.js';
import { isTokenCode, TokenRefusal } from './tokenRefusal.js';

/** The password of everybody in the sandbox who was not given another. */
export const SANDBOX_PASSWORD = 'Lakeside-2-Explore';

const ELSEWHERE = { id: '7c0b5a1e-93d4-4f26-8e7b-51c2d9f0a638', login: 'eu.user@example.com' } as const;

/**
 * Who can sign in: the people of the company, and a person whose account lives in another data centre. That one is
 * the same server under its other name, `localhost`: a client that follows the answer there finds the account, and
 * still nothing leaves the machine.
 *
 * Logins `code<number>@example.com` are refused with that code of the token service, whatever it stands for.
 */
export class Accounts {
  readonly companyId: string;
  readonly #company: Company;
  readonly #here: string;
  readonly #elsewhere: string;
  readonly #stranger: Person | undefined;

  /** @param url base of the sandbox, with the host 127.0.0.1 */
  constructor(company: Company, url: string) {
    this.companyId = company.id;
    this.#company = company;
    this.#here = url;
    this.#elsewhere = url.replace('127.0.0.1', 'localhost');
    const [someone] = company.people;
    this.#stranger = someone && {
      ...someone,
      ...ELSEWHERE,
      firstName: 'Elise',
      lastName: 'Ulmer',
      managerLogin: undefined,
      isAdministrator: false,
    };
  }

  /** By login, in any letter case, or UUID; nobody who was deleted. */
  find(loginOrId: string): Person | undefined {
    const wanted = loginOrId.trim().toLowerCase();
    if (wanted === ELSEWHERE.login || wanted === ELSEWHERE.id) return this.#stranger;
    const person = this.#company.findPerson(wanted);
    return person?.isDeleted ? undefined : person;
  }

  /** By mail address, which most people have for a login, too. */
  findByMail(address: string): Person | undefined {
    const wanted = address.toLowerCase();
    const hasIt = ({ emails }: Person): boolean => emails.some(({ value }) => value.toLowerCase() === wanted);
    return this.find(address) ?? this.#company.people.find((person) => !person.isDeleted && hasIt(person));
  }

  /** @throws {TokenRefusal} what stands in the way of signing in */
  signIn(username: string, password: string): Person {
    this.refuseByCode(username);
    const person = this.find(username);
    const expected = person && (this.#company.passwords.of(person) ?? SANDBOX_PASSWORD);
    if (!person || password !== expected) throw new TokenRefusal(5);
    if (!person.isActive) throw new TokenRefusal(10);
    return person;
  }

  /** @throws {TokenRefusal} for the logins that stand for a code */
  refuseByCode(login: string): void {
    const number = Number(/^code(\d{1,3})@example\.com$/i.exec(login.trim())?.[1]);
    if (isTokenCode(number)) throw new TokenRefusal(number, number === 16 ? this.#elsewhere : undefined);
  }

  /** @throws {TokenRefusal} 123 when tokens of a person outlive the account */
  requireActive(key: PrincipalKey): void {
    const principal = this.principalOf(key);
    const isActive = principal && (principal.kind !== 'user' || principal.person.isActive);
    if (!isActive) throw new TokenRefusal(123);
  }

  /** @throws {TokenRefusal} 16 when the account lives in another data centre than the one that was asked */
  requireHome(principal: PrincipalKey, host: string | undefined): void {
    const home = this.geolocationOf(principal);
    if (home !== this.#here && new URL(home).host !== host) throw new TokenRefusal(16, home);
  }

  geolocationOf({ id }: PrincipalKey): string {
    return id === ELSEWHERE.id ? this.#elsewhere : this.#here;
  }

  /** Undefined when the person is gone. */
  principalOf({ kind, id }: PrincipalKey): Principal | undefined {
    if (kind !== 'user') return { kind, id };
    const person = this.find(id);
    return person && { kind, id, person };
  }
}
