import * as z from 'zod/mini';
import { expenseTypes, findExpenseType } from '../company/expenseTypes.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { oneOf, readFields, text } from '../expense/wireFields.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { requireBudgetAdministrator } from './budgetAccess.js';
import { type BudgetFault, BudgetRefusal, requireNoFaults } from './budgetRefusal.js';
import { viewCategory } from './budgetView.js';
import { type BudgetCategory, FEATURES } from './category.js';

const LIST = '/budget/v4/budgetCategory';

const categoryBody = z.object({
  id: text(64),
  syncGuid: text(64),
  name: text(100),
  description: text(255),
  statusType: oneOf(['OPEN', 'REMOVED']),
  expenseTypes: z.nullish(
    z.array(
      z.object({ id: text(64), featureTypeCode: oneOf(FEATURES), expenseTypeCode: text(8) }, { error: 'is no type' }),
      { error: 'has to be a list' },
    ),
  ),
});

/** Budget categories (/api-reference/budget/v4.budget-category.html). */
export function registerCategories(app: SandboxApp, context: SandboxContext): void {
  const { categories } = context.books.budgets;
  const reads = context.allow('budgetitem.read', 'budgetitem.write');
  const writes = context.allow('budgetitem.write');

  const find = (id: string): BudgetCategory => {
    const category = categories.find(id.toLowerCase());
    if (category) return category;
    throw new BudgetRefusal([{ code: 'BUDGET_CATEGORY_NOT_FOUND', message: `No category has the id ${id}.` }], 404);
  };

  app.get(LIST, reads, (call) => answerJson(call, [...categories.all].map(viewCategory)));

  app.post(LIST, writes, async (call) => {
    requireBudgetAdministrator(call);
    const given = readFields(categoryBody, await readJsonBody(call));
    const id = given.id ?? given.syncGuid;
    const old = id ? find(id) : undefined;
    const name = given.name ?? '';
    const faults: BudgetFault[] = [];
    if (!name) faults.push({ code: 'BUDGET_CATEGORY_NAME_REQUIRED', message: 'A category needs a name.' });
    if ([...categories.all].some((one) => one !== old && one.name.toLowerCase() === name.toLowerCase()))
      faults.push({ code: 'BUDGET_CATEGORY_NAME_UNIQUE_ERROR', message: `Another category has the name ${name}.` });
    const types = (given.expenseTypes ?? []).flatMap(({ featureTypeCode: feature, expenseTypeCode }) => {
      const code = expenseTypeCode ?? '';
      if (!feature || !findExpenseType(code)) {
        faults.push({ code: 'EXPENSE_TYPE_INVALID', message: `The expense type "${code}" is unknown.` });
        return [];
      }
      const before = old?.expenseTypes.find((one) => one.feature === feature && one.code === code);
      return [before ?? { id: context.newUuid(), feature, code }];
    });
    requireNoFaults(faults);
    const category = categories.put<BudgetCategory>({
      id: old?.id ?? context.newUuid(),
      name,
      ...(given.description ? { description: given.description } : {}),
      status: given.statusType ?? 'OPEN',
      expenseTypes: types,
    });
    return answerJson(call, viewCategory(category));
  });

  app.get(`${LIST}/expenseTypes`, reads, (call) =>
    answerJson(
      call,
      (['EXPENSE', 'PAYMENT_REQUEST'] as const).flatMap((featureTypeCode) =>
        expenseTypes.map(({ code, name }) => ({ featureTypeCode, expenseTypeCode: code, id: null, name })),
      ),
    ),
  );

  app.get(`${LIST}/:id`, reads, (call) => answerJson(call, viewCategory(find(call.req.param('id')))));

  app.delete(`${LIST}/:id`, writes, (call) => {
    requireBudgetAdministrator(call);
    const category = find(call.req.param('id'));
    if (context.books.budgets.usesCategory(category.id))
      throw new BudgetRefusal([{ code: 'BUDGET_CATEGORY_IN_USE', message: `Budgets use ${category.name}.` }]);
    categories.remove(category.id);
    return answerJson(call, category.id);
  });
}
