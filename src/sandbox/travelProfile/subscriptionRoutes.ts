import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../context.js';
import { type Caller, isAdministrator } from '../identity/caller.js';
import { Refusal } from '../protocol/refusal.js';
import { queryOf } from '../travel/owners.js';

const TYPES = ['itinerary', 'fop', 'profile'] as const;
const USER_BASES = ['/api/travelprofile/v1.0', '/api/user/v1.0'] as const;
const COMPANY_BASE = '/api/company/v1.0';

/**
 * Subscriptions of Travel Profile v1 (/api-reference/travel-profile/v1.notification-user-resource.html). They are kept,
 * but nothing is delivered: the postback URL belongs to an application review that the sandbox has not.
 */
export function registerSubscriptions(app: SandboxApp, context: SandboxContext): void {
  const allowed = context.allow('USER');
  const subscriptions = new Set<string>();
  context.state.keep('travelSubscriptions', {
    save: () => [...subscriptions],
    load: (value) => {
      const keys = z.array(z.string()).parse(value);
      subscriptions.clear();
      for (const key of keys) subscriptions.add(key);
    },
  });

  for (const action of ['subscribe', 'unsubscribe'] as const) {
    for (const base of [...USER_BASES, COMPANY_BASE]) {
      app.post(`${base}/${action}`, allowed, (call) => {
        const caller = call.get('caller');
        const owner = base === COMPANY_BASE ? companyOf(caller, context) : userOf(caller);
        const type = queryOf(call).text('type')?.toLowerCase();
        if (!TYPES.some((known) => known === type))
          throw new Refusal(400, `type has to be one of ${TYPES.join(', ')}.`);
        const key = `${caller.clientId} ${owner} ${type}`;
        if (action === 'subscribe') subscriptions.add(key);
        else subscriptions.delete(key);
        return call.body(null, 200);
      });
    }
  }
}

function userOf({ principal }: Caller): string {
  if (principal.kind !== 'user') throw new Refusal(400, 'The token belongs to no person.');
  return principal.id;
}

function companyOf(caller: Caller, { company }: SandboxContext): string {
  if (!isAdministrator(caller)) throw new Refusal(403, 'Only an administrator may subscribe to the whole company.');
  return company.id;
}
