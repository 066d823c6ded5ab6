import { ATTENDEE_FIELDS } from './attendeeFields.js';
import { type Callout, type CalloutField, type CalloutName, MOST_SHOWN } from './callout.js';

const LIST_FIELDS: readonly CalloutField[] = [
  { name: 'parents', description: 'Codes of the parents from the first level on, separated by commas' },
  { name: 'query', description: 'What to look for: * for all, abc* begins with, *abc ends with', usual: '*' },
  { name: 'search-by', description: 'Where to look', values: ['TEXT', 'CODE'], usual: 'TEXT' },
  { name: 'lang-code', description: 'Language of the person, two letters', usual: 'EN', maxLength: 2 },
  { name: 'num-to-return', description: 'The most items that the answer may hold', usual: String(MOST_SHOWN) },
  { name: 'list-name', description: 'Name of the list; usually empty' },
];

const EVENT_FIELDS: readonly CalloutField[] = [
  {
    name: 'EventType',
    description: 'What happened; the name of the workflow step ends it',
    usual: 'Report Entered Expense Report Workflow Step - External Validation - Submit',
  },
  { name: 'ObjectURI', description: 'Address of the object in an older API, to be read with a token' },
  { name: 'EventDateTime', description: 'Day of the event; today unless you say otherwise' },
  { name: 'Context', description: 'Free text, usually empty' },
];

const launchFields = (owner: 'report' | 'request', ids: string): readonly CalloutField[] => [
  { name: 'logged_in_user_id', description: 'UUID of the person at the screen, who may be a delegate' },
  { name: `${owner}_owner_user_id`, description: `UUID of the owner of the ${owner}` },
  { name: `${owner}_owner_employee_id`, description: 'Employee id that the company gave the owner', usual: 'E-10482' },
  { name: 'company_domain', description: 'Domain of the company', usual: 'example.com' },
  { name: 'item_url', description: 'Address of header, entry or allocation in the API' },
  { name: 'custom_field_launched_from', description: 'Id of the form field with the button', usual: 'custom12' },
  { name: 'source', description: 'Level of the form', values: ['HEADER', 'ENTRY', 'ALLOCATION'], usual: 'ENTRY' },
  { name: ids, description: 'Ids separated by commas; from the allocation level only' },
  { name: 'is_mobile', description: 'Whether the mobile app is used', values: ['true', 'false'], usual: 'false' },
  { name: 'language_code', description: 'Language of the person', usual: 'en', maxLength: 5 },
  { name: 'nonce', description: 'GUID against replays; a new one unless you say otherwise' },
  { name: 'client_auth_code', description: 'Code to be exchanged for tokens of the person' },
];

const PAGES = '/api-reference/callouts';

