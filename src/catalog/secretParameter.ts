import { isSecretName } from '../kernel/redaction.js';
import type { Parameter } from './model.js';

/** Whether the value of a parameter is typed unseen and never kept. */
export function isSecretParameter({ name, schema }: Parameter): boolean {
  return schema.format === 'password' || isSecretName(name);
}
