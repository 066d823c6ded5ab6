import type { ImportResult } from './imported.js';
import { connectionFromValues } from './namedValues.js';

/** One entry of the operating system's keychain, as keytar's `setPassword(service, account, password)` wrote it. */
export interface KeytarEntry {
  readonly service: string;
  readonly account: string;
  readonly value: string;
}

/** What a bare value may be; an entry of JSON says so by itself. */
export type BareMeaning = 'password' | 'clientSecret' | 'refreshToken' | 'accessToken';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a keychain entry: JSON with named members, one per line as in `.env`, or a bare secret whose owner is the
 * account (a UUID is a client id, anything else a user).
 * @param rest what the entry cannot know, such as geolocation and client id; it wins over the entry
 * @param meaning of a bare value; undefined: a JWT is an access token, anything else a password or, for an account that
 * is a UUID, a client secret
 */
export function readKeytarEntry(
  entry: KeytarEntry,
  rest: Readonly<Record<string, string>>,
  newId: () => string,
  meaning?: BareMeaning,
): ImportResult {
  const { service, account, value } = entry;
  const own = readMembers(value);
  const owner: readonly [string, string] = [UUID.test(account) ? 'clientId' : 'username', account];
  const pairs = own ? [...own, owner] : [[meaning ?? guess(account, value), value] as const, owner];
  const known = new Set(Object.keys(rest).map((name) => name.toLowerCase()));
  const kept = pairs.filter(([name]) => !known.has(name.toLowerCase()));
  return connectionFromValues([...Object.entries(rest), ...kept], `${service} (${account})`, newId);
}

function guess(account: string, value: string): BareMeaning {
  if (JWT.test(value.trim())) return 'accessToken';
  return UUID.test(account) ? 'clientSecret' : 'password';
}

/** The text members of a JSON object, those of objects within it included; undefined when the value is no object. */
function readMembers(value: string): [string, string][] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return undefined; // a bare secret
  }
  return typeof json === 'object' && json !== null ? [...flatten(json)] : undefined;
}

function* flatten(value: object): Generator<[string, string]> {
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string' || typeof member === 'number') yield [name, String(member)];
    else if (Array.isArray(member) && member.every((item) => typeof item === 'string')) yield [name, member.join(' ')];
    else if (typeof member === 'object' && member !== null) yield* flatten(member);
  }
}
