import type { Operation } from './model.js';
import { explainMismatch } from './schema.js';

/** The given values that belong to parameters of the operation and fit them; names in any letter case. */
export function fittingValues(
  operation: Operation,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(given).flatMap(([name, value]) => {
    const parameter =
      operation.parameters.find((candidate) => candidate.name === name) ??
      operation.parameters.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    const fits = parameter && value !== '' && explainMismatch(value, parameter.schema) === undefined;
    return fits ? [[parameter.name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
