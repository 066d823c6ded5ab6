import { isRecord } from '../../protocol/xml.js';
import { resolvePath, spellPath } from './attributePath.js';
import type { Attribute, ResourceSchema } from './attributes.js';
import type { ScimDocument } from './filterMatch.js';

/** Which attributes a caller wants to see; neither list given: all that come by default. */
export interface Selection {
  readonly attributes: readonly string[] | undefined;
  readonly excludedAttributes: readonly string[] | undefined;
}

/**
 * Cuts a resource down to what the caller wants (RFC 7644, section 3.9): `id` always stays, names that nobody knows
 * count for nothing, and what comes on request only has to be named itself.
 */
export function selectAttributes(
  document: ScimDocument,
  { attributes, excludedAttributes }: Selection,
  schemas: readonly ResourceSchema[],
): ScimDocument {
  const named = attributes && spellAll(attributes, schemas);
  const excluded = spellAll(excludedAttributes ?? [], schemas);
  const isKept = (path: string, attribute: Attribute | undefined): boolean => {
    if (path === 'id') return true;
    if (excluded.has(path)) return false;
    if (attribute?.returned === 'request') return named?.has(path) ?? false;
    return named === undefined || covers(named, path);
  };
  const keepParts = (value: unknown, path: string, parts: readonly Attribute[]): unknown => {
    if (Array.isArray(value)) return value.map((entry) => keepParts(entry, path, parts));
    return isRecord(value) ? keep(value, `${path}.`, parts) : value;
  };
  const keep = (container: ScimDocument, prefix: string, known: readonly Attribute[]): ScimDocument => {
    const kept: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(container)) {
      const attribute = known.find((candidate) => candidate.name === name);
      const path = `${prefix}${name}`;
      if (!isKept(path, attribute)) continue;
      kept[name] = attribute?.subAttributes?.length ? keepParts(value, path, attribute.subAttributes) : value;
    }
    return kept;
  };

  const [core, ...extensions] = schemas;
  const urns = new Set(extensions.map(({ id }) => id));
  const plain = Object.fromEntries(Object.entries(document).filter(([name]) => !urns.has(name)));
  const result: Record<string, unknown> = { ...keep(plain, '', core?.attributes ?? []) };
  for (const { id, attributes: known } of extensions) {
    const held = document[id];
    if (!isRecord(held) || excluded.has(id)) continue;
    const kept = keep(held, `${id}:`, known);
    if (Object.keys(kept).length > 0) result[id] = kept;
  }
  return result;
}

function spellAll(names: readonly string[], schemas: readonly ResourceSchema[]): ReadonlySet<string> {
  return new Set(
    names.map((name) => {
      const path = resolvePath(name.trim(), schemas);
      return path ? spellPath(path) : name.trim();
    }),
  );
}

/** Whether a path is named itself, by what it is part of, or by a part of it. */
function covers(named: ReadonlySet<string>, path: string): boolean {
  if (named.has(path)) return true;
  return [...named].some(
    (name) => path.startsWith(`${name}.`) || path.startsWith(`${name}:`) || name.startsWith(`${path}.`),
  );
}
