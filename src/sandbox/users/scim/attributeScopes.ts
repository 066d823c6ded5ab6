import type { Caller } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import { isRecord } from '../../protocol/xml.js';
import type { ScimDocument } from './filterMatch.js';
import { ENTERPRISE, SAP } from './userSchemas.js';

/** Any of these lets read users; each opens some attributes only (/api-reference/profile/v4.scope-mapping.html). */
export const READ_SCOPES = [
  'identity.user.ids.read',
  'identity.user.core.read',
  'identity.user.coresensitive.read',
  'identity.user.enterprise.read',
  'identity.user.sap.read',
] as const;

const WRITE_CORE = 'identity.user.coreenterprise.writeonly';
const WRITE_EXTERNAL_ID = 'identity.user.externalID.writeonly';
const WRITE_VERIFIED = 'identity.user.emails.verified.writeonly';
const WRITE_SAP = 'identity.user.sap.writeonly';

/** Any of these lets change users. */
export const WRITE_SCOPES = [WRITE_CORE, WRITE_EXTERNAL_ID, WRITE_VERIFIED, WRITE_SAP] as const;
export const DELETE_SCOPE = 'identity.user.delete';

type ReadScope = (typeof READ_SCOPES)[number];

const READERS: Readonly<Record<string, ReadScope>> = {
  userName: 'identity.user.ids.read',
  externalId: 'identity.user.ids.read',
  emails: 'identity.user.coresensitive.read',
  phoneNumbers: 'identity.user.coresensitive.read',
  addresses: 'identity.user.coresensitive.read',
  dateOfBirth: 'identity.user.coresensitive.read',
  emergencyContacts: 'identity.user.coresensitive.read',
  entitlements: 'identity.user.enterprise.read',
  [ENTERPRISE]: 'identity.user.enterprise.read',
  [SAP]: 'identity.user.sap.read',
};

/** What of a user the scopes of the caller let see. */
export function visibleTo({ scopes }: Caller, document: ScimDocument): ScimDocument {
  return Object.fromEntries(
    Object.entries(document).filter(
      ([name]) => name === 'id' || name === 'schemas' || scopes.includes(READERS[name] ?? 'identity.user.core.read'),
    ),
  );
}

/**
 * Holds a change to what the scopes of the caller let write. Whether an e-mail address is verified, and what SAP adds to
 * its own id, silently stay as they were, for clients send back what they read; all else is refused.
 * @param before what can be written of the user as it was; empty for a new one
 * @returns the user as it may be stored
 * @throws {Refusal} 403
 */
export function writableBy({ scopes }: Caller, before: ScimDocument, after: ScimDocument): ScimDocument {
  const isVerifier = scopes.includes(WRITE_VERIFIED);
  const checked: ScimDocument = {
    ...after,
    ...(isVerifier ? {} : { emails: keepVerified(before, after) }),
    ...(isSameSapUser(before, after) && !scopes.includes(WRITE_SAP) ? { [SAP]: before[SAP] } : {}),
  };
  for (const name of new Set([...Object.keys(before), ...Object.keys(checked)])) {
    if (JSON.stringify(before[name]) === JSON.stringify(checked[name])) continue;
    const needed = neededFor(name);
    if (name === 'emails' && isVerifier) continue;
    if (!scopes.includes(needed))
      throw new Refusal(403, `The access token lacks the scope ${needed} to write ${name}.`);
  }
  return checked;
}

function isSameSapUser(before: ScimDocument, after: ScimDocument): boolean {
  const idOf = ({ [SAP]: sap }: ScimDocument): unknown => (isRecord(sap) ? sap.userUuid : undefined);
  return idOf(before) === idOf(after);
}

function neededFor(name: string): string {
  if (name === 'externalId') return WRITE_EXTERNAL_ID;
  return name === SAP ? WRITE_SAP : WRITE_CORE;
}

function keepVerified(before: ScimDocument, after: ScimDocument): unknown {
  const known = listOf(before.emails);
  if (!Array.isArray(after.emails)) return after.emails;
  return listOf(after.emails).map((email) => ({
    ...email,
    verified: known.find(({ value }) => value === email.value)?.verified ?? false,
  }));
}

function listOf(value: unknown): readonly ScimDocument[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
