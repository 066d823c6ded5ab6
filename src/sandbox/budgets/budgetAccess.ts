import type { SandboxCall, SandboxContext } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import type { Budget } from './budget.js';
import { BudgetRefusal } from './budgetRefusal.js';

/** Whether a call comes from a Budget Administrator, or from who may do everything anyway. */
export function isBudgetAdministrator(call: SandboxCall): boolean {
  const { principal } = call.get('caller');
  if (isAdministrator({ principal })) return true;
  return principal.kind === 'user' && principal.person.roles.includes('SHD_BUDGET_ADMIN');
}

/** @throws {BudgetRefusal} 403 */
export function requireBudgetAdministrator(call: SandboxCall): void {
  if (isBudgetAdministrator(call)) return;
  throw new BudgetRefusal([{ code: 'PERMISSION_DENIED', message: 'Only a Budget Administrator may do that.' }], 403);
}

/** Whether a budget is that of the person behind a call. */
export function isOwned(call: SandboxCall, budget: Budget): boolean {
  return call.get('caller').principal.id === budget.ownerId;
}

/** The budget of the path, which the caller can see. @throws {BudgetRefusal} 404 */
export function budgetOf(call: SandboxCall, { books }: SandboxContext, id: string): Budget {
  const budget = books.budgets.budgets.find(id.toLowerCase());
  const { principal } = call.get('caller');
  const isTheirs =
    budget !== undefined &&
    (isBudgetAdministrator(call) ||
      [budget.ownerId, ...budget.approverIds, ...budget.viewerIds].includes(principal.id));
  if (budget && isTheirs) return budget;
  throw new BudgetRefusal([{ code: 'BUDGET_ITEM_NOT_FOUND', message: `No budget has the id ${id}.` }], 404);
}
