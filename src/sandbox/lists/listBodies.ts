import * as z from 'zod/mini';
import type { SandboxCall } from '../context.js';
import { isAdministrator } from '../identity/caller.js';
import { mediaTypeOf, readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import { ListRefusal } from './listRefusal.js';

/** Lengths of version 3 (/api-reference/common/list-item/v3.list-item.html), taken for all. */
export const MAX_NAME = 64;
export const MAX_CODE = 32;

const textOrNumber = z.pipe(
  z.union([z.string(), z.number()], { error: 'has to be text' }),
  z.transform((value) => String(value).trim()),
);

function filled(maxLength: number) {
  return z.pipe(
    textOrNumber,
    z
      .string()
      .check(z.minLength(1, 'must not be empty'), z.maxLength(maxLength, `is longer than ${maxLength} characters`)),
  );
}

/** Name of a list or item. */
export const nameText = filled(MAX_NAME);

/** Code of an item; a hyphen would look like the joint of a long code. */
export const codeText = z.pipe(filled(MAX_CODE), z.string().check(z.regex(/^[^-]*$/, 'must not hold hyphens')));

/** Something that is looked up afterwards, such as an id or a long code; null and empty text count as nothing. */
export const reference = z.nullish(textOrNumber);

/**
 * Reads a JSON body of the APIs of lists.
 * @throws {Refusal} 415 when it is not declared as JSON
 * @throws {ListRefusal} with all values that are wrong
 */
export async function readListBody<S extends z.ZodMiniType>(call: SandboxCall, schema: S): Promise<z.output<S>> {
  const type = mediaTypeOf(call);
  if (!/^application\/(.+\+)?json$/.test(type)) {
    throw new Refusal(415, `The body came with ${type || 'no Content-Type'}; send application/json.`);
  }
  const result = schema.safeParse(await readJsonBody(call));
  if (result.success) return result.data;
  throw new ListRefusal(
    'request.validation.error',
    result.error.issues.map(({ path, message }) => ({ source: path.join('.') || 'body', message })),
  );
}

/** @throws {Refusal} 403 when the caller may not change lists */
export function requireConfigurationAdministrator(call: SandboxCall): void {
  if (isAdministrator(call.get('caller'))) return;
  throw new Refusal(403, 'Only a Configuration Administrator may change lists and their items.');
}
