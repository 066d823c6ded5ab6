import * as z from 'zod/mini';
import { parseDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';

// Values of an XML body are text, so numbers and flags are read from text too.

/** Text up to a length. Null counts as empty. */
export function text(maxLength: number) {
  return z.nullish(
    z.string({ error: 'has to be text' }).check(z.maxLength(maxLength, `is longer than ${maxLength} characters`)),
  );
}

export const flag = z.nullish(
  z.union(
    [
      z.boolean(),
      z.pipe(
        z.enum(['true', 'false']),
        z.transform((value) => value === 'true'),
      ),
    ],
    {
      error: 'has to be true or false',
    },
  ),
);

const numberText = z.pipe(z.string().check(z.regex(/^-?\d{1,15}(\.\d{1,10})?$/)), z.transform(Number));

/** Large enough for any currency, small enough to be added up. */
const MAX_AMOUNT = 1e12;

export const amount = z.nullish(
  z
    .union([z.number(), numberText], { error: 'has to be a number' })
    .check(z.refine((value) => Math.abs(value) <= MAX_AMOUNT, { error: 'is too large' })),
);

/** A whole number, not negative. */
export const count = z.nullish(
  z
    .union([z.number(), numberText], { error: 'has to be a whole number' })
    .check(
      z.refine((value) => Number.isInteger(value) && value >= 0, { error: 'has to be a whole number, 0 or more' }),
    ),
);

/** A day, or a day and time. */
export const moment = z.nullish(
  z.pipe(
    z
      .string({ error: 'has to look like 2030-01-31T00:00:00' })
      .check(
        z.refine((value) => parseDateTime(value) !== undefined, { error: 'has to look like 2030-01-31T00:00:00' }),
      ),
    z.transform((value) => parseDateTime(value)),
  ),
);

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.nullish(z.enum(values, { error: `has to be one of ${values.join(', ')}` }));
}

/** A field of a body is wrong. @param what follows its name in a sentence, such as `is longer than 8 characters` */
export function wrongField(name: string, what: string): Refusal {
  return new Refusal(400, `${name} ${what}.`, {}, [{ source: name, message: what }]);
}

/**
 * Reads what a schema knows of a body; unknown and read-only fields are left out, as Concur does.
 * @throws {Refusal} 400 whose sentence names the first field that is wrong; its validation errors name all
 */
export function readFields<S extends z.ZodMiniType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.map(({ path, message }) => ({ source: path.join('.'), message }));
  const [first] = errors;
  throw new Refusal(400, `${first?.source || 'The body'} ${first?.message ?? 'is wrong'}.`, {}, errors);
}

/** A value that has to be there. @throws {Refusal} 400 that names it */
export function required<T>(name: string, value: T | null | undefined): T & NonNullable<unknown> {
  if (value === null || value === undefined || value === '') throw wrongField(name, 'is required');
  return value;
}

/** A text after a body was written over it: null and empty text clear it, nothing leaves it. */
export function rewrite(old: string | undefined, given: string | null | undefined): string | undefined {
  return given === undefined ? old : given || undefined;
}
