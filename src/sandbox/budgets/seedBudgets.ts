import { departments } from '../company/employees.js';
import type { ExpenseTypeCode } from '../company/expenseTypes.js';
import type { SeededRandom } from '../company/seededRandom.js';
import type { SandboxContext } from '../context.js';
import { type FiscalPeriod, type FiscalYear, roundOut } from './fiscalYear.js';

/** Ids that the samples of the catalogue use. */
const SAMPLE = {
  year: '0e7b94d2-61fa-4c38-8f5d-a2c913b6e740',
  budget: 'c81d3f7a-2e65-4b90-9a1c-6f4d8e02b753',
  category: '5b2f6c1e-8d47-4a39-b1f0-3c9e7a64d215',
} as const;

const CATEGORIES: readonly (readonly [id: string | undefined, name: string, codes: readonly ExpenseTypeCode[]])[] = [
  [SAMPLE.category, 'Training', ['SEMNR']],
  [undefined, 'Travel', ['AIRFR', 'LODNG', 'LODTX', 'CARRT', 'TRAIN', 'TAXIX', 'PARKG', 'TOLLS', 'GASXX', 'MILEG']],
  [undefined, 'Meals and Entertainment', ['BRKFT', 'LUNCH', 'DINNR', 'BUSML']],
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** US dollars that a department gets for each of its people in a quarter. */
const DOLLARS_A_HEAD = 2400;

/**
 * The last, present and next calendar year as fiscal years, three categories, and for the last and present year a
 * budget of each department; their balances are what the reports and requests of the company come to.
 */
export function seedBudgets({ books, company, now }: SandboxContext, random: SeededRandom): void {
  const { budgets, categories, years } = books.budgets;
  for (const [id, name, codes] of CATEGORIES) {
    categories.put({
      id: id ?? random.uuid(),
      name,
      status: 'OPEN',
      expenseTypes: codes.map((code) => ({ id: random.uuid(), feature: 'EXPENSE' as const, code })),
    });
  }
  const present = now().getUTCFullYear();
  for (const number of [present - 1, present, present + 1]) {
    years.put(makeYear(number, number === present ? SAMPLE.year : random.uuid(), now(), random));
  }
  const approver = company.people.find(({ roles }) => roles.includes('SHD_BUDGET_ADMIN'));
  for (const year of [...years.all].slice(0, 2).reverse()) {
    for (const [code, { name }] of Object.entries(departments)) {
      const team = company.people.filter(({ formFields, isActive }) => isActive && formFields.orgUnit1 === code);
      const owner = team.find(({ roles }) => roles.includes('EXP_APPROVER')) ?? team[0];
      if (!owner) continue;
      budgets.put({
        id: code === 'SLS' && year.id === SAMPLE.year ? SAMPLE.budget : random.uuid(),
        name: `${name} ${year.name}`,
        description: `Travel and expenses of ${name}`,
        type: 'BUDGET',
        status: 'OPEN',
        isTest: false,
        currency: 'USD',
        fiscalYearId: year.id,
        ownerId: owner.id,
        approverIds: approver && approver !== owner ? [approver.id] : [],
        managerIds: [],
        viewerIds: [],
        tracking: [{ field: 2, operator: 'EQUAL', value: code }],
        details: year.periods
          .filter(({ type }) => type === 'QUARTERLY')
          .map(({ id }) => ({
            id: random.uuid(),
            periodId: id,
            amount: team.length * DOLLARS_A_HEAD,
            status: 'OPEN',
            adjustments: [],
          })),
        createdAt: new Date(`${year.startDate}T09:12:44Z`),
        modifiedAt: new Date(`${year.startDate}T09:12:44Z`),
      });
    }
  }
}

/** A calendar year; months that are over are closed. */
function makeYear(number: number, id: string, now: Date, random: SeededRandom): FiscalYear {
  const name = String(number);
  const today = now.toISOString().slice(0, 10);
  const months = MONTHS.map((label, at): FiscalPeriod => {
    const endDate = new Date(Date.UTC(number, at + 1, 0)).toISOString().slice(0, 10);
    return {
      id: random.uuid(),
      name: `${name} - ${label}`,
      type: 'MONTHLY',
      status: endDate < today ? 'CLOSED' : 'OPEN',
      startDate: `${name}-${String(at + 1).padStart(2, '0')}-01`,
      endDate,
    };
  });
  return {
    id,
    name,
    startDate: `${name}-01-01`,
    endDate: `${name}-12-31`,
    status: 'OPEN',
    periods: [...months, ...roundOut(name, months, () => random.uuid())],
    modifiedAt: new Date(`${name}-01-02T10:04:11Z`),
  };
}
