import type { Person } from '../company/people.js';
import { formatSeconds } from '../protocol/moments.js';
import type { WireRecord } from '../protocol/xml.js';
import type { ConnectionRequest } from './connectionRequest.js';

export const VERSIONS = ['v3.0', 'v3.1', 'v3.2'] as const;
export type Version = (typeof VERSIONS)[number];

const MOST_EMAILS = 5;

/**
 * A request as a version shows it: 3.0 and 3.1 begin their names with capitals and tell the state, 3.2 always says
 * Pending; addresses came with 3.1, the user with 3.2. Only verified addresses are told.
 * @param at address of the list in this version
 */
export function viewConnectionRequest(
  request: ConnectionRequest,
  person: Person,
  token: string,
  at: { readonly version: Version; readonly list: string },
): WireRecord {
  const isNewest = at.version === 'v3.2';
  const name = (word: string): string => (isNewest ? word.charAt(0).toLowerCase() + word.slice(1) : word);
  const verified = person.emails.filter((email) => email.verified).map(({ value }) => value);
  const emails = Array.from({ length: MOST_EMAILS }, (_, index) => [
    name(`Email${index + 1}`),
    verified[index] ?? null,
  ]);
  return {
    [name('FirstName')]: person.firstName,
    [name('MiddleName')]: person.middleName || null,
    [name('LastName')]: person.lastName,
    [name('LoyaltyNumber')]: request.loyaltyNumber,
    [name('Status')]: isNewest ? 'Pending' : request.state,
    [name('RequestToken')]: token,
    [name('LastModified')]: formatSeconds(request.modifiedAt),
    ...(at.version === 'v3.0' ? {} : { [name('EmailAddresses')]: Object.fromEntries(emails) }),
    ...(isNewest ? { userId: person.id } : {}),
    ID: request.id,
    URI: `${at.list}/${request.id}`,
  };
}
