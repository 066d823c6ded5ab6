import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile } from './descriptionFile.js';
import type { ForeignOperation } from './foreignDescription.js';
import { asList, asObject, asText, type Json, type Keys } from './json.js';

/** What the operations of one API have in common. */
export interface OperationContext {
  readonly file: DescriptionFile;
  /** Of the API; names the resource of operations without tags. */
  readonly title: string;
  /** Scopes and ways to authorize of operations that name none. */
  readonly security: unknown;
  /** Whether calls go to Concur, so that the token of a connection goes along. */
  readonly isConcur: boolean;
  /** Names of operations that are taken. */
  readonly names: Set<string>;
  /** Gets what is wrong and could be mended. */
  readonly warn: (problem: DescriptionError) => void;
}

/** Where a parameter goes that the catalogue knows; cookies are left out, for there is nowhere to type them. */
type ParameterPlace = 'path' | 'query' | 'header';

/**
 * An operation in the form of our own documents: what the catalogue needs and OpenAPI leaves open is filled in from what
 * is there.
 * @param template its whole path, that of the server included, which may end in a query
 * @returns the operation, and its path without the query: what stood there are parameters by now
 * @throws {DescriptionError} when a part is not what OpenAPI asks for
 */
export function readOperation(
  foreign: ForeignOperation,
  template: string,
  context: OperationContext,
): { readonly path: string; readonly operation: Json } {
  return new OperationReader(foreign, template, context).read();
}

class OperationReader {
  readonly #foreign: ForeignOperation;
  readonly #context: OperationContext;
  readonly #path: string;
  /** Names of the path's parameters. */
  readonly #inPath: readonly string[];
  /** What the path says of its query; undefined as value: to be filled in. */
  readonly #inQuery: ReadonlyMap<string, string | undefined>;

  constructor(foreign: ForeignOperation, template: string, context: OperationContext) {
    const [path = '', query = ''] =
      template
        .replace(/\{[?&][^{}]*\}/g, '')
        .split('#', 1)[0]
        ?.split('?') ?? [];
    this.#foreign = foreign;
    this.#context = context;
    this.#path = path;
    this.#inPath = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
    this.#inQuery = new Map(
      [...new URLSearchParams(query)].map(([name, value]) => [name, /^\{.*\}$/.test(value) ? undefined : value]),
    );
  }

  read(): { readonly path: string; readonly operation: Json } {
    const { operation } = this.#foreign;
    const { title } = this.#context;
    const name = this.#name(asText(operation.operationId));
    const description = asText(operation.description);
    const [tag = title] = asList(operation.tags).map(asText).filter(Boolean);
    const body = asObject(operation.requestBody);
    const security = operation.security ?? this.#context.security;
    const needsToken = this.#context.isConcur && !isOpen(security);
    return {
      path: this.#path,
      operation: {
        operationId: name,
        summary: asText(operation.summary) || firstSentence(description) || spell(name),
        description,
        tags: [tag],
        ...(operation.deprecated === true ? { deprecated: true } : {}),
        security: needsToken ? [{ bearer: [] }] : [],
        'x-concur-scopes': scopesOf(security),
        parameters: this.#parameters(),
        ...(body ? { requestBody: { required: body.required === true, content: contentOf(body.content) } } : {}),
        responses: responsesOf(operation.responses),
      },
    };
  }

  #name(id: string): string {
    const base =
      id.replace(/[^\p{L}\p{N}_.-]+/gu, '_').replace(/^_+|_+$/g, '') ||
      [this.#foreign.method, ...this.#path.split(/[^\p{L}\p{N}_]+/u)].filter(Boolean).join('_');
    const { names } = this.#context;
    let name = base;
    for (let i = 2; names.has(name); i += 1) name = `${base}_${i}`;
    names.add(name);
    return name;
  }

  /** Those of the path first; the operation's own override them. */
  #parameters(): Json[] {
    const { shared, operation, keys } = this.#foreign;
    const found = new Map<string, Json>();
    for (const [list, at] of [
      [shared?.parameters, [...(shared?.keys ?? []), 'parameters']],
      [operation.parameters, [...keys, 'parameters']],
    ] as const) {
      if (list === undefined || list === null) continue;
      if (!Array.isArray(list)) throw this.#error('"parameters" is no list.', at);
      for (const [i, value] of list.entries()) {
        const parameter = this.#parameter(value, [...at, i]);
        if (parameter) found.set(`${parameter.in} ${parameter.name}`, parameter);
      }
    }
    return [...found.values(), ...this.#undeclared(found)];
  }

  /** Undefined for a parameter that has no place in a call. */
  #parameter(value: unknown, at: Keys): Json | undefined {
    const parameter = asObject(value);
    if (!parameter) throw this.#error('a parameter is no object.', at);
    const { in: place } = parameter;
    const name = asText(parameter.name);
    if (name === '') throw this.#error('a parameter has no "name".', at);
    if (place === 'cookie') return undefined;
    if (place === 'path') return this.#pathParameter(parameter, name, at);
    const known = place === 'query' || place === 'header' ? place : this.#guessPlace(name, at);
    return toParameter(parameter, name, known, this.#inQuery.get(name));
  }

  #pathParameter(parameter: Json, name: string, at: Keys): Json | undefined {
    if (this.#inPath.includes(name)) return toParameter(parameter, name, 'path');
    if (this.#inQuery.has(name)) return toParameter({ ...parameter, required: true }, name, 'query');
    const spelled = this.#inPath.find((other) => other.toLowerCase() === name.toLowerCase());
    if (spelled === undefined) return undefined;
    this.#context.warn(
      this.#error(`the parameter ${name} is written ${spelled} in the path, which is used.`, [...at, 'name']),
    );
    return toParameter(parameter, spelled, 'path');
  }

  #guessPlace(name: string, at: Keys): ParameterPlace {
    const place = this.#inPath.includes(name) ? 'path' : 'query';
    const reason = `the parameter ${name} has no "in" of path, query, header or cookie; ${place} is assumed.`;
    this.#context.warn(this.#error(reason, [...at, 'in']));
    return place;
  }

  /** Parameters that only the path tells of. */
  #undeclared(found: ReadonlyMap<string, Json>): Json[] {
    const inPath = [...new Set(this.#inPath)]
      .filter((name) => !found.has(`path ${name}`))
      .map((name) => toParameter({}, name, 'path'));
    const inQuery = [...this.#inQuery]
      .filter(([name]) => !found.has(`query ${name}`))
      .map(([name, value]) => toParameter({ required: true, schema: fixedSchema(value) }, name, 'query', value));
    return [...inPath, ...inQuery];
  }

  #error(reason: string, keys: Keys): DescriptionError {
    const { file } = this.#context;
    return new DescriptionError(file.path, reason, file.lineOf(keys));
  }
}

