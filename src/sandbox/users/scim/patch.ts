import * as z from 'zod/mini';
import { isRecord } from '../../protocol/xml.js';
import { type AttributePath, resolvePath, spellPath } from './attributePath.js';
import type { ResourceSchema } from './attributes.js';
import { matchesFilter, type ScimDocument } from './filterMatch.js';
import { type Filter, parseEntryFilter } from './filterParser.js';
import { ScimRefusal } from './scimRefusal.js';

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const MAX_OPERATIONS = 1000;

const patchBody = z.object({
  schemas: z.array(z.string()),
  Operations: z.array(z.object({ op: z.string(), path: z.optional(z.string()), value: z.optional(z.unknown()) })),
});

/** One change that a patch asks for. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string | undefined;
  readonly value: unknown;
}

/** Reads the body of a patch. @throws {ScimRefusal} `invalidSyntax` or `tooMany` */
export function readPatch(body: unknown): readonly PatchOperation[] {
  const parsed = patchBody.safeParse(body);
  if (!parsed.success) {
    throw new ScimRefusal(
      'invalidSyntax',
      'A patch has schemas and Operations, each with op and mostly path and value.',
    );
  }
  const { schemas, Operations } = parsed.data;
  if (!schemas.includes(PATCH_OP))
    throw new ScimRefusal('invalidSyntax', `schemas has to name ${PATCH_OP}.`, 'schemas');
  if (Operations.length === 0) throw new ScimRefusal('invalidSyntax', 'Operations is empty.', 'Operations');
  if (Operations.length > MAX_OPERATIONS) throw new ScimRefusal('tooMany', 'There are too many Operations.');
  return Operations.map(({ op, path, value }) => {
    const known = (['add', 'remove', 'replace'] as const).find((name) => name === op.toLowerCase());
    if (!known) throw new ScimRefusal('invalidSyntax', `op is "${op}", but has to be add, remove or replace.`);
    return { op: known, path, value };
  });
}

/**
 * Carries out changes in order (RFC 7644, section 3.5.2). A list without a filter in the path is replaced as a whole,
 * by add as well, as Concur does.
 * @returns the changed document; its values still have to be checked
 * @throws {ScimRefusal} `invalidPath`, `noTarget`, `invalidValue`
 */
export function applyPatch(
  document: ScimDocument,
  operations: readonly PatchOperation[],
  schemas: readonly ResourceSchema[],
): ScimDocument {
  return operations.reduce((current, operation) => applyOne(current, operation, schemas), document);
}

/** An attribute that a patch changes, with the entries of a list that it is about. */
interface PatchTarget extends AttributePath {
  readonly entries: Filter | undefined;
}

