import { jsonpath } from 'json-p3';
import { parseExact, printExact } from './exactJson.js';
import { describeMistake, type Filtered } from './filtered.js';

/** The parts of a JSON body that a JSONPath picks, as one list; numbers stay as they are written. */
export function filterJson(text: string, expression: string): Filtered {
  let values: unknown;
  let exact: unknown;
  try {
    values = JSON.parse(text);
    exact = parseExact(text);
  } catch {
    return { kind: 'wrong', what: 'The body is no complete JSON, so it cannot be filtered.' };
  }
  try {
    const nodes = [...jsonpath.query(expression, values as Parameters<typeof jsonpath.query>[1])];
    const found = nodes.map(({ location }) => valueAt(exact, location));
    return { kind: 'found', text: printExact(found), count: found.length };
  } catch (error) {
    return { kind: 'wrong', what: describeMistake(error) };
  }
}

/** The same place in the value that keeps numbers as they are written. */
function valueAt(value: unknown, location: readonly (string | number)[]): unknown {
  return location.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
