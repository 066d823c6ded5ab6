import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import type { FaultBook, FaultOrder } from '../protocol/faultBook.js';
import { FAULT_FORMS } from '../protocol/faults.js';
import { Refusal } from '../protocol/refusal.js';
import { readFields, registerChange } from './changes.js';

const PATH = '/sandbox/faults';

const orderSchema = z.object({
  faults: z.string(),
  path: z.optional(z.string().check(z.startsWith('/'))),
  calls: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1_000_000))),
});

/** Orders faults for calls that do not ask for them: to read, to add, to take back one or all. */
export function registerFaults(app: SandboxApp, { controls }: SandboxContext): void {
  const { faults } = controls;
  app.get(PATH, (call) => answerJson(call, listOrders(faults)));

  registerChange(app, 'POST', PATH, async (call) => {
    const read = orderSchema.safeParse(await readFields(call));
    if (read.success) return faults.add(withoutUndefined(read.data));
    throw new Refusal(400, 'Send faults, and perhaps path (begins with /) and calls (a whole number, 1 or more).');
  });

  const clear = (): unknown => {
    faults.clear();
    return listOrders(faults);
  };
  registerChange(app, 'DELETE', PATH, clear);
  registerChange(app, 'POST', `${PATH}/clear`, clear); // forms cannot DELETE

  for (const [method, path] of [
    ['DELETE', `${PATH}/:id`],
    ['POST', `${PATH}/:id/clear`],
  ] as const) {
    registerChange(app, method, path, (call) => {
      if (!faults.remove(Number(call.req.param('id')))) throw new Refusal(404, 'There is no such order.');
      return listOrders(faults);
    });
  }
}

function listOrders(faults: FaultBook): unknown {
  return { orders: faults.list(), known: Object.fromEntries(FAULT_FORMS) };
}

function withoutUndefined({ faults, path, calls }: z.infer<typeof orderSchema>): Omit<FaultOrder, 'id'> {
  return { faults, ...(path === undefined ? {} : { path }), ...(calls === undefined ? {} : { calls }) };
}
