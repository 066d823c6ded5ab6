import { headerValue } from '../../http/request.js';
import { CALLOUTS } from '../catalog.js';
import { errorAt, warningAt } from '../finding.js';
import { type ConnectorCredentials, isSigned, signatureKind } from '../signature.js';
import type { IncomingCall, ReceiverAnswer } from './arrival.js';
import { readEvent } from './event.js';
import { answerAttendeeSearch, answerListSearch } from './searches.js';

const PLAIN = 'text/plain; charset=utf-8';

/**
 * Answers a call as a well-made connector or webhook would: the documented answer for what Concur sends, 401 for wrong
 * credentials, 404 for what nobody sends.
 * @param credentials of the registration; undefined takes whoever comes
 */
export function answerCall(call: IncomingCall, credentials: ConnectorCredentials | undefined): ReceiverAnswer {
  const path = call.url.pathname.toLowerCase();
  const query = Object.fromEntries(call.url.searchParams);
  if (call.method === 'GET' && signatureKind(query)) return answerLaunch(query, credentials);
  const event = call.method === 'POST' ? readEvent(call) : undefined;
  if (event) return event;
  const isKnown =
    (call.method === 'GET' && path.endsWith('/testconnection')) ||
    (call.method === 'POST' && /\/fetch$|\/notify$/.test(path));
  if (!isKnown) {
    const what = `Nothing that Concur sends is ${call.method} ${call.url.pathname}. Use one of the usual paths: ${usualPaths()}.`;
    return { status: 404, type: PLAIN, body: what, findings: [errorAt('path', what)] };
  }
  const refusal = checkBasic(call, credentials);
  if (refusal) return refusal;
  if (call.method === 'GET') return accept('Test Connection', 'OK');
  if (path.endsWith('/notify')) return accept(titleOfNotification(call.body), 'Received');
  return /<(\w+:)?fetch-list-request/.test(call.body) || path.includes('/list/')
    ? answerListSearch(call.body)
    : answerAttendeeSearch(call.body);
}

function accept(kind: string, body: string): ReceiverAnswer {
  return { kind, status: 200, type: PLAIN, body, findings: [] };
}

function titleOfNotification(body: string): string {
  return body.includes('TRAVELREQ') ? 'Travel Request Validation' : 'Event Notification';
}

function usualPaths(): string {
  return [...new Set(CALLOUTS.map(({ method, path }) => `${method} ${path}`))].join(', ');
}

function checkBasic(call: IncomingCall, credentials: ConnectorCredentials | undefined): ReceiverAnswer | undefined {
  const header = headerValue(call.headers, 'authorization');
  if (!header?.startsWith('Basic ')) {
    const what = 'No HTTP Basic credentials came; Concur sends user and password of the registration.';
    return { status: 401, type: PLAIN, body: what, findings: [errorAt('Authorization', what)] };
  }
  if (!credentials) return undefined;
  const given = Buffer.from(header.slice('Basic '.length), 'base64').toString();
  if (given === `${credentials.user}:${credentials.password}`) return undefined;
  const what = 'User or password are not those of the registration.';
  return { status: 401, type: PLAIN, body: what, findings: [errorAt('Authorization', what)] };
}

function answerLaunch(
  query: Readonly<Record<string, string>>,
  credentials: ConnectorCredentials | undefined,
): ReceiverAnswer {
  const kind = 'Launch External URL';
  if (credentials && !isSigned(query, credentials)) {
    const what = 'The signature does not fit these values and credentials. A connector must not trust such a call.';
    return { kind, status: 403, type: PLAIN, body: what, findings: [errorAt('signature', what)] };
  }
  const findings = credentials
    ? []
    : [warningAt('signature', 'Not verified: the receiver was started without user and password.')];
  const body =
    '<!doctype html><html lang="en"><title>Launched</title><p>The form opened this page. Close the window to go back.</p></html>';
  return { kind, status: 200, type: 'text/html; charset=utf-8', body, findings };
}
