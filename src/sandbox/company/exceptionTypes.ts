/** A rule that reports can break, as the company has set it up. */
export interface ExceptionType {
  /** At most eight characters. */
  readonly code: string;
  readonly message: string;
  /** Whether a report that breaks it cannot be submitted. */
  readonly isBlocking: boolean;
  /** 1 to 99; from 90 on it blocks. */
  readonly level: number;
}

const rows = [
  ['MISSIMG', 'The image of the receipt is missing.', 20],
  ['NOATTEND', 'The meal needs attendees.', 99],
  ['ITEMSUM', 'The itemizations do not add up to the amount of the expense.', 99],
  ['LATEREP', 'The report is handed in more than 30 days after the trip.', 10],
  ['MEALLIM', 'The meal costs more than 60 USD a person.', 30],
  ['HOTELMAX', 'The hotel costs more than the limit of the city.', 30],
  ['DUPLICAT', 'The expense looks like one that was claimed before.', 50],
  ['NODATE', 'The date of the report needs a look.', 10],
  ['NOCOSTC', 'The cost centre of this share is closed.', 95],
  ['TAXCHECK', 'The tax of the expense could not be confirmed.', 40],
] as const;

export type ExceptionCode = (typeof rows)[number][0];

const types: ReadonlyMap<string, ExceptionType> = new Map(
  rows.map(([code, message, level]) => [code, { code, message, level, isBlocking: level >= 90 }]),
);

/** The exception with a code, in any letter case; undefined when the company has none. */
export function findExceptionType(code: string): ExceptionType | undefined {
  return types.get(code.toUpperCase());
}

/** The exception of the table. */
export function exceptionTypeOf(code: ExceptionCode): ExceptionType {
  const type = types.get(code);
  if (!type) throw new Error(`No exception has the code ${code}`);
  return type;
}
