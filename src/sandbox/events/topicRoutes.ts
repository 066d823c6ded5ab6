import * as z from 'zod/mini';
import type { Change } from '../changeFeed.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { readFields } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import { Refusal } from '../protocol/refusal.js';
import type { Deliveries } from './deliveries.js';
import { letsThrough } from './filterPattern.js';
import { readOwnBody } from './ownBody.js';
import type { SigningKey } from './signingKey.js';
import type { SubscriptionBook } from './subscriptionBook.js';
import { findTopic } from './topics.js';
import { writeEvent } from './webhookEvent.js';

/** Deeper than any facts of Concur. */
const MAX_DEPTH = 20;

const publishBody = z.object({
  topic: z.string({ error: 'has to be text' }),
  eventType: z.string({ error: 'has to be text' }).check(z.regex(/^[\w.:-]{1,100}$/, 'has to be one word')),
  facts: z.nullish(
    z
      .record(z.string(), z.unknown(), { error: 'has to be an object' })
      .check(z.refine((facts) => isShallow(facts, MAX_DEPTH), { error: 'is nested too deeply' })),
  ),
});

/**
 * Sends what happens to the subscriptions of its topic. The paths under /sandbox are the sandbox's own: to make
 * something happen, to see what was delivered, and to check signatures.
 */
export function registerTopics(
  app: SandboxApp,
  context: SandboxContext,
  parts: { readonly subscriptions: SubscriptionBook; readonly deliveries: Deliveries; readonly key: SigningKey },
): void {
  const { subscriptions, deliveries, key } = parts;
  context.changes.listen((change) => deliver(change));

  function deliver(change: Change): void {
    const listeners = subscriptions.all.filter(
      ({ topic, filter, companyIds }) =>
        topic === change.topic && companyIds.includes(context.company.id) && letsThrough(filter, change.eventType),
    );
    const made = { id: context.newUuid(), correlationId: context.newUuid() };
    const event = writeEvent(change, { ...made, now: context.now(), companyId: context.company.id });
    for (const subscription of listeners) deliveries.add(subscription, event);
  }

  app.post('/sandbox/events', async (call) => {
    const { topic, eventType, facts } = readFields(publishBody, await readOwnBody(call));
    if (!findTopic(topic)) throw new Refusal(400, `There is no topic ${topic}.`);
    context.changes.publish({ topic, eventType, data: facts ?? {} });
    return call.body(null, 202);
  });

  app.get('/sandbox/events/deliveries', (call) => answerJson(call, deliveries.attempts));

  app.get('/sandbox/events/public-key', async (call) => call.text(await key.publicPem()));
}

/** Whether objects and arrays lie in one another at most `depth` times. */
function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
