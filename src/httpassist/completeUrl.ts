import type { Operation, OperationEntry, Parameter } from '../catalog/model.js';
import { sampleParameter } from '../catalog/sample.js';
import { describeType, typeOf } from '../catalog/schema.js';
import type { ReadyCatalog } from './checkSection.js';
import { onLine, plain, type Suggestion } from './completion.js';
import { describeParameter } from './operationText.js';
import { type RecentCall, recentIds } from './recentIds.js';
import { readTarget } from './target.js';

/** The URL up to the cursor, and where it stands. */
export interface OpenUrl {
  /** Undefined: no verb is written. */
  readonly method: string | undefined;
  /** All of it up to the cursor, those of lines above included. */
  readonly before: string;
  /** What follows behind the cursor without a space. */
  readonly after: string;
  readonly line: number;
  /** The cursor. */
  readonly character: number;
}

/** Paths of the catalogue, ids for their parameters, and parameters of the query. */
export async function completeUrl(
  url: OpenUrl,
  catalog: ReadyCatalog,
  recent: readonly RecentCall[],
  variableValue: (name: string) => string | undefined,
): Promise<readonly Suggestion[]> {
  const target = readTarget(url.before, variableValue);
  if (target.destination === 'foreign') return [];
  if (target.queryStart !== undefined) return completeQuery(url, target.path, catalog, variableValue);
  if (target.path === '') return [];
  return [
    ...completeIds(url, target.path, catalog, recent),
    ...completePaths(url, target.path, target.pathStart, catalog),
  ];
}