/** Reads `path`, `path[filter]` or `path[filter].part`. */
function readTarget(path: string, schemas: readonly ResourceSchema[]): PatchTarget {
  const [, before = path, filter, part] = /^([^[]*)\[(.*)\](?:\.([\w$]+))?$/s.exec(path) ?? [];
  const found = resolvePath(before.replace(/^\//, ''), schemas);
  if (!found) throw new ScimRefusal('invalidPath', `There is no attribute "${before}".`, path);
  if (filter === undefined) return { ...found, entries: undefined };
  if (!found.attribute?.multiValued || found.subAttribute) {
    throw new ScimRefusal('invalidPath', `${before} is no list, so nothing can be picked from it.`, path);
  }
  const withPart = part === undefined ? found : resolvePath(`${spellPath(found)}.${part}`, schemas);
  if (!withPart) throw new ScimRefusal('invalidPath', `Entries of ${before} have no ${part}.`, path);
  return { ...withPart, entries: parseEntryFilter(filter, found) };
}

function applyOne(document: ScimDocument, operation: PatchOperation, schemas: readonly ResourceSchema[]): ScimDocument {
  const { op, path, value } = operation;
  if (path === undefined || path === '') return mergeAll(document, operation, schemas);
  if (op !== 'remove' && value === undefined) {
    throw new ScimRefusal('invalidValue', `value is missing for ${op}.`, path);
  }
  const target = readTarget(path, schemas);
  if (!target.isExtension) return changeAttribute(document, target, operation);
  const { id } = target.schema;
  const extension = isRecord(document[id]) ? document[id] : {};
  if (target.attribute) return { ...document, [id]: changeAttribute(extension, target, operation) };
  if (op === 'remove') return without(document, id);
  if (!isRecord(value)) throw new ScimRefusal('invalidValue', 'An extension is an object.', path);
  return { ...document, [id]: { ...extension, ...value } };
}

/** Without a path the value holds the attributes to change. */
function mergeAll(
  document: ScimDocument,
  { op, value }: PatchOperation,
  schemas: readonly ResourceSchema[],
): ScimDocument {
  if (op === 'remove') throw new ScimRefusal('noTarget', 'remove needs a path.');
  if (!isRecord(value)) throw new ScimRefusal('invalidValue', `${op} without a path needs an object as its value.`);
  return Object.entries(value).reduce<ScimDocument>((current, [name, item]) => {
    if (name === 'schemas') return current;
    return applyOne(current, { op, path: name, value: item }, schemas);
  }, document);
}

function changeAttribute(container: ScimDocument, target: PatchTarget, operation: PatchOperation): ScimDocument {
  const { attribute, subAttribute, entries } = target;
  if (!attribute) return container;
  const { name } = attribute;
  const held = container[name];
  if (entries) return { ...container, [name]: changeEntries(asList(held), target, entries, operation) };
  if (subAttribute) {
    if (attribute.multiValued) {
      const changed = asList(held).map((entry) => changePart(entry, subAttribute.name, operation));
      return { ...container, [name]: changed };
    }
    return { ...container, [name]: changePart(held, subAttribute.name, operation) };
  }
  if (operation.op === 'remove') return without(container, name);
  const isMerged = isRecord(held) && isRecord(operation.value);
  return { ...container, [name]: isMerged ? { ...held, ...(operation.value as object) } : operation.value };
}

function changeEntries(
  held: readonly unknown[],
  { subAttribute }: PatchTarget,
  filter: Filter,
  operation: PatchOperation,
): readonly unknown[] {
  const isMeant = (entry: unknown): boolean => isRecord(entry) && matchesFilter(entry, filter);
  const change = (entry: unknown): unknown =>
    subAttribute
      ? changePart(entry, subAttribute.name, operation)
      : { ...(isRecord(entry) ? entry : {}), ...(isRecord(operation.value) ? operation.value : {}) };
  if (held.some(isMeant)) {
    if (operation.op === 'remove' && !subAttribute) return held.filter((entry) => !isMeant(entry));
    return held.map((entry) => (isMeant(entry) ? change(entry) : entry));
  }
  // What an add names but does not find, it makes; identity providers count on that.
  if (operation.op === 'add') return [...held, change(namedBy(filter))];
  throw new ScimRefusal('noTarget', 'No entry meets the filter of the path.', operation.path);
}

/** An entry that meets a filter made of comparisons. */
function namedBy(filter: Filter): ScimDocument {
  if (filter.kind === 'and') return { ...namedBy(filter.left), ...namedBy(filter.right) };
  const isSaid = filter.kind === 'compare' && filter.operator === 'eq' && filter.path.attribute;
  return isSaid ? { [isSaid.name]: filter.value } : {};
}

function changePart(entry: unknown, name: string, { op, value }: PatchOperation): ScimDocument {
  const parts = isRecord(entry) ? entry : {};
  return op === 'remove' ? without(parts, name) : { ...parts, [name]: value };
}

function asList(held: unknown): readonly unknown[] {
  return Array.isArray(held) ? held : [];
}

function without(document: ScimDocument, name: string): ScimDocument {
  return Object.fromEntries(Object.entries(document).filter(([key]) => key !== name));
}
