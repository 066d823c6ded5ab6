import * as z from 'zod/mini';
import type { Change } from '../changeFeed.js';

/** What is posted to a webhook, by its wire names (/event-topics/). */
export const webhookEventSchema = z.object({
  id: z.string(),
  correlationId: z.string(),
  route: z.string(),
  eventType: z.string(),
  topic: z.string(),
  subtopic: z.optional(z.nullable(z.string())),
  timeStamp: z.string(),
  facts: z.record(z.string(), z.unknown()),
  data: z.optional(z.null()),
});
export type WebhookEvent = z.output<typeof webhookEventSchema>;

/** The event for a change. Topics of users name the user, that of requests says that there is nothing to name. */
export function writeEvent(
  { topic, eventType, data }: Change,
  made: { readonly id: string; readonly correlationId: string; readonly now: Date; readonly companyId: string },
): WebhookEvent {
  const event: WebhookEvent = {
    id: made.id,
    correlationId: made.correlationId,
    route: 'stable',
    eventType,
    topic,
    timeStamp: made.now.toISOString(),
    facts: { companyId: made.companyId, ...data },
  };
  if (topic === 'public.concur.request') return { ...event, subtopic: null, data: null };
  if (!topic.startsWith('public.concur.user.')) return event;
  return { ...event, subtopic: typeof data.userId === 'string' ? data.userId : null };
}
