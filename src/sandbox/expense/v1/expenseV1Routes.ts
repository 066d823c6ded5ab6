import type { SandboxApp, SandboxContext } from '../../context.js';
import type { ReportDesk } from '../reportDesk.js';
import { registerDetailsV1 } from './detailRoutes.js';
import { registerEntryAttendeesV2 } from './entryAttendeeRoutes.js';
import { registerExceptionsV1 } from './exceptionRoutes.js';
import { registerHeadersV1 } from './headerRoutes.js';
import { registerItemizationsV1 } from './itemizationRoutes.js';
import { registerListsV1 } from './listRoutes.js';
import { registerPeopleV1 } from './peopleRoutes.js';
import { registerWorkflowV1 } from './workflowRoutes.js';

/** Expense v1.1 and v2. */
export function registerExpenseV1(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  registerHeadersV1(app, context, desk);
  registerListsV1(app, context);
  registerDetailsV1(app, context);
  registerWorkflowV1(app, context, desk);
  registerExceptionsV1(app, context);
  registerItemizationsV1(app, context, desk);
  registerEntryAttendeesV2(app, context);
  registerPeopleV1(app, context);
}
