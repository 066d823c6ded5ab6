import * as z from 'zod/mini';

/** A value of a search form; numbers are taken for text. */
export const searchText = z.pipe(
  z.union([z.string(), z.number()], { error: 'has to be text' }),
  z.transform((value) => String(value)),
);
