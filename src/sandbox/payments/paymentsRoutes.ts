import type { SandboxApp, SandboxContext } from '../context.js';
import { registerBatches } from './batchRoutes.js';
import { registerExtracts } from './extractRoutes.js';

/** Payment Batches and Extracts. */
export function registerPayments(app: SandboxApp, context: SandboxContext): void {
  registerBatches(app, context);
  registerExtracts(app, context);
}
