import * as z from 'zod/mini';
import type { Kept } from '../state.js';
import type { Subscription } from './subscription.js';
import type { Timer } from './timer.js';
import { type WebhookEvent, webhookEventSchema } from './webhookEvent.js';

/** Events are given up this long after they happened (/api-reference/ess/v4.event-subscription.html). */
const RETENTION_MS = 72 * 3_600_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 3_600_000;
/** Events that wait for one endpoint; more push the oldest out. */
const MAX_WAITING = 5000;
const MAX_LOG = 200;

/** One try to deliver an event. */
export interface Attempt {
  readonly at: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly outcome: 'delivered' | 'retried' | 'dropped' | 'expired';
}

export interface DeliveryNeeds {
  readonly now: () => Date;
  readonly timer: Timer;
  /** Gives the status of the answer, undefined when none came; it does not throw. */
  readonly post: (endpoint: string, event: WebhookEvent) => Promise<number | undefined>;
  /** Ends all deliveries. */
  readonly closing: AbortSignal;
}

interface Queue {
  readonly id: string;
  endpoint: string;
  waiting: WebhookEvent[];
  failures: number;
  isBusy: boolean;
  cancelRetry: (() => void) | undefined;
}

const saved = z.array(
  z.object({ subscriptionId: z.string(), endpoint: z.string(), events: z.array(webhookEventSchema) }),
);

/**
 * Delivers events to webhooks: one after the other for each subscription. An event that its endpoint cannot take now
 * (5xx, 401, 403, 429, no answer) is held and tried again, later each time; what it refuses (other 4xx) is dropped.
 */
export class Deliveries implements Kept {
  readonly #needs: DeliveryNeeds;
  readonly #queues = new Map<string, Queue>();
  readonly #attempts: Attempt[] = [];

  constructor(needs: DeliveryNeeds) {
    this.#needs = needs;
    needs.closing.addEventListener('abort', () => {
      for (const id of [...this.#queues.keys()]) this.forget(id);
    });
  }

  /** The last ones, newest first. */
  get attempts(): readonly Attempt[] {
    return this.#attempts;
  }

  add({ id, webHookConfig }: Pick<Subscription, 'id' | 'webHookConfig'>, event: WebhookEvent): void {
    const queue = this.#queueOf(id, webHookConfig.endpoint);
    queue.waiting.push(event);
    if (queue.waiting.length > MAX_WAITING) queue.waiting.shift();
    void this.#work(queue);
  }

  /** Waiting events go to the new endpoint, at once. */
  move({ id, webHookConfig }: Pick<Subscription, 'id' | 'webHookConfig'>): void {
    const queue = this.#queues.get(id);
    if (!queue) return;
    queue.endpoint = webHookConfig.endpoint;
    this.#stopWaiting(queue);
    void this.#work(queue);
  }

  /** Drops what waits for a subscription. */
  forget(subscriptionId: string): void {
    const queue = this.#queues.get(subscriptionId);
    if (!queue) return;
    this.#queues.delete(subscriptionId);
    this.#stopWaiting(queue);
    queue.waiting = [];
  }

  save(): unknown {
    const queues = [...this.#queues.values()].filter(({ waiting }) => waiting.length > 0);
    return structuredClone(
      queues.map(({ id, endpoint, waiting }) => ({ subscriptionId: id, endpoint, events: waiting })),
    );
  }

  load(value: unknown): void {
    const queues = saved.parse(value);
    for (const id of [...this.#queues.keys()]) this.forget(id);
    for (const { subscriptionId, endpoint, events } of queues) {
      for (const event of events) this.add({ id: subscriptionId, webHookConfig: { endpoint } }, event);
    }
  }

  #queueOf(id: string, endpoint: string): Queue {
    const queue = this.#queues.get(id) ?? {
      id,
      endpoint,
      waiting: [],
      failures: 0,
      isBusy: false,
      cancelRetry: undefined,
    };
    this.#queues.set(id, queue);
    return queue;
  }

  #stopWaiting(queue: Queue): void {
    queue.cancelRetry?.();
    queue.cancelRetry = undefined;
  }

  /** Delivers what waits, until nothing does or the endpoint asks for patience. Never throws. */
  async #work(queue: Queue): Promise<void> {
    if (queue.isBusy || queue.cancelRetry) return;
    queue.isBusy = true;
    for (let event = queue.waiting[0]; event; event = queue.waiting[0]) {
      const outcome = await this.#try(queue, event);
      if (this.#queues.get(queue.id) !== queue) return;
      if (outcome === 'retried') {
        const delay = Math.min(FIRST_RETRY_MS * 2 ** queue.failures, LONGEST_RETRY_MS);
        queue.failures += 1;
        queue.cancelRetry = this.#needs.timer(delay, () => {
          queue.cancelRetry = undefined;
          void this.#work(queue);
        });
        break;
      }
      queue.failures = 0;
      if (queue.waiting[0] === event) queue.waiting.shift();
    }
    queue.isBusy = false;
  }

  async #try(queue: Queue, event: WebhookEvent): Promise<Attempt['outcome']> {
    const { now, post } = this.#needs;
    const isExpired = now().getTime() - new Date(event.timeStamp).getTime() > RETENTION_MS;
    const status = isExpired ? undefined : await post(queue.endpoint, event);
    const outcome = isExpired ? 'expired' : judge(status);
    const attempt: Attempt = {
      at: now().toISOString(),
      subscriptionId: queue.id,
      eventId: event.id,
      eventType: event.eventType,
      status: status ?? null,
      outcome,
    };
    this.#attempts.unshift(attempt);
    if (this.#attempts.length > MAX_LOG) this.#attempts.pop();
    return outcome;
  }
}

/** What becomes of an event; redirects are not followed, so they count as refusals. */
function judge(status: number | undefined): Attempt['outcome'] {
  if (status === undefined || status >= 500 || [401, 403, 429].includes(status)) return 'retried';
  return status >= 200 && status < 300 ? 'delivered' : 'dropped';
}
