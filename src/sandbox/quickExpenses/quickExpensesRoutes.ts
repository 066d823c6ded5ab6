import type { SandboxApp, SandboxContext } from '../context.js';
import { keptQuickExpenses } from './keptQuickExpenses.js';
import { QuickExpenseBook } from './quickExpense.js';
import { registerQuickExpensesV3 } from './quickExpenseV3Routes.js';
import { registerQuickExpensesV4 } from './quickExpenseV4Routes.js';
import { seedQuickExpenses } from './seedQuickExpenses.js';

/** Quick Expenses v3 and v4. */
export function registerQuickExpenses(app: SandboxApp, context: SandboxContext): void {
  const book = new QuickExpenseBook();
  seedQuickExpenses(book, context.company, context.random.fork('quickExpenses'), context.now());
  context.state.keep('quickExpenses', keptQuickExpenses(book));
  registerQuickExpensesV3(app, context, book);
  registerQuickExpensesV4(app, context, book);
}
