import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile, FileReader } from './descriptionFile.js';
import { type Kind, PARTS, type Part } from './descriptionParts.js';
import { asObject, type Json, type Keys, mapValues, memberOf } from './json.js';
import { modernSchema, SCHEMA_KEYWORDS, SCHEMAS_KEYWORDS } from './modernSchema.js';
import { type OpenFiles, openAll, toDescriptionError } from './openFiles.js';
import { isUrl, splitReference, unescapePointer } from './referenceText.js';

/** Where a thing stands: which file, and the keys that lead to it. */
interface Place {
  readonly file: DescriptionFile;
  readonly keys: Keys;
}

interface Target extends Place {
  readonly value: unknown;
}

/** Schemas of more characters than this are not copied to every place that refers to what holds them. */
const LARGE_SCHEMA = 400;
/** Characters that references may add to a description. */
const MOST_COPIED = 60_000_000;

/**
 * The description with everything in it that calls need: references, those to other files included, are resolved. Only
 * those between schemas stay, as `#/components/schemas/Name`, so that schemas may hold themselves; the schemas are
 * written as OpenAPI 3.1 writes them.
 * @param warn gets a reference to a schema that does not exist; any value fits there then
 * @throws {DescriptionError} for another reference to nothing, to the network, or one that leads round in a circle
 */
export async function resolveReferences(
  root: DescriptionFile,
  reader: FileReader,
  warn: (problem: DescriptionError) => void,
): Promise<Json> {
  return new Resolver(root, await openAll(root, reader), reader, warn).run();
}

class Resolver {
  readonly #root: DescriptionFile;
  readonly #opened: OpenFiles;
  readonly #reader: FileReader;
  readonly #warn: (problem: DescriptionError) => void;
  /** Names of schemas by where they come from. */
  readonly #names = new Map<string, string>();
  readonly #takenNames = new Set<string>();
  /** Schemas that have a name but do not stand among the components yet. */
  readonly #pending: { readonly name: string; readonly target: Target }[] = [];
  readonly #schemas = new Map<string, unknown>();
  /** What references led to, resolved, by kind and place. */
  readonly #found = new Map<string, { readonly value: unknown; readonly length: number }>();
  #copied = 0;

  constructor(root: DescriptionFile, opened: OpenFiles, reader: FileReader, warn: (problem: DescriptionError) => void) {
    this.#root = root;
    this.#opened = opened;
    this.#reader = reader;
    this.#warn = warn;
  }

  run(): Json {
    const own = this.#ownSchemas();
    for (const { name, target } of own) this.#names.set(keyOf(target), this.#freeName(name));
    const document = asObject(this.#walk(this.#root.value, 'document', { file: this.#root, keys: [] }, [])) ?? {};
    this.#resolvePending();
    for (const { target } of own) this.#keepUnused(target);
    this.#openCircles();
    const schemas = Object.fromEntries(this.#schemas);
    return { ...document, components: { schemas } };
  }

  #ownSchemas(): { name: string; target: Target }[] {
    return [['components', 'schemas'], ['definitions']].flatMap((keys) => {
      const schemas = asObject(keys.reduce(memberOf, this.#root.value)) ?? {};
      if (typeof schemas.$ref === 'string') return []; // they stand in another file; what is used of them is fetched
      return Object.entries(schemas).map(([name, value]) => ({
        name,
        target: { file: this.#root, keys: [...keys, name], value },
      }));
    });
  }

  #resolvePending(): void {
    for (let next = this.#pending.pop(); next; next = this.#pending.pop()) {
      const { name, target } = next;
      this.#schemas.set(name, this.#walkNamed(target));
    }
  }

  /** Named schemas are objects, so that a reference to one may have more beside it. */
  #walkNamed(target: Target): unknown {
    if (typeof target.value === 'boolean') return target.value ? {} : { not: {} };
    return this.#walk(target.value, 'schema', target, []);
  }

  /** Schemas that no operation needs are kept, but what is wrong in them holds nobody up. */
  #keepUnused(target: Target): void {
    const name = this.#names.get(keyOf(target));
    if (name === undefined || this.#schemas.has(name) || !isSchema(target.value)) return;
    try {
      this.#schemas.set(name, {}); // a place of its own, so that it may hold itself
      this.#schemas.set(name, this.#walkNamed(target));
      this.#resolvePending();
    } catch (error) {
      this.#warn(toDescriptionError(error));
    }
  }

  /** Schemas that are nothing but references to each other, round in a circle, take any value. */
  #openCircles(): void {
    for (const name of this.#schemas.keys()) {
      const chain = [name];
      for (let next = this.#aliasOf(name); next !== undefined; next = this.#aliasOf(next)) {
        if (next === name) {
          this.#schemas.set(name, {});
          this.#warn(
            new DescriptionError(this.#root.path, `the schema ${name} refers to nothing but itself; any value fits.`),
          );
          break;
        }
        if (chain.includes(next)) break;
        chain.push(next);
      }
    }
  }

  #aliasOf(name: string): string | undefined {
    const reference = memberOf(this.#schemas.get(name), '$ref');
    return typeof reference === 'string' ? reference.slice(reference.lastIndexOf('/') + 1) : undefined;
  }

  /** @param open places of the references that led here, the outermost first */
  #walk(value: unknown, part: Part, place: Place, open: readonly string[]): unknown {
    if (typeof part === 'object') return this.#walkEach(value, part, place, open);
    const object = asObject(value);
    if (!object) return value;
    if (part === 'schema') return this.#walkSchema(object, place, open);
    if (typeof object.$ref === 'string') return this.#follow(object, object.$ref, part, place, open);
    return this.#walkParts(object, part, place, open);
  }

