/** A kind of expense; codes are Concur's own standard ones. */
export interface ExpenseType {
  readonly code: string;
  readonly name: string;
  readonly categoryCode: string;
  readonly categoryName: string;
  /** What one usually costs, in US dollars; seed data stays between both. */
  readonly usualDollars: readonly [number, number];
  /** Whether an entry needs a picture of its receipt. */
  readonly needsImage: boolean;
  /** Whether an entry needs attendees. */
  readonly needsAttendees: boolean;
  /** The category that decides how an entry works, as the v3 group configuration names it. */
  readonly expenseCode: 'OTHER' | 'PCARMILE' | 'LODGING' | 'MEALS';
}

const EXPENSE_CODES: Readonly<Record<string, ExpenseType['expenseCode']>> = {
  LODGG: 'LODGING',
  MEALS: 'MEALS',
  ENTER: 'MEALS',
};

const rows = [
  ['AIRFR', 'Airfare', 'AIRFR', 'Airfare', 180, 1150, true],
  ['LODNG', 'Hotel', 'LODGG', 'Lodging', 110, 640, true],
  ['LODTX', 'Hotel Tax', 'LODGG', 'Lodging', 8, 60, false],
  ['CARRT', 'Car Rental', 'CARRT', 'Car Rental', 60, 310, true],
  ['TRAIN', 'Train', 'GRTRN', 'Ground Transportation', 18, 160, true],
  ['TAXIX', 'Taxi', 'GRTRN', 'Ground Transportation', 9, 70, false],
  ['PARKG', 'Parking', 'GRTRN', 'Ground Transportation', 4, 45, false],
  ['TOLLS', 'Tolls', 'GRTRN', 'Ground Transportation', 2, 20, false],
  ['GASXX', 'Fuel', 'GRTRN', 'Ground Transportation', 25, 80, false],
  ['MILEG', 'Personal Car Mileage', 'GRTRN', 'Ground Transportation', 10, 90, false],
  ['BRKFT', 'Breakfast', 'MEALS', 'Meals', 7, 24, false],
  ['LUNCH', 'Lunch', 'MEALS', 'Meals', 9, 32, false],
  ['DINNR', 'Dinner', 'MEALS', 'Meals', 16, 68, false],
  ['BUSML', 'Business Meal (attendees)', 'ENTER', 'Entertainment', 48, 260, true],
  ['CELPH', 'Mobile Phone', 'TELEC', 'Telecommunications', 20, 75, false],
  ['LNDRY', 'Laundry', 'OTHER', 'Other', 8, 35, false],
  ['POSTG', 'Postage', 'OFFIC', 'Office Expenses', 4, 40, false],
  ['SEMNR', 'Seminar Fee', 'TRNNG', 'Training', 90, 720, true],
] as const;

/** Code of one of the known expense types. */
export type ExpenseTypeCode = (typeof rows)[number][0];

/** Distances instead of amounts: entries of this type carry a journey. */
export const MILEAGE: ExpenseTypeCode = 'MILEG';

const types: ReadonlyMap<string, ExpenseType> = new Map(
  rows.map(([code, name, categoryCode, categoryName, least, most, needsImage]) => [
    code,
    {
      code,
      name,
      categoryCode,
      categoryName,
      usualDollars: [least, most],
      needsImage,
      needsAttendees: code === 'BUSML',
      expenseCode: code === 'MILEG' ? 'PCARMILE' : (EXPENSE_CODES[categoryCode] ?? 'OTHER'),
    },
  ]),
);

/** The expense type with a code; undefined when the company has none. */
export function findExpenseType(code: string): ExpenseType | undefined {
  return types.get(code);
}

/** The expense type of the table. */
export function expenseTypeOf(code: ExpenseTypeCode): ExpenseType {
  const type = types.get(code);
  if (!type) throw new Error(`No expense type has the code ${code}`);
  return type;
}

/** All expense types. */
export const expenseTypes: readonly ExpenseType[] = [...types.values()];
