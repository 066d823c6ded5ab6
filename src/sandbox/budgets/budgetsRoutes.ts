import type { SandboxApp, SandboxContext } from '../context.js';
import { registerAdjustments } from './adjustmentRoutes.js';
import { writeBudgetErrors } from './budgetRefusal.js';
import { registerBudgetHeaders } from './budgetRoutes.js';
import { registerCategories } from './categoryRoutes.js';
import { registerFiscalYears } from './fiscalYearRoutes.js';
import { seedBudgets } from './seedBudgets.js';

/** Budget v4 (/api-reference/budget/getting-started.html). */
export function registerBudgets(app: SandboxApp, context: SandboxContext): void {
  const { budgets, categories, years } = context.books.budgets;
  seedBudgets(context, context.random.fork('budgets'));
  context.state.keep('budgets', budgets);
  context.state.keep('budgetCategories', categories);
  context.state.keep('fiscalYears', years);
  app.use('/budget/*', writeBudgetErrors());
  registerFiscalYears(app, context);
  registerCategories(app, context);
  registerBudgetHeaders(app, context);
  registerAdjustments(app, context);
}
