import assert from 'node:assert/strict';
import { matchesFilter } from '../../src/sandbox/users/scim/filterMatch.js';
import { parseFilter } from '../../src/sandbox/users/scim/filterParser.js';
import { ScimRefusal } from '../../src/sandbox/users/scim/scimRefusal.js';
import { userSchemas } from '../../src/sandbox/users/scim/userSchemas.js';
import { ENTERPRISE } from './usersSession.js';

const ana = {
  userName: 'ana.silva@example.com',
  active: true,
  nickName: null,
  name: { givenName: 'Ana', familyName: 'Silva' },
  emails: [
    { type: 'work', value: 'ana.silva@example.com', verified: true },
    { type: 'home', value: 'ana@home.example.com', verified: false },
  ],
  entitlements: ['Expense', 'Travel'],
  meta: { created: '2020-03-01T08:00:00.000Z', version: 4 },
  [ENTERPRISE]: { employeeNumber: '1042', startDate: '2013-01-01T00:00:00.000', manager: { value: 'b9bb' } },
};

describe('SCIM filters', () => {
  for (const [filter, isMet] of [
    ['userName eq "ANA.silva@example.com"', true],
    ['username EQ "ana.silva@example.com"', true],
    ['userName ne "ana.silva@example.com"', false],
    ['nickName ne "Annie"', true],
    ['userName co "SILVA"', true],
    ['userName sw "ana"', true],
    ['userName ew "example.org"', false],
    ['active eq true', true],
    ['active eq "true"', true],
    ['active eq false', false],
    ['nickName pr', false],
    ['emails pr', true],
    ['nickName eq null', true],
    ['name.familyName eq "Silva"', true],
    ['emails.value eq "ana@home.example.com"', true],
    ['emails co "home."', true],
    ['entitlements eq "travel"', true],
    ['entitlements eq "invoice"', false],
    ['emails[type eq "home" and verified eq false]', true],
    ['emails[type eq "work" and verified eq false]', false],
    [`${ENTERPRISE}:employeeNumber eq "1042"`, true],
    [`urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "Ana"`, true],
    [`${ENTERPRISE}:manager.value eq "B9BB"`, true],
    [`${ENTERPRISE}:manager eq "b9bb"`, true],
    ['employeeNumber eq "1042"', true],
    [`${ENTERPRISE}:startDate le 2013-12-31`, true],
    [`${ENTERPRISE}:startDate lt "2013-01-01T00:00:00Z"`, false],
    ['meta.created gt "2020-02-29"', true],
    ['meta.version ge 4', true],
    ['meta.version gt 10', false],
    ['not (active eq false)', true],
    ['active eq false or active eq true and userName sw "ana"', true],
    ['(active eq false or active eq true) and userName sw "bob"', false],
    ['not (active eq true) and userName pr', false],
    ['userName eq "say \\"hi\\""', false],
  ] as const) {
    it(`${isMet ? 'find' : 'leave out'} a user by ${filter}`, () => {
      assert.equal(matchesFilter(ana, parseFilter(filter, userSchemas)), isMet);
    });
  }

  for (const [what, filter, kind] of [
    ['that are empty', '', 'invalidFilter'],
    ['on attributes that nobody knows', 'shoeSize eq 44', 'invalidFilter'],
    ['on members of every object', '__proto__ pr', 'invalidFilter'],
    ['of unknown schemas', 'urn:example:User:userName pr', 'invalidFilter'],
    ['with an unknown operator', 'userName is "a"', 'invalidFilter'],
    ['without a value', 'userName eq', 'invalidFilter'],
    ['with a text that is not quoted', 'userName eq ana', 'invalidFilter'],
    ['with a quote that stays open', 'userName eq "ana', 'invalidFilter'],
    ['with words behind the end', 'userName pr active', 'invalidFilter'],
    ['with a bracket that stays open', '(userName pr', 'invalidFilter'],
    ['with not but no brackets', 'not userName pr', 'invalidFilter'],
    ['with ne inside brackets', 'emails[type ne "work"]', 'invalidFilter'],
    ['with not inside brackets', 'emails[not (type eq "work")]', 'invalidFilter'],
    ['that name one part twice inside brackets', 'emails[type eq "work" and type eq "home"]', 'invalidFilter'],
    ['that are nested too deeply', `${'('.repeat(500)}active eq true${')'.repeat(500)}`, 'tooMany'],
    ['that are too long', `${'active eq true and '.repeat(1000)}active eq true`, 'tooMany'],
  ] as const) {
    it(`are refused ${what}`, () => {
      assert.throws(
        () => parseFilter(filter, userSchemas),
        (error) => error instanceof ScimRefusal && error.scimType === kind,
      );
    });
  }
});
