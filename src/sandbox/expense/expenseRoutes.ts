import type { SandboxApp, SandboxContext } from '../context.js';
import { registerEntries } from './entryRoutes.js';
import { ReportBook } from './reportBook.js';
import { registerReports } from './reportRoutes.js';
import { seedReports } from './seedReports.js';

/** Concur Expense: reports and entries over one book of seeded reports. */
export function registerExpense(app: SandboxApp, context: SandboxContext): void {
  const book = new ReportBook(seedReports(context.company, context.random, context.now()));
  registerReports(app, context, book);
  registerEntries(app, context, book);
}
