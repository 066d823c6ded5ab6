import * as z from 'zod/mini';
import type { Kept } from '../../state.js';
import type { Provision } from './provision.js';

const LIFE_MS = 7 * 86_400_000;

const moment = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
);
const message = z.object({
  code: z.string(),
  message: z.string(),
  schemaPath: z.optional(z.string()),
  type: z.enum(['error', 'warning']),
});
const text = z.optional(z.string());
const keptProvision = z.object({
  id: z.string(),
  kind: z.enum(['User', 'Bulk']),
  correlationId: z.string(),
  createdAt: moment,
  completedAt: moment,
  operations: z.array(
    z.object({
      bulkId: text,
      userId: text,
      code: z.string(),
      extensions: z.array(
        z.object({ name: z.string(), result: z.enum(['success', 'error', 'no-op']), messages: z.array(message) }),
      ),
    }),
  ),
});

/** Provisioning requests, which Concur keeps for 7 days. */
export class ProvisionBook implements Kept {
  readonly #provisions = new Map<string, Provision>();

  find(id: string, now: Date): Provision | undefined {
    const provision = this.#provisions.get(id.toLowerCase());
    return provision && now.getTime() - provision.createdAt.getTime() < LIFE_MS ? provision : undefined;
  }

  add(provision: Provision): void {
    this.#provisions.set(provision.id, provision);
  }

  save(): unknown {
    return [...this.#provisions.values()].map((provision) => ({
      ...provision,
      createdAt: provision.createdAt.toISOString(),
      completedAt: provision.completedAt.toISOString(),
    }));
  }

  load(value: unknown): void {
    const provisions = z.array(keptProvision).parse(value);
    this.#provisions.clear();
    for (const provision of provisions) this.add(provision as Provision);
  }
}