function fixedSchema(value: string | undefined): Json {
  return value === undefined ? { type: 'string' } : { type: 'string', enum: [value] };
}

/** @param value what the path says, where the parameter itself gives no example */
function toParameter(parameter: Json, name: string, place: ParameterPlace, value?: string): Json {
  const [content] = Object.values(asObject(parameter.content) ?? {});
  const schema = asObject(parameter.schema) ?? asObject(asObject(content)?.schema) ?? { type: 'string' };
  const example = exampleOf(parameter) ?? exampleOf(asObject(content) ?? {}) ?? value;
  const isJoined = parameter.explode === false || /^(space|pipe)Delimited$/.test(asText(parameter.style));
  return {
    name,
    in: place,
    required: place === 'path' || parameter.required === true,
    description: asText(parameter.description),
    schema,
    ...(isJoined ? { explode: false } : {}),
    ...(example === undefined ? {} : { example }),
  };
}

function responsesOf(responses: unknown): Json {
  return Object.fromEntries(
    Object.entries(asObject(responses) ?? {})
      .filter(([status]) => !status.startsWith('x-'))
      .map(([status, value]) => {
        const response = asObject(value) ?? {};
        return [status, { description: asText(response.description), content: contentOf(response.content) }];
      }),
  );
}

function contentOf(value: unknown): Json {
  return Object.fromEntries(
    Object.entries(asObject(value) ?? {}).map(([mediaType, item]) => {
      const media = asObject(item) ?? {};
      const schema = asObject(media.schema);
      const example = exampleOf(media);
      return [mediaType, { ...(schema ? { schema } : {}), ...(example === undefined ? {} : { example }) }];
    }),
  );
}

/** The example, or the value of the first of several that has one here. */
function exampleOf({ example, examples }: Json): unknown {
  if (example !== undefined) return example;
  return Object.values(asObject(examples) ?? {})
    .map((one) => asObject(one)?.value)
    .find((value) => value !== undefined);
}

/** Whether a description says that no authorization is needed: in so many words, not by saying nothing. */
function isOpen(security: unknown): boolean {
  return Array.isArray(security) && security.every((way) => Object.keys(asObject(way) ?? {}).length === 0);
}

/** Scopes that every way to authorize asks for or one does: all that are named. */
function scopesOf(security: unknown): string[] {
  const scopes = asList(security).flatMap((way) => Object.values(asObject(way) ?? {}).flat());
  return [...new Set(scopes.filter((scope): scope is string => typeof scope === 'string'))];
}

const LONGEST_SUMMARY = 120;

/** The first sentence or line, without its full stop, cut where it is long. */
export function firstSentence(description: string): string {
  const [line = ''] = description.split(/\n|(?<=[.!?])\s/);
  const text = line.trim();
  return text.length > LONGEST_SUMMARY ? `${text.slice(0, LONGEST_SUMMARY - 1)}…` : text.replace(/\.$/, '');
}

/** `listReports` and `get_reports_id` as words. */
function spell(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/)
    .join(' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
