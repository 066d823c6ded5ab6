import * as z from 'zod/mini';
import { isCurrency } from '../company/money.js';
import type { Person } from '../company/people.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { amount, flag, oneOf, readFields, text } from '../expense/wireFields.js';
import { parseJson } from '../protocol/jsonText.js';
import { BUDGET_TYPES, type Budget, type BudgetDetail, OPERATORS, type TrackingValue } from './budget.js';
import { type BudgetFault, BudgetRefusal, requireNoFaults } from './budgetRefusal.js';
import { BUDGET_STATUSES } from './fiscalYear.js';
import { findTrackingField } from './trackingFields.js';

const MAX_DETAILS = 200;

const personBody = z.object(
  { email: text(255), employeeUuid: text(64), externalUserCUUID: text(64), id: text(64) },
  { error: 'has to be a person' },
);
const people = z.nullish(z.array(personBody, { error: 'has to be a list' }));
const reference = z.nullish(z.object({ id: text(64) }, { error: 'has to be an object with an id' }));

const budgetBody = z.object({
  id: text(64),
  syncGuid: text(64),
  name: text(100),
  description: text(100),
  isTest: flag,
  budgetItemStatusType: oneOf(BUDGET_STATUSES),
  budgetType: oneOf(BUDGET_TYPES),
  currencyCode: text(3),
  owner: z.nullish(personBody),
  budgetApprovers: people,
  budgetManagers: people,
  budgetViewers: people,
  budgetCategory: reference,
  fiscalYear: reference,
  fiscalYearId: text(64),
  costObjects: z.nullish(
    z.array(
      z.object(
        {
          code: text(8),
          fieldDefinitionId: text(64),
          value: text(2000),
          listKey: text(64),
          operator: oneOf(OPERATORS),
        },
        { error: 'has to be an object' },
      ),
      { error: 'has to be a list' },
    ),
  ),
  budgetItemDetails: z.nullish(
    z.array(
      z.object(
        {
          id: text(64),
          amount,
          budgetItemDetailStatusType: oneOf(BUDGET_STATUSES),
          fiscalPeriod: reference,
          fiscalPeriodId: text(64),
        },
        { error: 'has to be an object' },
      ),
      { error: 'has to be a list' },
    ),
  ),
});

/** The list in the body of a call. @throws {BudgetRefusal} 400 when it is none */
export async function readList(call: SandboxCall): Promise<readonly unknown[]> {
  const list = parseJson(await call.req.text());
  if (Array.isArray(list)) return list;
  throw new BudgetRefusal([{ code: 'REQUEST_ERROR', message: 'The body has to be a list.' }]);
}

/** The id of the budget that a body changes; undefined for a new one. */
export function savedIdOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const { id, syncGuid } = readFields(z.object({ id: text(64), syncGuid: text(64) }), body);
  return (id ?? syncGuid)?.toLowerCase() || undefined;
}

/**
 * Reads a budget to save (/api-reference/budget/v4.budget-header.html); adjustments stay with their period.
 * @throws {BudgetRefusal} 400 that names every fault
 */
