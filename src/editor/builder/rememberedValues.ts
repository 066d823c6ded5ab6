/** Values to offer for parameters: those used before, and ids that answers held. */
import type { Memento } from 'vscode';
import type { Operation, Parameter } from '../../catalog/model.js';
import { explainMismatch } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import type { Exchange } from '../../http/exchange.js';
import { decodeBody, textFormatOf } from '../../response/format.js';

/** Values of one parameter that are remembered. */
const MOST_REMEMBERED = 5;
/** Values that are offered for one parameter. */
const MOST_OFFERED = 15;
/** Bytes of an answer that is looked through for ids. */
const MOST_BYTES = 300_000;

function keyOf(operationId: string, connectionId: string | undefined): string {
  return `concur.builder.values:${operationId}:${connectionId ?? ''}`;
}

/** By parameter name, the newest first. */
export function rememberedValues(
  memory: Memento,
  operationId: string,
  connectionId: string | undefined,
): Readonly<Record<string, readonly string[]>> {
  const kept = memory.get<unknown>(keyOf(operationId, connectionId));
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).map(([name, values]) => [
      name,
      Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
    ]),
  );
}

/** Remembers what was sent; secrets never. */
export async function rememberValues(
  memory: Memento,
  operation: Operation,
  connectionId: string | undefined,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const known: Record<string, readonly string[]> = { ...rememberedValues(memory, operation.id, connectionId) };
  for (const parameter of operation.parameters) {
    const value = values[parameter.name];
    if (value === undefined || value === '' || isSecretParameter(parameter)) continue;
    const others = (known[parameter.name] ?? []).filter((other) => other !== value);
    known[parameter.name] = [value, ...others].slice(0, MOST_REMEMBERED);
  }
  await memory.update(keyOf(operation.id, connectionId), known);
}

/** What to offer for a parameter: what was used before, then ids of recent answers, the newest first. */
export function suggestionsFor(
  operation: Operation,
  parameter: Parameter,
  used: readonly string[],
  recent: readonly Exchange[],
): string[] {
  if (isSecretParameter(parameter)) return [];
  const found = new Set(used);
  if (/id$/i.test(parameter.name)) {
    for (const exchange of recent) {
      for (const id of idsIn(exchange, operation, parameter)) found.add(id);
      if (found.size > MOST_OFFERED) break;
    }
  }
  return [...found].filter((value) => explainMismatch(value, parameter.schema) === undefined).slice(0, MOST_OFFERED);
}

/**
 * Ids of an answer that may be meant: members of the parameter's own name anywhere, and members named `id` where the
 * answer came from the collection that the path names before the parameter.
 */
function idsIn({ request, response }: Exchange, { path }: Operation, { name }: Parameter): string[] {
  if (response.status >= 300 || response.body.length > MOST_BYTES || textFormatOf(response) !== 'json') return [];
  const collection =
    path
      .slice(0, Math.max(0, path.indexOf(`{${name}}`)))
      .replace(/\/$/, '')
      .split('/')
      .at(-1) ?? '';
  const place = new URL(request.url).pathname.split('/').at(-1) ?? '';
  const isCollection = collection !== '' && place.toLowerCase() === collection.toLowerCase();
  const ids: string[] = [];
  const look = (value: unknown, level: number): void => {
    if (level > 6 || ids.length >= MOST_OFFERED || typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const isWanted = key.toLowerCase() === name.toLowerCase() || (isCollection && /^id$/i.test(key));
      if (isWanted && (typeof inner === 'string' || typeof inner === 'number')) ids.push(String(inner));
      else look(inner, level + 1);
    }
  };
  try {
    look(JSON.parse(decodeBody(response)), 0);
  } catch {
    return []; // not JSON after all
  }
  return ids;
}