function completePaths(
  { method, before, after, line, character }: OpenUrl,
  path: string,
  pathStart: number,
  { apis }: ReadyCatalog,
): Suggestion[] {
  const segments = path.split('/').slice(1);
  const settled = segments.slice(0, -1);
  const written = before.length - pathStart;
  const given = plain(path.slice(0, path.length - written)); // a variable in front gives it already
  const range = onLine(line, character - written, character + lengthOf(/^[^?#\s]*/, after));
  const found = new Map<string, Suggestion>();
  for (const api of apis) {
    if (api.caller === 'concur') continue;
    for (const operation of api.operations) {
      if (operation.method !== (method ?? 'GET')) continue;
      const rest = restOf(operation.path, settled);
      if (rest === undefined) continue;
      const label = `/${[...settled, ...rest].join('/')}`;
      const isDeprecated = api.status === 'deprecated' || api.status === 'retired' || operation.deprecated;
      if (found.has(label) && isDeprecated) continue;
      const whole = toSnippet(settled, rest);
      if (!whole.startsWith(given)) continue;
      found.set(label, {
        label,
        kind: 'path',
        detail: `${operation.title} · ${api.title} v${api.version}`,
        documentation: documentationOf(operation),
        snippet: whole.slice(given.length),
        range,
        isDeprecated,
        rank: isDeprecated ? 2 : 1,
      });
    }
  }
  return [...found.values()];
}

function documentationOf({ method, path, scopes }: OperationEntry): string {
  return `\`${method} ${path}\`${scopes.length === 0 ? '' : `\n\nScopes: ${scopes.map((scope) => `\`${scope}\``).join(', ')}`}`;
}

/** The segments of a template behind those that are written; undefined where those lead elsewhere. */
function restOf(template: string, settled: readonly string[]): readonly string[] | undefined {
  const parts = template.split('/').slice(1);
  if (parts.length <= settled.length) return undefined;
  const fits = settled.every((segment, index) => {
    const part = parts[index] ?? '';
    return part.includes('{') ? segment !== '' : part.toLowerCase() === segment.toLowerCase();
  });
  return fits ? parts.slice(settled.length) : undefined;
}

function toSnippet(settled: readonly string[], rest: readonly string[]): string {
  let stop = 0;
  const written = rest.map((part) =>
    plain(part).replace(/\{([^{}\\]+)\\\}/g, (_, name: string) => {
      stop += 1;
      return `\${${stop}:${name}}`;
    }),
  );
  return `/${[...settled.map(plain), ...written].join('/')}`;
}

function completeIds(
  { method, line, character, after }: OpenUrl,
  path: string,
  { apis, paths }: ReadyCatalog,
  recent: readonly RecentCall[],
): Suggestion[] {
  const segments = path.split('/').slice(1);
  const settled = segments.slice(0, -1);
  const names = new Set<string>();
  for (const { operations } of apis) {
    for (const operation of operations) {
      if (method !== undefined && operation.method !== method) continue;
      const name = /^\{([^{}]+)\}$/.exec(restOf(operation.path, settled)?.[0] ?? '')?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  const typed = segments.at(-1) ?? '';
  const range = onLine(line, character - typed.length, character + lengthOf(/^[^/?#\s]*/, after));
  const before = path.slice(0, path.length - typed.length);
  const ids = new Map(
    [...names].flatMap((name) => recentIds(name, before, recent, paths).map((id) => [id.value, { ...id, name }])),
  );
  return [...ids.values()].map(({ value, about, name }) => ({
    label: value,
    kind: 'value',
    detail: about === '' ? name : `${about} · ${name}`,
    snippet: plain(encodeURIComponent(value)),
    range,
    rank: 0,
  }));
}

async function completeQuery(
  { method, before, after, line, character }: OpenUrl,
  path: string,
  { paths, operation }: ReadyCatalog,
  variableValue: (name: string) => string | undefined,
): Promise<readonly Suggestion[]> {
  const [match] = paths.find(method ?? 'GET', path);
  if (!match) return [];
  const details = await operation(match.operation.id);
  const target = readTarget(before, variableValue);
  const field = target.query.at(-1);
  const isInValue = field !== undefined && before[field.valueStart - 1] === '=' && field.valueStart > field.nameStart;
  if (field && isInValue) return completeValue(details, field.name, field.value, line, character, after);
  const used = new Set(
    [...target.query.slice(0, -1), ...readTarget(`/?${after}`, () => undefined).query.slice(1)].map(({ name }) =>
      name.toLowerCase(),
    ),
  );
  const typed = field?.name.length ?? 0;
  const rest = /^[^&=#\s]*=?/.exec(after)?.[0] ?? '';
  return queryParameters(details)
    .filter(({ name }) => !used.has(name.toLowerCase()))
    .map((parameter) => ({
      label: parameter.name,
      kind: 'parameter',
      detail: describeType(parameter.schema) + (parameter.required ? ' · required' : ''),
      documentation: describeParameter(parameter),
      snippet: rest.endsWith('=')
        ? `${plain(encodeURIComponent(parameter.name))}=`
        : `${plain(encodeURIComponent(parameter.name))}=$0`,
      range: onLine(line, character - typed, character + rest.length),
      rank: parameter.required ? 0 : 1,
      goesOn: valuesOf(parameter).length > 0,
    }));
}

function completeValue(
  details: Operation,
  name: string,
  typed: string,
  line: number,
  character: number,
  after: string,
): Suggestion[] {
  const parameter = queryParameters(details).find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (!parameter) return [];
  const isList = typeOf(parameter.schema) === 'array';
  const last = isList ? typed.slice(typed.lastIndexOf(',') + 1) : typed;
  const range = onLine(line, character - last.length, character + (/^[^&#\s,]*/.exec(after)?.[0].length ?? 0));
  const known = valuesOf(parameter);
  const example = known.length === 0 ? sampleParameter(parameter) : '';
  return [...known, ...(example === '' ? [] : [example])].map((value, rank) => ({
    label: value,
    kind: 'value',
    documentation: describeParameter(parameter),
    snippet: plain(encodeURIComponent(value).replace(/%(2C|3A|2F|40)/g, (encoded) => decodeURIComponent(encoded))),
    range,
    rank,
    ...(known.length === 0 ? { detail: 'example' } : {}),
  }));
}

function queryParameters({ parameters }: Operation): readonly Parameter[] {
  return parameters.filter(({ in: place }) => place === 'query');
}

/** The values that a parameter takes; none where they cannot be counted. */
export function valuesOf({ schema }: Pick<Parameter, 'schema'>): readonly string[] {
  const known = schema.enum ?? schema.items?.enum;
  if (known) return known.filter((value) => value !== null).map(String);
  return typeOf(schema) === 'boolean' ? ['true', 'false'] : [];
}

function lengthOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.[0].length ?? 0;
}
