import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import type { Deliveries } from './deliveries.js';
import { readSubscription, type Subscription } from './subscription.js';
import { SubscriptionBook } from './subscriptionBook.js';
import { findTopic, openTopics } from './topics.js';

const LIST = '/events/v4/subscriptions';

/** Event Subscription Service v4 (/api-reference/ess/v4.event-subscription.html): it takes tokens of apps only. */
export function registerSubscriptions(
  app: SandboxApp,
  context: SandboxContext,
  deliveries: Deliveries,
): SubscriptionBook {
  const book = new SubscriptionBook();
  context.state.keep('eventSubscriptions', book);
  context.state.keep('eventDeliveries', deliveries);
  const allowed = context.allow('events.topic.read');

  const find = (call: SandboxCall): Subscription => {
    const applicationId = readApp(call);
    const id = call.req.param('id') ?? '';
    const subscription = book.find(id, applicationId);
    if (!subscription) throw new Refusal(404, `The app has no subscription ${id}.`);
    return subscription;
  };

  app.get('/events/v4/topics', allowed, (call) => {
    readApp(call);
    return answerJson(call, openTopics(call.get('caller').scopes));
  });

  app.get(LIST, allowed, (call) => answerJson(call, book.ofApp(readApp(call))));

  app.put(`${LIST}/webhook`, allowed, async (call) => {
    const applicationId = readApp(call);
    const given = readSubscription(await readJsonBody(call));
    requireTopic(given.topic, call.get('caller').scopes);
    // The apps of the sandbox belong to its one company, so Concur would fill this in at once, too.
    const subscription = { ...given, applicationId, scope: '', groups: [], companyIds: [context.company.id] };
    book.put(subscription);
    deliveries.move(subscription);
    return answerJson(call, { message: `Saved ${subscription.id}` });
  });

  app.get(`${LIST}/:id`, allowed, (call) => answerJson(call, [find(call)]));

  app.delete(`${LIST}/:id`, allowed, (call) => {
    const { id } = find(call);
    book.remove(id);
    deliveries.forget(id);
    return answerJson(call, { message: `Will delete ${id}` });
  });

  return book;
}

/** The app that calls. @throws {Refusal} 403 for tokens of people and companies */
function readApp(call: SandboxCall): string {
  const { principal } = call.get('caller');
  if (principal.kind === 'app') return principal.id;
  throw new Refusal(403, 'Event subscriptions take the token of an app (grant client_credentials).');
}

/** @throws {Refusal} 400 when there is no such topic, 403 when the token lacks its scope */
function requireTopic(name: string, scopes: readonly string[]): void {
  const topic = findTopic(name);
  if (!topic) throw new Refusal(400, `There is no topic ${name}; GET /events/v4/topics lists those that are open.`);
  if (openTopics(scopes).includes(name)) return;
  throw new Refusal(403, `The topic ${name} needs the scope ${topic.scopes.join(' or ')}.`);
}
