import * as z from 'zod/mini';
import { signLaunch } from '../../../callouts/signature.js';
import type { Person } from '../../company/people.js';
import type { SandboxContext } from '../../context.js';
import { flag, oneOf, readFields, text } from '../../expense/wireFields.js';
import { WELCOME_APP } from '../../identity/seededApps.js';
import { Refusal } from '../../protocol/refusal.js';
import { readConnector } from './connector.js';
import { readExpenseItem } from './launchItem.js';

const launchBody = z.object({
  /** v1 was switched off in June 2026. */
  version: oneOf(['v4', 'v1']),
  product: oneOf(['expense', 'request']),
  source: oneOf(['HEADER', 'ENTRY', 'ALLOCATION']),
  /** Login or UUID of the person at the screen. */
  loggedInUser: text(128),
  reportId: text(64),
  entryId: text(64),
  requestId: text(64),
  customField: text(64),
  isMobile: flag,
  language: text(5),
  clientId: text(64),
  redirectUri: text(500),
});
type Launch = z.output<typeof launchBody>;

const SOME_REQUEST = '5A6B7C8D9E0F41A2B3C4D5E6F7081920';

/**
 * Builds the address that the button of a Launch URL field opens, signed with user and password of the connector, with a
 * code that can be exchanged for tokens of the person (/api-reference/callouts/v4.launch-external-url.html).
 */
export function launchExternalUrl(body: unknown, context: SandboxContext): { readonly url: string } {
  const launch = readFields(launchBody, body);
  if (launch.version === 'v1') return launchVersion1(body, launch, context);
  const isRequest = launch.product === 'request';
  const product = isRequest ? 'request' : 'report';
  const connector = readConnector(
    body,
    isRequest ? '/request/launchexternalurl/v4/form' : '/launchexternalurl/v4/form',
  );
  const person = findPerson(launch, context);
  const item = isRequest
    ? { owner: person, url: `${context.url}/travelrequest/v4/requests/${launch.requestId || SOME_REQUEST}`, ids: {} }
    : readExpenseItem(launch, context);
  const nonce = context.newUuid();
  const signed = {
    company_domain: domainOf(person),
    logged_in_user_id: person.id,
    [`${product}_owner_user_id`]: item.owner.id,
    [`${product}_owner_employee_id`]: item.owner.employeeNumber,
    item_url: item.url,
  };
  const parameters = {
    ...signed,
    custom_field_launched_from: launch.customField || 'custom12',
    source: launch.source ?? 'HEADER',
    ...item.ids,
    is_mobile: String(launch.isMobile ?? false),
    language_code: launch.language || 'en',
    nonce,
    signature: signLaunch(isRequest ? 'v4Request' : 'v4Expense', { ...signed, nonce }, connector),
    client_auth_code: issueCode(launch, person, context),
  };
  return { url: withQuery(connector.url, parameters) };
}

function launchVersion1(body: unknown, launch: Launch, context: SandboxContext): { readonly url: string } {
  const connector = readConnector(body, '/concur/form/v1.0/get');
  const person = findPerson(launch, context);
  const nonce = context.newUuid();
  const { legacyUrl } = readExpenseItem({ ...launch, source: 'ENTRY' }, context);
  const signed = { xcompanydomain: domainOf(person), xuserid: person.login, itemurl: legacyUrl };
  const signature = signLaunch('v1', { ...signed, nonce }, connector);
  return { url: withQuery(connector.url, { ...signed, nonce, signature }) };
}

function findPerson({ loggedInUser }: Launch, { company }: SandboxContext): Person {
  const person = loggedInUser ? company.findPerson(loggedInUser) : company.people[0];
  if (!person) throw new Refusal(400, `Nobody has the login or id "${loggedInUser}".`);
  return person;
}

function domainOf({ login }: Person): string {
  return login.slice(login.indexOf('@') + 1);
}

function issueCode({ clientId, redirectUri }: Launch, person: Person, { identity }: SandboxContext): string {
  const app = identity.apps.find(clientId || WELCOME_APP.clientId);
  if (!app) throw new Refusal(400, `No app has the clientId ${clientId}.`);
  const given = {
    clientId: app.clientId,
    principal: { kind: 'user' as const, id: person.id },
    scopes: [...app.scopes],
  };
  return identity.issued.issueCode(given, redirectUri || app.redirectUris[0] || '').token;
}

function withQuery(url: URL, parameters: Readonly<Record<string, string>>): string {
  const complete = new URL(url);
  for (const [name, value] of Object.entries(parameters)) complete.searchParams.set(name, value);
  return complete.href;
}
