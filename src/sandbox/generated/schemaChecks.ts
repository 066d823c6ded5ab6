import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from '../../catalog/model.js';

/** Says why a value does not fit a schema; undefined when it does. */
export type SchemaCheck = (value: unknown) => string | undefined;

/** Kept because they take long to make; more than one program calls, and little beside the rest of the sandbox. */
const MAX_CHECKS = 12;

/** Makes checks of schemas. The code for it is loaded with the first one. */
export class SchemaChecks {
  readonly #makers = new Map<boolean, Promise<Ajv2020>>();
  readonly #checks = new Map<string, SchemaCheck>();

  /** For bodies of callers, who may write numbers and flags as texts. @param key names the schema: the same, the same check */
  lenient(key: string, schema: Schema): Promise<SchemaCheck> {
    return this.#of(key, schema, true);
  }

  /** For our own answers. @param key as in {@link lenient} */
  strict(key: string, schema: Schema): Promise<SchemaCheck> {
    return this.#of(key, schema, false);
  }

  async #of(key: string, schema: Schema, isLenient: boolean): Promise<SchemaCheck> {
    const kept = `${key} ${isLenient}`;
    const known = this.#checks.get(kept);
    if (known) return known;
    if (this.#checks.size >= MAX_CHECKS) {
      this.#checks.clear();
      this.#makers.clear(); // they keep what they made
    }
    const maker = this.#makers.get(isLenient) ?? createMaker(isLenient);
    this.#makers.set(isLenient, maker);
    const ajv = await maker;
    const validate = ajv.compile(schema);
    const check: SchemaCheck = (value) =>
      validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'The body' });
    this.#checks.set(kept, check);
    return check;
  }
}

async function createMaker(coerceTypes: boolean): Promise<Ajv2020> {
  const { createValidator } = await import('./schemaValidator.js');
  return createValidator(coerceTypes);
}
