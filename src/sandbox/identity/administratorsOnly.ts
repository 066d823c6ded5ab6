import type { MiddlewareHandler } from 'hono';
import type { SandboxEnv } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import { isAdministrator } from './caller.js';

/**
 * Lets only those pass who manage the data of the whole company; stands behind `allow`. Payment batches, extracts and
 * failed notifications ask for it (/api-reference/common/extracts/v1.extracts.html).
 */
export const administratorsOnly: MiddlewareHandler<SandboxEnv> = async (call, next) => {
  if (!isAdministrator(call.get('caller'))) {
    throw new Refusal(403, 'Only a Web Services Administrator or a company token may use this API.');
  }
  return next();
};
