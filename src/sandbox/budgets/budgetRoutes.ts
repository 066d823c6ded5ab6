import type { SandboxApp, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Query } from '../protocol/query.js';
import type { Budget } from './budget.js';
import { budgetOf, isOwned, requireBudgetAdministrator } from './budgetAccess.js';
import { readBudget, savedIdOf } from './budgetBody.js';
import { viewBudget } from './budgetView.js';
import { trackingFields } from './trackingFields.js';

const LIST = '/budget/v4/budgetItemHeader';
const PAGE = 50;

/** Budgets and their tracking fields (/api-reference/budget/v4.budget-header.html). */
export function registerBudgetHeaders(app: SandboxApp, context: SandboxContext): void {
  const { budgets } = context.books.budgets;
  const reads = context.allow('budgetitem.read', 'budgetitem.write');
  const writes = context.allow('budgetitem.write');

  app.get(LIST, reads, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const isForAll = query.flag('adminView') ?? false;
    if (isForAll) requireBudgetAdministrator(call);
    const offset = query.integer('offset', 0) ?? 0;
    const depth = query.text('responseSchema')?.toUpperCase() === 'COMPACT' ? 'compact' : 'brief';
    const found = [...budgets.all].filter((one) => one.status !== 'REMOVED' && (isForAll || isOwned(call, one)));
    const addressAt = (from: number) => {
      const parameters = new URL(call.req.url).searchParams;
      parameters.set('offset', String(from));
      return { href: `${context.url}${LIST}?${parameters}` };
    };
    return answerJson(call, {
      totalRows: found.length,
      offset,
      limit: PAGE,
      budgetItemHeaders: found.slice(offset, offset + PAGE).map((one) => viewBudget(call, context, one, depth)),
      ...addressAt(offset),
      next: offset + PAGE < found.length ? addressAt(offset + PAGE) : null,
      previous: offset > 0 ? addressAt(Math.max(0, offset - PAGE)) : null,
    });
  });

  app.post(LIST, writes, async (call) => {
    requireBudgetAdministrator(call);
    const body = await readJsonBody(call);
    const id = savedIdOf(body);
    const saved = budgets.put(readBudget(body, id ? budgetOf(call, context, id) : undefined, context));
    return answerJson(call, {
      success: true,
      budgetItemHeaderSyncGuid: saved.id,
      budgetItemDetailSyncGuids: saved.details.map((one) => one.id),
    });
  });

  app.get(`${LIST}/:id`, reads, (call) =>
    answerJson(call, viewBudget(call, context, budgetOf(call, context, call.req.param('id')), 'whole')),
  );

  app.delete(`${LIST}/:id`, writes, (call) => {
    requireBudgetAdministrator(call);
    const budget = budgetOf(call, context, call.req.param('id'));
    budgets.put<Budget>({ ...budget, status: 'REMOVED', modifiedAt: context.now() });
    return answerJson(call, { success: true, budgetItemHeaderId: budget.id });
  });

  app.delete('/budget/v4/delete/budgetItemHeader/:syncGuid', writes, (call) => {
    requireBudgetAdministrator(call);
    const { id } = budgetOf(call, context, call.req.param('syncGuid'));
    budgets.remove(id);
    return answerJson(call, { success: true, budgetItemHeaderSyncGuid: id });
  });

  app.get('/budget/v4/budgetTrackingField', reads, (call) =>
    answerJson(
      call,
      trackingFields.map(({ name, type, fieldId, sequence, definitionId }) => ({
        budgetTrackingFieldName: name,
        fieldType: type,
        listSyncGuid: null,
        fieldId,
        budgetSequenceNumber: sequence,
        connectedListSequenceNumber: 1,
        fieldDefinitionId: definitionId,
      })),
    ),
  );
}
