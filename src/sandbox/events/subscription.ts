import * as z from 'zod/mini';
import { readFields } from '../expense/wireFields.js';
import { Refusal } from '../protocol/refusal.js';
import { findFilterFault } from './filterPattern.js';
import { readLoopbackUrl } from './loopback.js';

/** A subscription by its wire names. */
export const subscriptionSchema = z.object({
  id: z.string(),
  topic: z.string(),
  filter: z.string(),
  webHookConfig: z.object({ endpoint: z.string() }),
  applicationId: z.string(),
  scope: z.string(),
  groups: z.array(z.string()),
  companyIds: z.array(z.string()),
});

/** Sends the events of a topic to a web address of an app. */
export type Subscription = z.output<typeof subscriptionSchema>;

const text = z.string({ error: 'has to be text' });
const subscriptionBody = z.object({
  id: text.check(z.regex(/^[a-z0-9.-]{1,100}$/, 'may hold lower-case letters, digits, dots and hyphens only')),
  topic: text,
  filter: z.nullish(text),
  webHookConfig: z.object({ endpoint: text }, { error: 'has to hold an endpoint' }),
});

/**
 * Reads what a caller writes of a subscription; without a filter everything is let through.
 * @throws {Refusal} 400 when something is missing or wrong, above all an endpoint that is not on this machine
 */
export function readSubscription(body: unknown): Pick<Subscription, 'id' | 'topic' | 'filter' | 'webHookConfig'> {
  const { id, topic, filter, webHookConfig } = readFields(subscriptionBody, body);
  readLoopbackUrl('webHookConfig.endpoint', webHookConfig.endpoint);
  const pattern = filter || '.*';
  const fault = findFilterFault(pattern);
  if (fault) throw new Refusal(400, `filter is no usable regular expression: ${fault}.`);
  return { id, topic, filter: pattern, webHookConfig };
}
