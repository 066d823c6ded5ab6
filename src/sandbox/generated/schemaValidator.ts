// The validator is CommonJS: only a static import gives its names in a bundle as well, so this file is what is loaded late.
import { Ajv2020 } from 'ajv/dist/2020.js';

/** What makes checks of schemas. @param coerceTypes whether numbers and flags may be written as texts */
export function createValidator(coerceTypes: boolean): Ajv2020 {
  return new Ajv2020({ strict: false, coerceTypes, validateFormats: false, logger: false });
}
