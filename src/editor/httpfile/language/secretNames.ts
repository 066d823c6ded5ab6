import type { SecretStorage } from 'vscode';

/** What keys of values that request files refer to as `{{$concur.secret NAME}}` start with. */
export const SECRET_PREFIX = 'concur.http.secret.';

/** Key of the list of names, since a secret store does not tell what it holds in every version of VS Code. */
const NAMES_KEY = `${SECRET_PREFIX}names`;

/** The names of all values that were moved into the secret store. */
export async function secretNames(secrets: SecretStorage): Promise<readonly string[]> {
  const stored: unknown = JSON.parse((await secrets.get(NAMES_KEY)) ?? '[]');
  return Array.isArray(stored) ? stored.filter((name) => typeof name === 'string') : [];
}

/** Keeps a value under a name, in place of the one that was kept under it. */
export async function storeSecret(secrets: SecretStorage, name: string, value: string): Promise<void> {
  const names = await secretNames(secrets);
  await secrets.store(`${SECRET_PREFIX}value.${name}`, value);
  if (!names.includes(name)) await secrets.store(NAMES_KEY, JSON.stringify([...names, name].sort()));
}

/** The values that a text refers to, by the expression that stands between the braces: `$concur.secret NAME`. */
export async function secretValues(secrets: SecretStorage, text: string): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [, expression = '', name = ''] of text.matchAll(/\{\{\s*(\$concur\.secret\s+([\w.-]+))\s*\}\}/g)) {
    const value = await secrets.get(`${SECRET_PREFIX}value.${name}`);
    if (value !== undefined) values[expression] = value;
  }
  return values;
}