  #walkEach(value: unknown, part: { readonly each: Kind }, place: Place, open: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((item, i) => this.#walk(item, part.each, below(place, i), open));
    const object = asObject(value);
    if (!object) return value;
    if (typeof object.$ref === 'string') return this.#follow(object, object.$ref, part, place, open);
    return mapValues(object, (item, key) =>
      part.each !== 'schema' && key.startsWith('x-') ? item : this.#walk(item, part.each, below(place, key), open),
    );
  }

  #walkParts(object: Json, kind: Kind, place: Place, open: readonly string[]): Json {
    return mapValues(object, (item, key) => {
      const part = memberOf(PARTS[kind], key) as Part | undefined;
      return part === undefined ? item : this.#walk(item, part, below(place, key), open);
    });
  }

  #walkSchema(schema: Json, place: Place, open: readonly string[]): unknown {
    const isCopied = open.length > 0 && schema.$ref === undefined;
    if (isCopied && JSON.stringify(schema).length > LARGE_SCHEMA) {
      return { $ref: this.#referenceTo({ ...place, value: schema }) };
    }
    const { $ref, ...walked } = this.#walkParts(modernSchema(schema), 'schema', place, open);
    if (typeof $ref !== 'string') return walked;
    const target = this.#find($ref, place);
    if (target && isSchema(target.value)) return { $ref: this.#referenceTo(target), ...walked };
    this.#warn(this.#error(place, `${show($ref)} ${target ? 'is no schema' : 'points at nothing'}.`));
    return walked;
  }

  /** Brings what stands elsewhere to this place, what is written beside the reference laid over it. */
  #follow(object: Json, reference: string, part: Part, place: Place, open: readonly string[]): unknown {
    const target = this.#find(reference, place);
    if (!target) throw this.#error(place, `${show(reference)} points at nothing.`);
    const key = keyOf(target);
    if (open.includes(key)) throw this.#error(place, `${show(reference)} leads round in a circle.`);
    const id = `${JSON.stringify(part)} ${key}`;
    let found = this.#found.get(id);
    if (!found) {
      const value = this.#walk(target.value, part, target, [...open, key]);
      found = { value, length: JSON.stringify(value)?.length ?? 0 };
      this.#found.set(id, found);
    }
    this.#copied += found.length;
    if (this.#copied > MOST_COPIED) throw this.#error(place, 'its references unfold into far too much.');
    const { $ref: _, ...siblings } = object;
    const around = typeof part === 'string' ? this.#walkParts(siblings, part, place, open) : siblings;
    return asObject(found.value) ? { ...(found.value as Json), ...around } : found.value;
  }

  /** The reference to a schema among the components, where one from elsewhere is brought. */
  #referenceTo(target: Target): string {
    const key = keyOf(target);
    let name = this.#names.get(key);
    if (name === undefined) {
      name = this.#freeName(nameFor(target));
      this.#names.set(key, name);
    }
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, {}); // until its turn comes
      this.#pending.push({ name, target });
    }
    return `#/components/schemas/${name}`;
  }

  /** A name that needs no escaping in a reference. */
  #freeName(wanted: string): string {
    const base = wanted.replace(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^__proto__$/, 'proto') || 'Schema';
    let name = base;
    for (let i = 2; this.#takenNames.has(name); i += 1) name = `${base}_${i}`;
    this.#takenNames.add(name);
    return name;
  }

  /** Undefined when it points at nothing. */
  #find(reference: string, place: Place, hops = 0): Target | undefined {
    const { path, pointer } = splitReference(reference);
    const file = path === '' ? place.file : this.#fileAt(path, reference, place);
    if (pointer !== '' && !pointer.startsWith('/')) return undefined;
    let target: Target = { file, keys: [], value: file.value };
    for (const key of pointer.split('/').slice(1).map(unescapePointer)) {
      const detour = memberOf(target.value, '$ref');
      if (typeof detour === 'string' && memberOf(target.value, key) === undefined && hops < MOST_HOPS) {
        const beyond = this.#find(detour, target, hops + 1);
        if (!beyond) return undefined;
        target = beyond;
      }
      target = { ...below(target, key), value: memberOf(target.value, key) };
    }
    return target.value === undefined ? undefined : target;
  }

  #fileAt(path: string, reference: string, place: Place): DescriptionFile {
    if (isUrl(path)) {
      const reason = `${reference} is a URL, which imports do not read. Save it beside and refer to the file.`;
      throw this.#error(place, reason);
    }
    const file = this.#opened.get(this.#reader.resolve(place.file.path, path));
    if (file instanceof DescriptionError) {
      if (file.line !== undefined) throw file;
      throw this.#error(place, `it refers to ${path}, but ${file.reason.replace(/^it\b/, 'that')}`, file);
    }
    if (!file) throw this.#error(place, `it refers to ${path}, but that cannot be read.`);
    return file;
  }

  /** @param place of the object that holds the reference at fault */
  #error({ file, keys }: Place, reason: string, cause?: unknown): DescriptionError {
    return new DescriptionError(
      file.path,
      reason,
      file.lineOf([...keys, '$ref']),
      cause === undefined ? {} : { cause },
    );
  }
}

