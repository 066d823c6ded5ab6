import type { ApiEntry, Operation, OperationEntry } from './model.js';
import { newestFirst } from './order.js';

/** How two versions of an API differ, told from the older one. */
export interface ApiChanges {
  readonly older: ApiEntry;
  readonly newer: ApiEntry;
  /** Operations that both have, or that most likely do the same. */
  readonly pairs: readonly { readonly older: OperationEntry; readonly newer: OperationEntry }[];
  readonly gone: readonly OperationEntry[];
  readonly added: readonly OperationEntry[];
}

/** Less alike than this, two operations are not taken for the same. */
const LEAST_ALIKE = 0.57;

/** Pairs the operations of two versions by name, resource, method and path; the most alike first, each once. */
export function compareApis(older: ApiEntry, newer: ApiEntry): ApiChanges {
  const candidates = older.operations
    .flatMap((before) => newer.operations.map((after) => ({ before, after, score: likeness(before, after) })))
    .filter(({ score }) => score >= LEAST_ALIKE)
    .sort((a, b) => b.score - a.score);
  const partners = new Map<OperationEntry, OperationEntry>();
  const taken = new Set<OperationEntry>();
  for (const { before, after } of candidates) {
    if (partners.has(before) || taken.has(after)) continue;
    partners.set(before, after);
    taken.add(after);
  }
  return {
    older,
    newer,
    pairs: older.operations.flatMap((before) => {
      const after = partners.get(before);
      return after ? [{ older: before, newer: after }] : [];
    }),
    gone: older.operations.filter((operation) => !partners.has(operation)),
    added: newer.operations.filter((operation) => !taken.has(operation)),
  };
}

/** Other versions of an API: those of the same name, what replaces it and what it replaces; newest first. */
export function otherVersions(api: ApiEntry, apis: readonly ApiEntry[]): ApiEntry[] {
  return apis
    .filter(
      (other) =>
        other !== api &&
        ((other.title === api.title && other.group === api.group) ||
          other.id === api.replacedBy ||
          other.replacedBy === api.id),
    )
    .sort(newestFirst);
}

function likeness(a: OperationEntry, b: OperationEntry): number {
  const names = a.name === b.name ? 1 : overlap(wordsOf(a.name), wordsOf(b.name));
  const paths = overlap(literalsOf(a.path), literalsOf(b.path));
  const resources = overlap(wordsOf(a.resource), wordsOf(b.resource));
  return names * 0.45 + resources * 0.3 + paths * 0.1 + (a.method === b.method ? 0.15 : 0);
}

/** Shared members among all of both, 0 to 1. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((item) => b.has(item)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function wordsOf(name: string): Set<string> {
  return new Set(
    name
      .replace(/([a-z\d])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(' ')
      .map((word) => word.replace(/ies$/, 'y').replace(/s$/, '')),
  );
}

/** Segments of a path that are neither parameters nor versions. */
function literalsOf(path: string): Set<string> {
  const segments = path.toLowerCase().split('/');
  return new Set(segments.filter((segment) => segment !== '' && !/^(\{.*\}|v[\d.]+|api)$/.test(segment)));
}

/**
 * The changes as a Markdown document for a person who has to move.
 * @param load gives an operation in full, for comparing parameters and bodies
 */
export async function describeChanges(
  { older, newer, pairs, gone, added }: ApiChanges,
  load: (operationId: string) => Promise<Operation>,
): Promise<string> {
  const renamed = older.title === newer.title ? '' : `${newer.title} `;
  const lines = [`# ${older.title}: v${older.version} to ${renamed}v${newer.version}`, ''];
  lines.push(`| | v${older.version} | v${newer.version} |`, '| --- | --- | --- |');
  const row = (what: string, before: string, after: string): void => {
    lines.push(`| ${what} | ${before || '-'} | ${after || '-'} |`);
  };
  row('API', older.id, newer.id);
  row('Status', statusOf(older), statusOf(newer));
  row('Formats', older.formats.join(', '), newer.formats.join(', '));
  row('Paging', older.pagination, newer.pagination);
  row('Errors', older.errorShape, newer.errorShape);
  row('Scopes', scopesOf(older), scopesOf(newer));
  row('Operations', String(older.operations.length), String(newer.operations.length));
  lines.push('', `## Operations in both (${pairs.length})`, '');
  if (pairs.length === 0) lines.push('None is alike enough to be taken for the same.');
  for (const pair of pairs) {
    const [before, after] = await Promise.all([load(pair.older.id), load(pair.newer.id)]);
    lines.push(`### ${after.title}`, '', ...describePair(before, after), '');
  }
  lines.push(`## Only in v${older.version} (${gone.length})`, '', ...listed(gone), '');
  lines.push(`## Only in v${newer.version} (${added.length})`, '', ...listed(added), '');
  return lines.join('\n');
}

function describePair(before: Operation, after: Operation): string[] {
  const lines = [
    `- was: \`${before.method} ${before.path}\` (${before.name})`,
    `- is: \`${after.method} ${after.path}\` (${after.name})`,
  ];
  const tell = (what: string, was: readonly string[], is: readonly string[]): void => {
    const lost = was.filter((item) => !is.includes(item));
    const won = is.filter((item) => !was.includes(item));
    if (lost.length > 0) lines.push(`- ${what} no longer: ${lost.map(code).join(', ')}`);
    if (won.length > 0) lines.push(`- ${what} now: ${won.map(code).join(', ')}`);
  };
  tell('scopes', before.scopes, after.scopes);
  tell('parameters', before.parameters.map(named), after.parameters.map(named));
  tell('body formats', bodyFormats(before), bodyFormats(after));
  tell('body fields', bodyFields(before), bodyFields(after));
  tell('statuses', Object.keys(before.responses), Object.keys(after.responses));
  return lines;
}

function named({ name, in: place, required }: Operation['parameters'][number]): string {
  return `${name} (${place}${required ? ', required' : ''})`;
}

function bodyFormats({ requestBody }: Operation): string[] {
  return requestBody?.content.map(({ mediaType }) => mediaType) ?? [];
}

function bodyFields({ requestBody }: Operation): string[] {
  const [media] = requestBody?.content ?? [];
  const required = media?.schema.required ?? [];
  return Object.keys(media?.schema.properties ?? {}).map((name) =>
    required.includes(name) ? `${name} (required)` : name,
  );
}

function statusOf({ status, deprecatedOn, retiredOn }: ApiEntry): string {
  return [
    status,
    ...(deprecatedOn === undefined ? [] : [`deprecated ${deprecatedOn}`]),
    ...(retiredOn === undefined ? [] : [`switched off ${retiredOn}`]),
  ].join(', ');
}

function scopesOf({ operations }: ApiEntry): string {
  return [...new Set(operations.flatMap(({ scopes }) => scopes))].map(code).join(' ');
}

function listed(operations: readonly OperationEntry[]): string[] {
  if (operations.length === 0) return ['None.'];
  return operations.map(({ method, path, title }) => `- ${title}: \`${method} ${path}\``);
}

function code(text: string): string {
  return `\`${text}\``;
}
