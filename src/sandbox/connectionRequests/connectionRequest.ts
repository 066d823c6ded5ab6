import * as z from 'zod/mini';
import { KeyedBook, keptMoment } from '../keyedBook.js';

/** States that versions 3.0 and 3.1 of the API filter by. */
export const CONNECTION_STATES = ['Pending', 'Processing', 'Connected', 'Failed', 'Retry'] as const;

const schema = z.object({
  /** UUID. */
  id: z.string(),
  /** UUID of the person who pressed Connect. */
  userId: z.string(),
  loyaltyNumber: z.string(),
  state: z.enum(CONNECTION_STATES),
  modifiedAt: keptMoment,
  /** A supplier that could not connect is told again from then on. */
  againFrom: z.optional(keptMoment),
  /** How often the supplier asked for another try, and how often the account was wrong. */
  retries: z.number(),
  failures: z.number(),
  /** The request token that an app was told, so that it sees the same one while that lasts. */
  told: z.optional(z.object({ clientId: z.string(), token: z.string() })),
});

/** A person's wish to be linked with their account at a TripLink supplier. */
export type ConnectionRequest = z.infer<typeof schema>;

/** The queue of wishes, the one to be told first in front. */
export class ConnectionRequestBook extends KeyedBook<ConnectionRequest> {
  constructor() {
    super(schema);
  }

  /** Those that a poll tells: nobody has dealt with them, or it is time for another try. */
  waiting(now: Date): readonly ConnectionRequest[] {
    return [...this.all].filter((request) => isWaiting(request, now));
  }
}

export function isWaiting({ state, againFrom }: ConnectionRequest, now: Date): boolean {
  return state === 'Pending' || (state === 'Retry' && againFrom !== undefined && againFrom <= now);
}
