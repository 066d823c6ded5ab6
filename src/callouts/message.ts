import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '../http/request.js';
import { ATTENDEE_FIELDS } from './attendeeFields.js';
import type { Callout, CalloutName } from './callout.js';
import type { Connector } from './connector.js';
import { type Elements, writeElements } from './elements.js';
import { signatureKind, signLaunch } from './signature.js';

/** Values of a callout's fields by name; what is absent takes its usual value. */
export type CalloutValues = Readonly<Record<string, string>>;

/** A value does not fit its field: what, where, what to do. */
export class CalloutValueError extends Error {
  override readonly name = 'CalloutValueError';
}

/** What the messages need of the world. */
export interface Circumstances {
  readonly now: () => Date;
  readonly newUuid: () => string;
}

const AROUND_US: Circumstances = { now: () => new Date(), newUuid: randomUUID };

/** Ids of nobody, for launches that name no item. */
const SOMEBODY = '8d2f5b61-3c0e-4a97-b1d4-6e7f90c2a835';
const SOME_REPORT = '1B2C3D4E5F6071829304';
const SOME_REQUEST = '5A6B7C8D9E0F41A2B3C4D5E6F7081920';
const SOME_HOST = 'https://us2.api.concursolutions.com';

/**
 * The request that Concur would send to a connector: method, address, headers, Basic credentials or signature, body.
 * @throws {CalloutValueError} for a field that the callout does not have, or a value that does not fit
 */
export function composeCall(
  callout: Callout,
  connector: Connector,
  values: CalloutValues,
  circumstances: Circumstances = AROUND_US,
): HttpRequest {
  checkValues(callout, values);
  const filled = fill(callout, values, circumstances);
  const url = new URL(connector.url);
  if (url.pathname === '/') url.pathname = callout.path;
  if (callout.proof === 'signature') {
    return { method: 'GET', url: withSignedQuery(url, filled, connector), headers: [['Accept', 'text/html,*/*']] };
  }
  const body = BODIES[callout.name]?.(filled);
  return {
    method: callout.method,
    url: url.href,
    headers: [
      ['Authorization', `Basic ${Buffer.from(`${connector.user}:${connector.password}`).toString('base64')}`],
      ...(body === undefined ? [] : [['Content-Type', 'application/xml; charset=utf-8'] as const]),
      ['Accept', '*/*'],
    ],
    ...(body === undefined ? {} : { body }),
  };
}

/** The message alone, for the body of a request in an editor; undefined for a callout without one. */
export function composeBody(
  callout: Callout,
  values: CalloutValues,
  circumstances: Circumstances = AROUND_US,
): string | undefined {
  checkValues(callout, values);
  return BODIES[callout.name]?.(fill(callout, values, circumstances));
}

function checkValues({ title, fields }: Callout, values: CalloutValues): void {
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((one) => one.name === name);
    if (!field) {
      const names = fields.map((one) => one.name).join(', ');
      throw new CalloutValueError(`${title} has no field ${name}. It has ${names || 'none'}.`);
    }
    if (field.values && value !== '' && !field.values.includes(value)) {
      throw new CalloutValueError(`${name} has to be ${field.values.join(' or ')}, not "${value}".`);
    }
    if (field.maxLength !== undefined && value.length > field.maxLength) {
      throw new CalloutValueError(`${name} takes at most ${field.maxLength} characters; this has ${value.length}.`);
    }
  }
}

function fill({ name, fields }: Callout, values: CalloutValues, { now, newUuid }: Circumstances): CalloutValues {
  const made: Partial<Record<string, string>> = {
    nonce: newUuid(),
    EventDateTime: now().toISOString().slice(0, 10),
    ...examplesOf(name),
  };
  return Object.fromEntries(
    fields.map((field) => [field.name, values[field.name] ?? field.usual ?? made[field.name] ?? '']),
  );
}

/** Addresses and people for a call that names none. */
function examplesOf(name: CalloutName): Partial<Record<string, string>> {
  const report = `${SOME_HOST}/expensereports/v4/users/${SOMEBODY}/context/TRAVELER/reports/${SOME_REPORT}`;
  const people = {
    logged_in_user_id: SOMEBODY,
    report_owner_user_id: SOMEBODY,
    request_owner_user_id: SOMEBODY,
    OwnerLoginID: 'ana.silva@example.com',
  };
  const legacy = `${SOME_HOST}/api/expense/expensereport/v1.1`;
  if (name === 'launch-external-url-request') {
    return { ...people, item_url: `${SOME_HOST}/travelrequest/v4/requests/${SOME_REQUEST}` };
  }
  if (name === 'request-validation') {
    return { ObjectURI: `${SOME_HOST}/api/travelrequest/v1.0/requests/${SOME_REQUEST}` };
  }
  return {
    ...people,
    item_url: report,
    itemurl: `${legacy}/report/${SOME_REPORT}/entry/n4Kd7sQ`,
    ObjectURI: `${legacy}/reportfulldetails/${SOME_REPORT}`,
  };
}

const BODIES: Partial<Record<CalloutName, (values: CalloutValues) => string>> = {
  'fetch-attendee': (values) =>
    writeElements({
      AttendeeSearchRequest: {
        Attendee: pick(
          values,
          ATTENDEE_FIELDS.map(({ name }) => name),
        ),
      },
    }),
  'fetch-list': writeListRequest,
  'event-notification': writeNotification,
  'request-validation': writeNotification,
};

function writeNotification(values: CalloutValues): string {
  const names = ['EventType', 'ObjectType', 'ObjectURI', 'EventDateTime', 'Context'];
  return writeElements({ Notification: pick(values, names) });
}

function writeListRequest(values: CalloutValues): string {
  const parents = (values.parents ?? '')
    .split(',')
    .map((code) => code.trim())
    .filter(Boolean);
  const levels = Object.fromEntries(parents.map((code, index) => [`level${index + 1}`, code]));
  return writeElements({
    'fetch-list-request': {
      'long-code': parents.join('-'),
      'short-code': parents.at(-1) ?? '',
      ...pick(values, ['query', 'search-by', 'lang-code', 'num-to-return']),
      'protected-list-key': '',
      ...pick(values, ['list-name']),
      'connector-version': '',
      'config-options': '',
      ...(parents.length > 0 ? { 'code-by-level': levels } : {}),
    },
  });
}

function pick(values: CalloutValues, names: readonly string[]): Elements {
  return Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
}

/** Empty values are left out, as Concur does with ids that the level of the form does not have. */
function withSignedQuery(url: URL, values: CalloutValues, connector: Connector): string {
  const query = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const kind = signatureKind(query);
  const complete = new URL(url);
  for (const [name, value] of Object.entries(query)) complete.searchParams.set(name, value);
  if (kind) complete.searchParams.set('signature', signLaunch(kind, query, connector));
  return complete.href;
}
