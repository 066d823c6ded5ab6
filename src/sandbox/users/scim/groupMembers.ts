import * as z from 'zod/mini';
import { isRecord } from '../../protocol/xml.js';
import { resolvePath } from './attributePath.js';
import { matchesFilter } from './filterMatch.js';
import { parseEntryFilter } from './filterParser.js';
import { groupSchemas } from './groups.js';
import type { PatchOperation } from './patch.js';
import { ScimRefusal } from './scimRefusal.js';

const memberList = z.array(z.object({ value: z.string() }));

/** Reads UUIDs of members, from a list or a single one. @throws {ScimRefusal} `invalidValue` */
export function readMembers(value: unknown): readonly string[] {
  const parsed = memberList.safeParse(Array.isArray(value) ? value : [value]);
  if (!parsed.success) throw new ScimRefusal('invalidValue', 'members is a list of objects with value.', 'members');
  return parsed.data.map((member) => member.value.toLowerCase());
}

/**
 * Carries out changes of members, in order.
 * @param members UUIDs of those who are members so far
 * @throws {ScimRefusal} for whatever is not about members: nothing else of a group can be changed
 */
export function patchMembers(members: readonly string[], operations: readonly PatchOperation[]): readonly string[] {
  return operations.reduce((current, operation) => patchOnce(current, operation), members);
}

function patchOnce(members: readonly string[], { op, path, value }: PatchOperation): readonly string[] {
  if (path === undefined) {
    if (op === 'remove') throw new ScimRefusal('noTarget', 'remove needs a path.');
    if (!isRecord(value) || !('members' in value)) throw new ScimRefusal('mutability', 'Only members can be changed.');
    return patchOnce(members, { op, path: 'members', value: value.members });
  }
  const [, name = path, filter] = /^([^[]*)\[(.*)\]$/s.exec(path) ?? [];
  const target = resolvePath(name, groupSchemas);
  if (!target) throw new ScimRefusal('invalidPath', `There is no attribute "${name}".`, path);
  if (target.attribute?.name !== 'members' || target.subAttribute) {
    throw new ScimRefusal('mutability', 'Only members can be changed.', path);
  }
  if (filter !== undefined) {
    if (op !== 'remove') throw new ScimRefusal('invalidPath', 'A filter picks members to remove only.', path);
    const isMeant = parseEntryFilter(filter, target);
    return members.filter((member) => !matchesFilter({ value: member }, isMeant));
  }
  if (op === 'add') return [...new Set([...members, ...readMembers(value)])];
  if (op === 'replace') return [...new Set(readMembers(value))];
  const removed = value === undefined ? members : readMembers(value);
  return members.filter((member) => !removed.includes(member));
}
