import type { Person } from '../company/people.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { type BudgetTotals, balancesOf, totalsOf, viewTotals } from './balances.js';
import type { Budget } from './budget.js';
import { isOwned } from './budgetAccess.js';
import type { BudgetCategory } from './category.js';
import type { FiscalPeriod, FiscalYear } from './fiscalYear.js';
import { trackingFields } from './trackingFields.js';

/** JSON in which undefined fields are left out. */
type View = Readonly<Record<string, unknown>>;

/** How much of a budget is shown. */
export type BudgetDepth = 'compact' | 'brief' | 'whole';

export function viewCategory({ id, name, description, status, expenseTypes }: BudgetCategory): View {
  return {
    name,
    description: description ?? null,
    statusType: status,
    id,
    syncGuid: id,
    expenseTypes: expenseTypes.map((type) => ({
      featureTypeCode: type.feature,
      expenseTypeCode: type.code,
      id: type.id,
      name: null,
    })),
  };
}

export function viewPeriod({ id, name, type, status, startDate, endDate }: FiscalPeriod, now: Date): View {
  const today = now.toISOString().slice(0, 10);
  return {
    name,
    fiscalPeriodStatus: status,
    id,
    syncGuid: id,
    periodType: type,
    startDate,
    endDate,
    spendDate: null,
    currentPeriod: startDate <= today && today <= endDate,
  };
}

/** A fiscal year without its periods. */
export function viewYearHeader({ id, name, startDate, endDate, status, modifiedAt }: FiscalYear, now: Date): View {
  const today = now.toISOString().slice(0, 10);
  return {
    name,
    displayName: name,
    startDate,
    endDate,
    status,
    id,
    syncGuid: id,
    lastModified: modifiedAt.toISOString().replace('T', ' ').slice(0, 19),
    currentYear: startDate <= today && today <= endDate,
  };
}

/** A fiscal year with its periods by kind. */
export function viewYear(year: FiscalYear, now: Date, isSorted = false): View {
  const all = isSorted ? year.periods.toSorted((a, b) => (a.startDate < b.startDate ? -1 : 1)) : year.periods;
  const ofType = (type: FiscalPeriod['type']): readonly View[] =>
    all.filter((one) => one.type === type).map((one) => viewPeriod(one, now));
  return {
    ...viewYearHeader(year, now),
    monthlyFiscalPeriods: ofType('MONTHLY'),
    quarterlyFiscalPeriods: ofType('QUARTERLY'),
    yearlyFiscalPeriods: ofType('YEARLY'),
    customFiscalPeriods: ofType('CUSTOM'),
  };
}

/** A budget with the balances that it has now. */
export function viewBudget(call: SandboxCall, context: SandboxContext, budget: Budget, depth: BudgetDepth): View {
  const { books, company } = context;
  const { currency, id } = budget;
  const year = books.budgets.years.find(budget.fiscalYearId);
  const category = budget.categoryId === undefined ? undefined : books.budgets.categories.find(budget.categoryId);
  const details = budget.details.map((detail) => {
    const period = year?.periods.find((one) => one.id === detail.periodId);
    const balances = balancesOf(context, budget, period);
    return { detail, period, balances, totals: totalsOf(detail, balances, currency) };
  });
  const total = details.reduce(addTotals, { amount: 0, adjusted: 0, spent: 0, pending: 0 });
  const people = (ids: readonly string[]): readonly View[] =>
    ids.flatMap((one) => {
      const person = company.findPerson(one);
      return person ? [viewPerson(person)] : [];
    });
  const owner = company.findPerson(budget.ownerId);
  const header = {
    name: budget.name,
    description: budget.description,
    isTest: budget.isTest,
    test: budget.isTest,
    budgetItemStatusType: budget.status,
    budgetType: budget.type,
    id,
    syncGuid: id,
    periodType: details[0]?.period?.type ?? 'YEARLY',
    active: budget.status === 'OPEN',
    owned: isOwned(call, budget),
    currencyCode: currency,
    annualBudget: total.amount,
    budgetAmounts: viewTotals(total, currency),
    budgetCategory: category ? viewCategory(category) : null,
    costObjects: budget.tracking.map(({ field, operator, value, listKey }) => {
      const known = trackingFields.find(({ sequence }) => sequence === field);
      const { definitionId: fieldDefinitionId, name: displayName } = known ?? {};
      return { code: String(field), fieldDefinitionId, value, listKey, operator, displayName };
    }),
    owner: owner ? viewPerson(owner) : { employeeUuid: '', externalUserCUUID: '', externalUserSyncGuid: '' },
    createdDate: budget.createdAt.toISOString(),
    lastModifiedDate: budget.modifiedAt.toISOString(),
    dateRange: null,
    fiscalYear: year && viewYearHeader(year, context.now()),
  };
  if (depth === 'compact') return header;
  const known = {
    ...header,
    budgetApprovers: people(budget.approverIds),
    budgetManagers: people(budget.managerIds),
    budgetViewers: people(budget.viewerIds),
  };
  if (depth === 'brief') return known;
  return {
    ...known,
    fiscalYear: year && viewYear(year, context.now()),
    budgetItemDetails: details.map(({ detail, period, balances, totals }) => ({
      budgetItemHeaderId: id,
      budgetName: budget.name,
      currencyCode: currency,
      amount: detail.amount,
      id: detail.id,
      syncGuid: detail.id,
      budgetItemDetailStatusType: detail.status,
      budgetAmounts: viewTotals(totals, currency),
      fiscalPeriod: period && viewPeriod(period, context.now()),
      budgetItemBalances: balances.map(({ feature, state, amount }) => ({
        featureTypeCode: feature,
        featureTypeSubCode: 'NONE',
        workflowState: state,
        amount,
        id: `${detail.id}-${feature}-${state}`,
      })),
      detailDashboardBudgetItemAdjustmentDTOs: detail.adjustments.map((one) => ({
        adjustedBy: one.by,
        adjustmentType: one.type,
        amount: one.amount,
        amountType: one.amountType,
        description: one.description,
        transactionDate: one.transactionDate,
      })),
    })),
  };
}

function addTotals(sum: BudgetTotals, { totals }: { readonly totals: BudgetTotals }): BudgetTotals {
  const cents = (value: number): number => Math.round(value * 100) / 100;
  return {
    amount: cents(sum.amount + totals.amount),
    adjusted: cents(sum.adjusted + totals.adjusted),
    spent: cents(sum.spent + totals.spent),
    pending: cents(sum.pending + totals.pending),
  };
}

function viewPerson({ id, firstName, lastName, login, employeeNumber }: Person): View {
  return {
    name: `${firstName} ${lastName}`,
    email: login,
    employeeId: employeeNumber || null,
    employeeUuid: id,
    externalUserCUUID: id,
    externalUserSyncGuid: id,
    id,
  };
}
