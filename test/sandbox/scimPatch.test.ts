import assert from 'node:assert/strict';
import { applyPatch, readPatch } from '../../src/sandbox/users/scim/patch.js';
import { ScimRefusal } from '../../src/sandbox/users/scim/scimRefusal.js';
import { userSchemas } from '../../src/sandbox/users/scim/userSchemas.js';
import { ENTERPRISE, PATCH_OP } from './usersSession.js';

const user = {
  title: 'Buyer',
  name: { givenName: 'Ana', familyName: 'Silva' },
  emails: [
    { type: 'work', value: 'ana@example.com' },
    { type: 'home', value: 'ana@home.example.com' },
  ],
  [ENTERPRISE]: { department: 'Sales', costCenter: '4100' },
};

const patch = (...Operations: readonly Record<string, unknown>[]) =>
  applyPatch(user, readPatch({ schemas: [PATCH_OP], Operations }), userSchemas);

describe('SCIM patches', () => {
  for (const [what, operation, changed] of [
    ['replace an attribute', { op: 'replace', path: 'title', value: 'Head' }, { title: 'Head' }],
    ['take verbs and names in any letter case', { op: 'Replace', path: 'TITLE', value: 'Head' }, { title: 'Head' }],
    ['add an attribute', { op: 'add', path: 'nickName', value: 'Annie' }, { nickName: 'Annie' }],
    ['remove an attribute', { op: 'remove', path: 'title' }, { title: undefined }],
    [
      'replace a part',
      { op: 'replace', path: 'name.givenName', value: 'Anna' },
      { name: { givenName: 'Anna', familyName: 'Silva' } },
    ],
    [
      'merge into an object',
      { op: 'replace', path: 'name', value: { familyName: 'Berg' } },
      { name: { givenName: 'Ana', familyName: 'Berg' } },
    ],
    [
      'replace a list as a whole, by add as well',
      { op: 'add', path: 'emails', value: [{ type: 'work', value: 'x@example.com' }] },
      { emails: [{ type: 'work', value: 'x@example.com' }] },
    ],
    [
      'change an entry of a list',
      { op: 'replace', path: 'emails[type eq "home"].value', value: 'y@example.com' },
      { emails: [user.emails[0], { type: 'home', value: 'y@example.com' }] },
    ],
    ['remove an entry of a list', { op: 'remove', path: 'emails[type eq "home"]' }, { emails: [user.emails[0]] }],
    [
      'make the entry that an add picks in vain',
      { op: 'add', path: 'emails[type eq "other"].value', value: 'z@example.com' },
      { emails: [...user.emails, { type: 'other', value: 'z@example.com' }] },
    ],
    [
      'change an extension',
      { op: 'replace', path: `${ENTERPRISE}:department`, value: 'Service' },
      { [ENTERPRISE]: { department: 'Service', costCenter: '4100' } },
    ],
    [
      'change several attributes without a path',
      { op: 'replace', value: { title: 'Head', [ENTERPRISE]: { costCenter: '4200' } } },
      { title: 'Head', [ENTERPRISE]: { department: 'Sales', costCenter: '4200' } },
    ],
    [
      'take the path of an extension attribute as a name in the value',
      { op: 'add', value: { [`${ENTERPRISE}:division`]: 'North', 'name.middleName': 'M' } },
      {
        name: { ...user.name, middleName: 'M' },
        [ENTERPRISE]: { department: 'Sales', costCenter: '4100', division: 'North' },
      },
    ],
  ] as const) {
    it(what, () => {
      assert.deepEqual(
        JSON.parse(JSON.stringify(patch(operation))),
        JSON.parse(JSON.stringify({ ...user, ...changed })),
      );
    });
  }

  it('work in order', () => {
    const changed = patch(
      { op: 'add', path: 'nickName', value: 'Annie' },
      { op: 'replace', path: 'nickName', value: 'Ann' },
      { op: 'remove', path: 'title' },
    );
    assert.deepEqual(changed, { ...JSON.parse(JSON.stringify({ ...user, title: undefined })), nickName: 'Ann' });
  });

  for (const [what, operation, kind] of [
    ['an unknown verb', { op: 'move', path: 'title' }, 'invalidSyntax'],
    ['an unknown path', { op: 'replace', path: 'shoeSize', value: 44 }, 'invalidPath'],
    ['a path into every object', { op: 'replace', path: '__proto__.polluted', value: true }, 'invalidPath'],
    ['a filter that finds nothing', { op: 'replace', path: 'emails[type eq "work2"].value', value: 'x' }, 'noTarget'],
    ['a filter on what is no list', { op: 'replace', path: 'name[givenName eq "Ana"]', value: {} }, 'invalidPath'],
    ['a broken filter', { op: 'remove', path: 'emails[type eq]' }, 'invalidFilter'],
    ['remove without a path', { op: 'remove' }, 'noTarget'],
    ['replace without a value', { op: 'replace', path: 'title' }, 'invalidValue'],
    ['a value without a path that is no object', { op: 'add', value: 'x' }, 'invalidValue'],
  ] as const) {
    it(`are refused for ${what}`, () => {
      assert.throws(
        () => patch(operation),
        (error) => error instanceof ScimRefusal && error.scimType === kind,
      );
    });
  }
});
