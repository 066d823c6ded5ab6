/** Where a request may hold secrets, and what stands there in anything that is kept. */
import { type Draft, withoutSecrets } from '../../builder/draft.js';
import type { Operation } from '../../catalog/model.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { isSecretName, MASK, redactBody, redactUrl } from '../../kernel/redaction.js';

/** Names of the parameters of an operation whose values are secrets. */
export function secretNames({ parameters }: Pick<Operation, 'parameters'>): string[] {
  return parameters.filter(isSecretParameter).map(({ name }) => name);
}

/** The draft as it may outlive the window, or be written into a file. */
export function keepable(operation: Operation | undefined, draft: Draft): Draft {
  return withoutSecrets(draft, {
    names: operation ? secretNames(operation) : [],
    mapText: withPlaceholders,
    mapUrl: (url) => replaceSecrets(url, redactUrl(url)),
    mapHeader: (name, value) => (isSecretName(name) && value !== '' && !PLACEHOLDER.test(value) ? '{{secret}}' : value),
  });
}

const PLACEHOLDER = /^(?:\w+ )?\{\{.*\}\}$/;

/**
 * A body with `{{secret}}` in place of every secret, to be kept or written into a file.
 * Placeholders that stand where a secret belongs are no secrets and stay, which masking alone cannot tell.
 */
export function withPlaceholders(text: string): string {
  return replaceSecrets(text, redactBody(text));
}

function replaceSecrets(text: string, masked: string): string {
  const [first = '', ...parts] = masked.split(MASK);
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
