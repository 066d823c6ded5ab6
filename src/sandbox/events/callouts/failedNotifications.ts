import * as z from 'zod/mini';
import type { Kept } from '../../state.js';

const notificationSchema = z.object({
  id: z.string(),
  /** `yyyy-MM-ddTHH:mm:ss` */
  dateTime: z.string(),
  eventType: z.string(),
  objectUri: z.string(),
  context: z.nullable(z.string()),
});

/** Word of an event that a connector did not take. */
export type FailedNotification = z.output<typeof notificationSchema>;

const MAX_KEPT = 1000;

/** Notifications that failed, oldest first. */
export class FailedNotifications implements Kept {
  readonly #notifications = new Map<string, FailedNotification>();

  get all(): readonly FailedNotification[] {
    return [...this.#notifications.values()];
  }

  add(notification: FailedNotification): void {
    this.#notifications.set(notification.id, notification);
    const [oldest] = this.#notifications.keys();
    if (oldest !== undefined && this.#notifications.size > MAX_KEPT) this.#notifications.delete(oldest);
  }

  /** @returns whether there was one */
  remove(id: string): boolean {
    return this.#notifications.delete(id);
  }

  save(): unknown {
    return structuredClone(this.all);
  }

  load(value: unknown): void {
    const notifications = z.array(notificationSchema).parse(value);
    this.#notifications.clear();
    for (const notification of notifications) this.#notifications.set(notification.id, notification);
  }
}
