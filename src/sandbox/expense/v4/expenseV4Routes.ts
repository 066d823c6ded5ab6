import type { SandboxApp, SandboxContext } from '../../context.js';
import type { ReportDesk } from '../reportDesk.js';
import { registerAllocationsV4 } from './allocationRoutes.js';
import { registerAssociationsV4 } from './associationRoutes.js';
import { registerAttendeesV4 } from './attendeeRoutes.js';
import { registerCommentsV4 } from './commentRoutes.js';
import { registerExceptionsV4 } from './exceptionRoutes.js';
import { registerExpensesV4 } from './expenseRoutes.js';
import { registerFormFieldsV4 } from './formFieldRoutes.js';
import { ReportAccess } from './reportAccess.js';
import { registerReportsV4 } from './reportRoutes.js';
import { registerTaxesV4 } from './taxRoutes.js';
import { registerWorkflowV4 } from './workflowRoutes.js';

/** Expense v4: reports and all that belongs to them. */
export function registerExpenseV4(app: SandboxApp, context: SandboxContext, desk: ReportDesk): void {
  const access = new ReportAccess(context);
  registerReportsV4(app, context, desk, access);
  registerExpensesV4(app, context, access);
  registerAllocationsV4(app, context, access);
  registerAttendeesV4(app, context, access);
  registerCommentsV4(app, context, desk, access);
  registerExceptionsV4(app, context, access);
  registerWorkflowV4(app, context, desk, access);
  registerFormFieldsV4(app, context, access);
  registerTaxesV4(app, context, access);
  registerAssociationsV4(app, context, access);
}