/** References that one reference may lead through. */
const MOST_HOPS = 20;

/** Words that say nothing about the schema below them. */
const NAMELESS = new Set<string | number>([
  ...SCHEMA_KEYWORDS,
  ...SCHEMAS_KEYWORDS,
  ...Object.keys(PARTS.pathItem),
  ...Object.keys(PARTS.operation),
  'schema',
  'schemas',
  'content',
  'components',
  'definitions',
  '$defs',
]);

/** What to call a schema that comes from elsewhere: the last telling word on the way to it, else the name of its file. */
function nameFor({ file, keys }: Place): string {
  const told = [...keys].reverse().find((key) => !NAMELESS.has(key) && /^[^\d/][^/]*$/.test(String(key)));
  const fileName = file.path.split(/[\\/]/).pop() ?? '';
  return String(told ?? (fileName.replace(/\.\w+$/, '') || 'Schema'));
}

function below({ file, keys }: Place, key: string | number): Place {
  return { file, keys: [...keys, key] };
}

function keyOf({ file, keys }: Place): string {
  return JSON.stringify([file.path, ...keys.map(String)]);
}

function isSchema(value: unknown): boolean {
  return asObject(value) !== undefined || typeof value === 'boolean';
}

/** For a sentence, where an empty reference would not be seen. */
function show(reference: string): string {
  return reference === '' ? 'the empty $ref' : reference;
}
