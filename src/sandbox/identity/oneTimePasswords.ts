import { isDeepStrictEqual } from 'node:util';
import type { PrincipalKey } from './caller.js';
import type { Identity } from './identity.js';
import type { RegisteredApp } from './registeredApp.js';
import { requireClient, requireField, type TokenForm } from './tokenForm.js';
import { TokenRefusal } from './tokenRefusal.js';

/** Open passwords for one address and app; how many Concur allows is not published. */
const MAX_OPEN = 5;
const LETTER_FIELDS = ['name', 'company', 'link'];
const OTHER_FIELDS = ['client_id', 'client_secret', 'channel_type', 'channel_handle', 'scope', 'grant_type', 'otp'];

/**
 * Takes a request for a one-time password. An address that nobody has gets none, and the app is not told.
 * @throws {TokenRefusal}
 */
export function requestOneTimePassword(form: TokenForm, identity: Identity, host: string | undefined): void {
  const app = requireClient(form, identity.apps);
  if (!app.grants.includes('otp')) throw new TokenRefusal(60);
  const address = requireChannel(form);
  identity.accounts.refuseByCode(address);
  const person = identity.accounts.findByMail(address);
  if (!person) return;
  identity.accounts.requireHome({ kind: 'user', id: person.id }, host);
  if (findOpen(identity, app, address).length >= MAX_OPEN) throw new TokenRefusal(82);
  const letter = Object.fromEntries([...form].filter(([name]) => LETTER_FIELDS.includes(name)));
  identity.issued.issueOneTime({ clientId: app.clientId, address, facts: readFacts(form), letter });
}

/** The person whose one-time password this is; it is good once. @throws {TokenRefusal} */
export function takeOneTimePassword(
  form: TokenForm,
  app: RegisteredApp,
  identity: Identity,
  host: string | undefined,
): PrincipalKey {
  const otp = requireField(form, 'otp', 56);
  const address = requireChannel(form);
  identity.accounts.refuseByCode(address);
  const person = identity.accounts.findByMail(address);
  if (!person) throw new TokenRefusal(55);
  identity.accounts.requireHome({ kind: 'user', id: person.id }, host);
  const open = findOpen(identity, app, address);
  if (open.length === 0) throw new TokenRefusal(83);
  const right = open.filter(({ value }) => value.otp === otp);
  if (right.length === 0) throw new TokenRefusal(85);
  const facts = readFacts(form);
  const found = right.find(({ value }) => isDeepStrictEqual(value.facts, facts));
  if (!found) throw new TokenRefusal(84);
  identity.issued.oneTime.delete(found.token);
  return { kind: 'user', id: person.id };
}

function requireChannel(form: TokenForm): string {
  if (requireField(form, 'channel_type', 57) !== 'email') throw new TokenRefusal(80);
  const address = requireField(form, 'channel_handle', 58).toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) throw new TokenRefusal(81);
  return address;
}

/** The app's own parameters, which have to come again with the password. */
function readFacts(form: TokenForm): Record<string, string> {
  return Object.fromEntries([...form].filter(([name]) => ![...LETTER_FIELDS, ...OTHER_FIELDS].includes(name)));
}

function findOpen({ issued }: Identity, app: RegisteredApp, address: string) {
  return issued.oneTime.list().filter(({ value }) => value.clientId === app.clientId && value.address === address);
}
