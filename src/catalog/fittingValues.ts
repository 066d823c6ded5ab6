import type { Operation } from './model.js';
import { explainMismatch } from './schema.js';

/** The given values that belong to parameters of the operation and fit them; names in any letter case. */
export function fittingValues(
  { parameters }: Operation,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const exact = new Map(Object.entries(given));
  const others = new Map(
    [...exact].filter(([name]) => !parameters.some((parameter) => parameter.name === name)).map(inLowerCase),
  );
  const entries = parameters.flatMap(({ name, schema }) => {
    const value = exact.get(name) ?? others.get(name.toLowerCase()) ?? '';
    return value !== '' && explainMismatch(value, schema) === undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function inLowerCase([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.toLowerCase(), value];
}
