/** Where a request may hold secrets, and what stands there in anything that is kept. */
import type { Operation } from '../../catalog/model.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { MASK, redactBody } from '../../kernel/redaction.js';

/** Names of the parameters of an operation whose values are secrets. */
export function secretNames({ parameters }: Operation): string[] {
  return parameters.filter(isSecretParameter).map(({ name }) => name);
}

const PLACEHOLDER = /^\{\{.*\}\}$/;

/**
 * A body with `{{secret}}` in place of every secret, to be kept or written into a file.
 * Placeholders that stand where a secret belongs are no secrets and stay, which masking alone cannot tell.
 */
export function withPlaceholders(text: string): string {
  const [first = '', ...parts] = redactBody(text).split(MASK);
  let result = first;
  let at = first.length;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const end = isLast ? text.length - part.length : text.indexOf(part, at);
    const value = text.slice(at, end);
    result += (PLACEHOLDER.test(value) || value === MASK ? value : '{{secret}}') + part;
    at = end + part.length;
  }
  return result;
}
