import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { soleOwner } from '../identity/owners.js';
import { answerJson, answerXml, prefersJson } from '../protocol/answers.js';
import { readObjectBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import { afterOutcome, OLDER_OUTCOMES, OUTCOMES, type Outcome } from './connectionOutcome.js';
import { CONNECTION_STATES, type ConnectionRequest, ConnectionRequestBook, isWaiting } from './connectionRequest.js';
import { VERSIONS, type Version, viewConnectionRequest } from './connectionRequestView.js';
import { seedConnectionRequests } from './seedConnectionRequests.js';

/**
 * Connection Requests v3.0 to v3.2 (/api-reference/common/connection-requests/connection-requests-resource.html): the
 * queue that TripLink suppliers poll. All apps see the one queue of the sandbox, which plays a single supplier.
 */
export function registerConnectionRequests(app: SandboxApp, context: SandboxContext): void {
  const book = new ConnectionRequestBook();
  seedConnectionRequests(book, context.company, context.random.fork('connectionRequests'), context.now());
  context.state.keep('connectionRequests', book);
  for (const version of VERSIONS) registerVersion(app, context, book, version);
}

function registerVersion(
  app: SandboxApp,
  context: SandboxContext,
  book: ConnectionRequestBook,
  version: Version,
): void {
  const path = `/api/${version}/common/connectionrequests`;
  const allowed = context.allow('CONREQ');
  const list = `${context.url}${path}`;

  app.get(path, allowed, (call) => {
    const query = queryOf(call);
    const limit = query.integer('limit', 1, 10) ?? 5;
    const offset = query.integer('offset', 0) ?? 0;
    const found = version === 'v3.2' ? book.waiting(context.now()) : inState(book, query.text('status'), context.now());
    const items = found.slice(offset, offset + limit).map((request) => view(call, request));
    const end = offset + limit;
    const NextPage = end < found.length ? `${list}/?limit=${limit}&offset=${end}` : null;
    return prefersJson(call)
      ? answerJson(call, { Items: items, NextPage })
      : answerXml(call, 'ConnectionRequests', { Items: { ConnectionRequest: items }, NextPage });
  });

  app.get(`${path}/:id`, allowed, (call) => answerOne(call, 'ConnectionRequest', view(call, find(call))));

  app.post(path, allowed, (call) => {
    const login = queryOf(call).text('user');
    if (login === undefined) throw new Refusal(400, 'user is required: the login of the person to be linked.');
    const person = soleOwner(call.get('caller'), login, context.company);
    const isKnown = [...book.all].some(({ userId, state }) => userId === person.id && state !== 'Failed');
    if (isKnown) throw new Refusal(409, `${person.login} has such a request already.`);
    const { id } = book.put({
      id: context.newUuid(),
      userId: person.id,
      loyaltyNumber: String(context.random.integer(4_000_000, 4_999_999)),
      state: 'Pending',
      modifiedAt: context.now(),
      retries: 0,
      failures: 0,
    });
    return answerOne(call, 'Response', { ID: id, URI: `${list}/${id}` });
  });

  app.put(`${path}/:id`, allowed, async (call) => {
    const outcome = readOutcome(await readObjectBody(call, 'ConnectionRequest'), version);
    const request = find(call);
    if (!isWaiting(request, context.now())) {
      throw new Refusal(404, `The connection request ${request.id} does not wait for a status.`);
    }
    // It comes back behind those that wait already.
    book.remove(request.id);
    book.put(afterOutcome(request, outcome, context.now()));
    return call.body(null, 204);
  });

  if (version !== 'v3.2') {
    app.delete(`${path}/:id`, allowed, (call) => {
      book.remove(find(call).id);
      return call.body(null, 204);
    });
  }

  function find(call: SandboxCall): ConnectionRequest {
    const request = book.find((call.req.param('id') ?? '').toLowerCase());
    if (request) return request;
    throw new Refusal(404, `There is no connection request with the id ${call.req.param('id')}.`);
  }

  function view(call: SandboxCall, request: ConnectionRequest): WireRecord {
    const person = context.company.people.find(({ id }) => id === request.userId);
    if (!person) throw new Refusal(404, `The person of the connection request ${request.id} is gone.`);
    return viewConnectionRequest(request, person, tokenFor(call.get('caller').clientId, request), { version, list });
  }

  /** The request token for an app: the one it was told before, while that lasts. */
  function tokenFor(clientId: string, request: ConnectionRequest): string {
    const { issued } = context.identity;
    const { told, userId } = request;
    if (told?.clientId === clientId && issued.requests.find(told.token)) return told.token;
    const { token } = issued.issueRequestToken(clientId, { kind: 'user', id: userId });
    book.put({ ...request, told: { clientId, token } });
    return token;
  }
}

/** Requests in the state that versions 3.0 and 3.1 ask for; those that wait when they ask for none. */
function inState(book: ConnectionRequestBook, wanted: string | undefined, now: Date): readonly ConnectionRequest[] {
  if (wanted === undefined) return book.waiting(now);
  const state = CONNECTION_STATES.find((known) => known.toLowerCase() === wanted.toLowerCase());
  if (!state) throw new Refusal(400, `status is "${wanted}", but has to be one of ${CONNECTION_STATES.join(', ')}.`);
  return [...book.all].filter((request) => request.state === state);
}

function readOutcome(body: Readonly<Record<string, unknown>>, version: Version): Outcome {
  const known: readonly Outcome[] = version === 'v3.2' ? OUTCOMES : OLDER_OUTCOMES;
  const given = Object.entries(body).find(([name]) => name.toLowerCase() === 'status')?.[1];
  const outcome = known.find((code) => code === given);
  if (!outcome) throw new Refusal(400, `status is required and has to be one of ${known.join(', ')}.`);
  return outcome;
}

function answerOne(call: SandboxCall, root: string, body: WireRecord): Response {
  return prefersJson(call) ? answerJson(call, body) : answerXml(call, root, body);
}

function queryOf(call: SandboxCall): Query {
  return new Query(new URL(call.req.url).searchParams);
}
