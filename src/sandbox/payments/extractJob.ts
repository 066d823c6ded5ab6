import * as z from 'zod/mini';

const moment = z.pipe(
  z.string(),
  z.transform((text) => new Date(text)),
);

/** A job as it is saved; dates are ISO texts there. */
export const savedJob = z.object({ id: z.string(), definitionId: z.string(), startsAt: moment, endsAt: moment });

/** One run of an extract; how far it has come follows from the time. */
export type ExtractJob = z.output<typeof savedJob>;

/** The words that samples show, and the one that lies between them. */
export function statusOf({ startsAt, endsAt }: ExtractJob, now: Date): 'Queued' | 'Running' | 'Completed' {
  if (now < startsAt) return 'Queued';
  return now < endsAt ? 'Running' : 'Completed';
}