export function readBudget(
  body: Readonly<Record<string, unknown>>,
  old: Budget | undefined,
  context: SandboxContext,
): Budget {
  const { books, company, newUuid, now } = context;
  const given = readFields(budgetBody, body);
  const faults: BudgetFault[] = [];
  const fault = (code: string, message: string): void => void faults.push({ code, message });

  const find = (person: z.output<typeof personBody>): Person | undefined => {
    const id = person.employeeUuid ?? person.externalUserCUUID ?? person.id ?? person.email;
    const found = id ? company.findPerson(id) : undefined;
    if (!found || found.isDeleted) fault('BUDGET_PERSON_NOT_FOUND', `Nobody is known as ${id ?? 'nobody'}.`);
    return found;
  };
  const idsOf = (list: z.output<typeof people>, before: readonly string[] = []): string[] =>
    list ? list.flatMap((one) => find(one)?.id ?? []) : [...before];

  const name = given.name ?? '';
  if (name === '') fault('BUDGET_ITEM_NAME_REQUIRED', 'A budget needs a name.');
  else if (name.length < 2) fault('BUDGET_ITEM_NAME_ERROR', 'The name of a budget has two characters at least.');
  if (!given.description) fault('BUDGET_ITEM_DESCRIPTION_REQUIRED', 'A budget needs a description.');
  if (!given.owner) fault('BUDGET_ITEM_OWNER_REQUIRED', 'A budget needs an owner.');
  const owner = given.owner ? find(given.owner) : undefined;
  const currency = given.currencyCode?.toUpperCase() ?? old?.currency ?? owner?.home.currency ?? 'USD';
  if (!isCurrency(currency)) fault('CURRENCY_INVALID', `"${currency}" is no currency.`);
  const yearId = (given.fiscalYear?.id ?? given.fiscalYearId ?? old?.fiscalYearId)?.toLowerCase() ?? '';
  const year = books.budgets.years.find(yearId);
  if (!year || year.status === 'REMOVED') fault('FISCAL_YEAR_REQUIRED', 'fiscalYear names no year of the company.');
  const categoryId = given.budgetCategory === undefined ? old?.categoryId : given.budgetCategory?.id?.toLowerCase();
  if (categoryId !== undefined && !books.budgets.categories.find(categoryId))
    fault('BUDGET_CATEGORY_NOT_FOUND', `No category has the id ${categoryId}.`);
  const isTaken = [...books.budgets.budgets.all].some(
    (one) => one.id !== old?.id && one.status !== 'REMOVED' && one.fiscalYearId === yearId && one.name === name,
  );
  if (isTaken) fault('BUDGET_ITEM_NAME_UNIQUE_ERROR', `Another budget of the year has the name ${name}.`);

  const tracking = (given.costObjects ?? []).flatMap(({ code, fieldDefinitionId, operator, value, listKey }) => {
    const field = findTrackingField(code ?? undefined, fieldDefinitionId ?? undefined);
    if (!field) fault('TRACKING_FIELD_NOT_FOUND', `No tracking field is "${code ?? fieldDefinitionId}".`);
    const read: TrackingValue = {
      field: field?.sequence ?? 0,
      operator: operator ?? 'EQUAL',
      value: value ?? '',
      ...(listKey ? { listKey } : {}),
    };
    return field ? [read] : [];
  });

  const list = given.budgetItemDetails ?? [];
  if (list.length > MAX_DETAILS) fault('BUDGET_ITEM_DETAIL_COUNT', `A budget has ${MAX_DETAILS} periods at most.`);
  const seen = new Set<string>();
  const details = list.slice(0, MAX_DETAILS).flatMap((one): BudgetDetail[] => {
    const periodId = (one.fiscalPeriod?.id ?? one.fiscalPeriodId)?.toLowerCase() ?? '';
    if (!year?.periods.some(({ id }) => id === periodId) || seen.has(periodId)) {
      fault('BUDGET_PERIOD_REQUIRED', `The period "${periodId}" is not one of the fiscal year, or comes twice.`);
      return [];
    }
    seen.add(periodId);
    if ((one.amount ?? 0) < 0) fault('BUDGET_ITEM_DETAIL_AMOUNT', 'The amount of a period is zero or more.');
    const before = old?.details.find((detail) => detail.id === one.id?.toLowerCase() || detail.periodId === periodId);
    return [
      {
        id: before?.id ?? newUuid(),
        periodId,
        amount: one.amount ?? before?.amount ?? 0,
        status: one.budgetItemDetailStatusType ?? before?.status ?? 'OPEN',
        adjustments: before?.adjustments ?? [],
      },
    ];
  });
  const all = given.budgetItemDetails ? details : (old?.details ?? []);
  const kinds = new Set(all.map(({ periodId }) => year?.periods.find(({ id }) => id === periodId)?.type));
  if (kinds.size > 1) fault('BUDGET_PERIOD_TYPE', 'The periods of a budget are all of one kind.');
  const approverIds = idsOf(given.budgetApprovers, old?.approverIds);
  const managerIds = idsOf(given.budgetManagers, old?.managerIds);
  const viewerIds = idsOf(given.budgetViewers, old?.viewerIds);
  requireNoFaults(faults);
  return {
    id: old?.id ?? newUuid(),
    name,
    description: given.description ?? '',
    type: given.budgetType ?? old?.type ?? 'BUDGET',
    status: given.budgetItemStatusType ?? old?.status ?? 'OPEN',
    isTest: given.isTest ?? old?.isTest ?? false,
    currency,
    fiscalYearId: yearId,
    ...(categoryId === undefined ? {} : { categoryId }),
    ownerId: owner?.id ?? '',
    approverIds,
    managerIds,
    viewerIds,
    tracking: given.costObjects ? tracking : (old?.tracking ?? []),
    details: all,
    createdAt: old?.createdAt ?? now(),
    modifiedAt: now(),
  };
}
