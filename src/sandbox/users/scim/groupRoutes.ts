import type { Person } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { Query } from '../../protocol/query.js';
import { READ_SCOPES, WRITE_SCOPES } from './attributeScopes.js';
import { matchesFilter, type ScimDocument } from './filterMatch.js';
import { parseFilter } from './filterParser.js';
import { patchMembers, readMembers } from './groupMembers.js';
import { findGroup, type Group, groupSchemas, groups, MOST_MEMBERS, presentGroup, SAP_GROUP } from './groups.js';
import { readPatch } from './patch.js';
import { setRole } from './roles.js';
import { allowCompany, readScimBody } from './scimApp.js';
import { answerScim, ScimRefusal } from './scimRefusal.js';
import { selectAttributes } from './selectAttributes.js';
import type { UserDirectory } from './userDirectory.js';
import { cutScimPage, listResponse, readCount, requireFilterable } from './userList.js';

const BASE = '/scim/v4';
const FILTERABLE = { paths: ['displayName', `${SAP_GROUP}:type`], onlyEqual: false };

/** Groups of SCIM v4, which stand for roles (/api-reference/profile/v4.scim.html). */
export function registerGroups(scim: SandboxApp, context: SandboxContext, directory: UserDirectory): void {
  const reading = allowCompany(context, ...READ_SCOPES);
  const writing = allowCompany(context, ...WRITE_SCOPES);
  const queryOf = (call: SandboxCall): Query => new Query(new URL(call.req.url).searchParams);
  const find = (call: SandboxCall): Group => findGroup(call.req.param('id') ?? '');
  const present = (group: Group, start = 1, count = MOST_MEMBERS): ScimDocument =>
    presentGroup(group, directory.people, `${context.url}${BASE}`, start, count);
  const select = (query: Query, document: ScimDocument): ScimDocument =>
    selectAttributes(
      document,
      { attributes: query.list('attributes'), excludedAttributes: query.list('excludedAttributes') },
      groupSchemas,
    );

  const setMembers = (group: Group, members: readonly string[]): void => {
    requireMembers(group, members, directory.people);
    for (const person of directory.people) {
      const isMember = members.includes(person.id);
      if (isMember === person.roles.includes(group.role)) continue;
      directory.change(person, { roles: setRole(person.roles, group.role, isMember) });
    }
  };

  scim.get(`${BASE}/Groups`, ...reading, (call) => {
    const query = queryOf(call);
    const text = query.text('filter');
    const filter = text === undefined ? undefined : parseFilter(text, groupSchemas);
    if (filter) requireFilterable(filter, FILTERABLE, groupSchemas);
    const found = groups.filter((group) => !filter || matchesFilter(present(group), filter));
    const startIndex = readCount(query.text('startIndex'), 'startIndex', 1, Number.MAX_SAFE_INTEGER, 1);
    const count = readCount(query.text('count'), 'count', 0, 1000, 100);
    const { items } = cutScimPage(found, { startIndex, count, cursor: undefined });
    return answerScim(
      call,
      listResponse(
        items.map((group) => select(query, present(group))),
        found.length,
        startIndex,
      ),
    );
  });

  scim.get(`${BASE}/Groups/:id`, ...reading, (call) => {
    const query = queryOf(call);
    const start = readCount(query.text('members.startIndex'), 'members.startIndex', 1, Number.MAX_SAFE_INTEGER, 1);
    const count = readCount(query.text('members.count'), 'members.count', 0, MOST_MEMBERS, MOST_MEMBERS);
    return answerScim(call, select(query, present(find(call), start, count)));
  });

  scim.put(`${BASE}/Groups/:id`, ...writing, async (call) => {
    const group = find(call);
    const { members } = await readScimBody(call);
    if (members === undefined) throw new ScimRefusal('invalidValue', 'members is required.', 'members');
    setMembers(group, readMembers(members));
    return answerScim(call, present(group));
  });

  scim.patch(`${BASE}/Groups/:id`, ...writing, async (call) => {
    const group = find(call);
    const members = directory.people.filter(({ roles }) => roles.includes(group.role)).map(({ id }) => id);
    setMembers(group, patchMembers(members, readPatch(await readScimBody(call))));
    return call.body(null, 204);
  });
}

function requireMembers(group: Group, members: readonly string[], people: readonly Person[]): void {
  if (group.isReadOnly) throw new ScimRefusal('mutability', `${group.displayName} cannot be changed.`, 'members');
  for (const member of members) {
    const person = people.find(({ id }) => id === member);
    if (!person) throw new ScimRefusal('invalidValue', `No user has the id ${member}.`, 'members');
    if (group.isForActive && !person.isActive && !person.roles.includes(group.role)) {
      throw new ScimRefusal('invalidValue', `${person.login} is not active and cannot get this role.`, 'members');
    }
  }
}
