import assert from 'node:assert/strict';
import { Company } from '../../src/sandbox/company/company.js';
import { keepPeople } from '../../src/sandbox/users/keptPeople.js';
import { NOON } from './session.js';

describe('the company', () => {
  it('has fifty people with logins, numbers and phones of their own, and managers among them', () => {
    const { people } = new Company();
    for (const key of ['id', 'login', 'employeeNumber'] as const) {
      assert.equal(new Set(people.map((person) => person[key])).size, 50, key);
    }
    assert.equal(new Set(people.map(({ phones }) => phones[0]?.value)).size, 50);
    const logins = people.map(({ login }) => login);
    for (const { managerLogin, delegateLogins, login } of people) {
      const others = [...(managerLogin === undefined ? [] : [managerLogin]), ...delegateLogins];
      assert.ok(
        others.every((other) => logins.includes(other) && other !== login),
        login,
      );
    }
    assert.equal(people[0]?.login, 'ana.silva@example.com');
    assert.equal(people.filter(({ isActive }) => !isActive).length, 2);
  });

  it('keeps a person the same object through changes, and lets others follow a new login', () => {
    const company = new Company();
    const li = company.findPerson('LI.wei@example.com');
    const ana = company.findPerson('ana.silva@example.com');
    assert.ok(li && ana);
    company.change(li, { login: 'li@example.com' }, NOON);
    assert.equal(company.findPerson('li@example.com'), li);
    assert.equal(company.findPerson('li.wei@example.com'), undefined);
    assert.equal(company.managerOf(ana), li);
    assert.equal(li.version, 1);
    company.remove(li);
    assert.equal(company.managerOf(ana)?.login, 'nadia.haddad@example.com');
    assert.equal(company.people.length, 49);
    assert.throws(() => company.hire(ana), /taken/);
  });

  it('is saved as JSON and loaded as it was', () => {
    const company = new Company();
    const kept = keepPeople(company);
    const [ana, li] = company.people;
    assert.ok(ana && li);
    const before = structuredClone(company.people);
    company.passwords.set(ana, 'Another-1');
    const saved: unknown = JSON.parse(JSON.stringify(kept.save()));
    company.change(ana, { terminationDate: '2026-01-01', isActive: false, lastName: 'Berg' }, NOON);
    company.passwords.forget(ana);
    company.remove(li);
    kept.load(saved);
    assert.deepEqual(structuredClone(company.people), before);
    assert.equal(company.people[0], ana);
    assert.equal(company.passwords.of(ana), 'Another-1');
    assert.equal(company.findPerson('li.wei@example.com')?.id, li.id);
    assert.throws(() => kept.load({ people: [{}], passwords: {} }));
  });
});