/** Every callout, in the order of the page (/api-reference/callouts/callouts-application-connectors.html). */
export const CALLOUTS: readonly Callout[] = [
  {
    name: 'test-connection',
    title: 'Test Connection',
    summary: 'An administrator presses Test Connection; without a 200 no service of the connector is used.',
    method: 'GET',
    path: '/system/v1.0/testconnection',
    proof: 'basic',
    fields: [],
    operationId: 'callouts/testConnection',
    page: `${PAGES}/callouts-application-connectors.html`,
  },
  {
    name: 'fetch-attendee',
    title: 'Fetch Attendee',
    summary: 'A person searches attendees of a type that the connector looks after; it answers with those that fit.',
    method: 'POST',
    path: '/concur/attendee/v2.0/fetch',
    proof: 'basic',
    fields: ATTENDEE_FIELDS,
    operationId: 'callouts/fetchAttendees',
    page: `${PAGES}/fetch-attendee.html`,
  },
  {
    name: 'fetch-list',
    title: 'Fetch List',
    summary: 'A person fills in a field whose list lives in another system; the connector answers with the items.',
    method: 'POST',
    path: '/concur/list/v1.2/fetch',
    proof: 'basic',
    fields: LIST_FIELDS,
    operationId: 'callouts/fetchListItems',
    page: `${PAGES}/fetch-list.html`,
  },
  {
    name: 'event-notification',
    title: 'Event Notification',
    summary: 'A report enters a step of external validation; the connector takes note at once and works afterwards.',
    method: 'POST',
    path: '/concur/v1.0/notify',
    proof: 'basic',
    fields: [
      ...EVENT_FIELDS,
      { name: 'ObjectType', description: 'Kind of the object', values: ['EXPRPT', 'TRAVELREQ'], usual: 'EXPRPT' },
    ],
    operationId: 'callouts/notifyEvent',
    page: `${PAGES}/event-notification.html`,
  },
  {
    name: 'request-validation',
    title: 'Travel Request Validation',
    summary: 'A travel request waits for external validation; the connector reads it and posts a workflow action.',
    method: 'POST',
    path: '/concur/v1.0/notify',
    proof: 'basic',
    fields: [
      ...EVENT_FIELDS.map((field) =>
        field.name === 'EventType'
          ? { ...field, usual: 'Travel Request Entered Workflow Step - External Validation' }
          : field,
      ),
      { name: 'ObjectType', description: 'Kind of the object', values: ['TRAVELREQ'], usual: 'TRAVELREQ' },
    ],
    operationId: 'callouts/notifyEvent',
    page: `${PAGES}/request-validation.html`,
    retired: 'request events of the Event Subscription Service',
  },
  {
    name: 'launch-external-url',
    title: 'Launch External URL (Expense)',
    summary: 'A person presses the button of a Launch URL field; the browser opens a page of the connector.',
    method: 'GET',
    path: '/launchexternalurl/v4/form',
    proof: 'signature',
    fields: launchFields('report', 'expense_ids'),
    operationId: 'callouts/launchExpensePage',
    page: `${PAGES}/v4.launch-external-url.html`,
  },
  {
    name: 'launch-external-url-request',
    title: 'Launch External URL (Request)',
    summary: 'The same button on a form of Concur Request.',
    method: 'GET',
    path: '/request/launchexternalurl/v4/form',
    proof: 'signature',
    fields: launchFields('request', 'request_ids'),
    operationId: 'callouts/launchRequestPage',
    page: `${PAGES}/v4.launch-external-url-request.html`,
  },
  {
    name: 'launch-external-url-v1',
    title: 'Launch External URL v1',
    summary: 'The first version of that button, on expense entries only.',
    method: 'GET',
    path: '/concur/form/v1.0/get',
    proof: 'signature',
    fields: [
      { name: 'xcompanydomain', description: 'Domain of the company', usual: 'example.com' },
      { name: 'xuserid', description: 'Login of the person at the screen', usual: 'ana.silva@example.com' },
      { name: 'itemurl', description: 'Address of the entry in the API' },
      { name: 'nonce', description: 'GUID against replays; a new one unless you say otherwise' },
    ],
    operationId: 'callouts/launchExpensePageV1',
    page: `${PAGES}/v4.launch-external-url.html`,
    retired: 'Launch External URL v4',
  },
];

/** The callout of this name; letter case and a missing hyphen do not matter. Undefined when there is none. */
export function findCallout(name: string): Callout | undefined {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return CALLOUTS.find((callout) => plain(callout.name) === plain(name) || plain(callout.title) === plain(name));
}

/** @throws {UnknownCalloutError} that lists what there is */
export function requireCallout(name: string): Callout {
  const callout = findCallout(name);
  if (!callout) throw new UnknownCalloutError(name);
  return callout;
}

/** Nobody makes a callout of this name. */
export class UnknownCalloutError extends Error {
  override readonly name = 'UnknownCalloutError';
  constructor(readonly callout: string) {
    const names: readonly CalloutName[] = CALLOUTS.map(({ name }) => name);
    super(`There is no callout ${callout}. There are: ${names.join(', ')}.`);
  }
}
