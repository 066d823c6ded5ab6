import * as z from 'zod/mini';
import type { ImportFinding, ImportResult } from './imported.js';
import { connectionFromValues, meaningOf } from './namedValues.js';

const environmentSchema = z.object({
  name: z.optional(z.string()),
  values: z.array(
    z.object({
      key: z.string(),
      value: z.optional(z.union([z.string(), z.number(), z.boolean(), z.null()])),
      enabled: z.optional(z.boolean()),
    }),
  ),
});

/** Postman's own API wraps what its application exports. */
const wrapped = z.object({ environment: environmentSchema });

/** How deep `{{variables}}` within variables are followed. */
const DEPTH = 10;

/** Reads an environment as Postman exports it. Variables within values are put in; disabled ones are passed over. */
export function readPostmanEnvironment(text: string, newId: () => string): ImportResult {
  const json = parseJson(text);
  const inner = wrapped.safeParse(json);
  const parsed = environmentSchema.safeParse(inner.success ? inner.data.environment : json);
  if (!parsed.success) {
    const message = 'This is no Postman environment: it has no list of values. Export it from Postman as JSON.';
    return { connections: [], findings: [{ severity: 'error', message }] };
  }
  const findings: ImportFinding[] = [];
  const values = new Map<string, string>();
  for (const { key, value, enabled } of parsed.data.values) {
    if (value === undefined || value === null) continue;
    if (enabled !== false) values.set(key, String(value));
    else if (meaningOf(key)) findings.push({ severity: 'hint', message: `${key} is disabled and was passed over.` });
  }
  const pairs: [string, string][] = [];
  for (const [key, value] of values) {
    const resolved = resolve(value, values);
    if (!resolved.includes('{{')) pairs.push([key, resolved]);
    else if (meaningOf(key)) {
      findings.push({
        severity: 'warning',
        message: `${key} refers to a variable that the environment lacks; it was passed over.`,
      });
    }
  }
  const result = connectionFromValues(pairs, parsed.data.name || 'Postman environment', newId);
  return { ...result, findings: [...findings, ...result.findings] };
}

function resolve(value: string, values: ReadonlyMap<string, string>): string {
  let text = value;
  for (let depth = 0; depth < DEPTH && text.includes('{{'); depth++) {
    text = text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole);
  }
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
