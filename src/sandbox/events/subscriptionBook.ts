import * as z from 'zod/mini';
import { Refusal } from '../protocol/refusal.js';
import type { Kept } from '../state.js';
import { type Subscription, subscriptionSchema } from './subscription.js';

/** Subscriptions that an app may have (/api-reference/ess/v4.event-subscription.html). */
const MAX_OF_APP = 5;

/** Subscriptions of all apps, oldest first. */
export class SubscriptionBook implements Kept {
  readonly #subscriptions = new Map<string, Subscription>();

  get all(): readonly Subscription[] {
    return [...this.#subscriptions.values()];
  }

  ofApp(applicationId: string): readonly Subscription[] {
    return this.all.filter((subscription) => subscription.applicationId === applicationId);
  }

  /** @returns undefined as well when it is another app's */
  find(id: string, applicationId: string): Subscription | undefined {
    return this.ofApp(applicationId).find((subscription) => subscription.id === id);
  }

  /** @throws {Refusal} 400 when another app has the id, or the app has as many as it may */
  put(subscription: Subscription): void {
    const { id, applicationId } = subscription;
    const known = this.#subscriptions.get(id);
    if (known && known.applicationId !== applicationId)
      throw new Refusal(400, `The id ${id} is taken; choose another.`);
    if (!known && this.ofApp(applicationId).length >= MAX_OF_APP) {
      throw new Refusal(400, `An app may have ${MAX_OF_APP} subscriptions; delete one first.`);
    }
    this.#subscriptions.set(id, subscription);
  }

  remove(id: string): void {
    this.#subscriptions.delete(id);
  }

  save(): unknown {
    return structuredClone(this.all);
  }

  load(value: unknown): void {
    const subscriptions = z.array(subscriptionSchema).parse(value);
    this.#subscriptions.clear();
    for (const subscription of subscriptions) this.#subscriptions.set(subscription.id, subscription);
  }
}
