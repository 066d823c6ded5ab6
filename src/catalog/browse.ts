import type { ApiEntry, OperationEntry } from './model.js';

/** How the APIs view is arranged. */
export interface BrowseOptions {
  /** By product area, or by version with the newest first. */
  readonly sort: 'area' | 'version';
  readonly showDeprecated: boolean;
  readonly showRetired: boolean;
  /** Words that must all stand in name, title, path, scope, id or API; empty: everything. */
  readonly filter: string;
  /** Ids of operations to list on top, in this order. */
  readonly pinned: readonly string[];
}

/** A row of the APIs view; `parent` is undefined for the topmost. */
export type ApisNode = GroupNode | ApiNode | ResourceNode | OperationNode;

export interface GroupNode {
  readonly kind: 'group';
  /** `pinned`: the operations that the person keeps on top. */
  readonly of: 'pinned' | 'area' | 'version';
  /** The product area, or a major version such as `4`. */
  readonly name: string;
  readonly parent?: undefined;
  readonly children: readonly (ApiNode | OperationNode)[];
}

export interface ApiNode {
  readonly kind: 'api';
  readonly api: ApiEntry;
  readonly parent: GroupNode;
  readonly children: readonly ResourceNode[];
}

export interface ResourceNode {
  readonly kind: 'resource';
  readonly api: ApiEntry;
  readonly name: string;
  readonly parent: ApiNode;
  readonly children: readonly OperationNode[];
}

export interface OperationNode {
  readonly kind: 'operation';
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  readonly isPinned: boolean;
  readonly parent: GroupNode | ResourceNode;
  readonly children?: undefined;
}

/** What is to be seen, and what was left out of it. */
export interface BrowseView {
  readonly groups: readonly GroupNode[];
  /** Operations that are listed, pinned ones counted once. */
  readonly shown: number;
  /** Operations that fit the filter and are hidden because they are deprecated, or retired. */
  readonly hiddenDeprecated: number;
  readonly hiddenRetired: number;
}

/** All APIs prepared for browsing: build once, ask for a view with every keystroke of the filter. */
export class ApiBrowser {
  readonly #apis: readonly ApiEntry[];
  readonly #texts = new Map<OperationEntry, string>();

  constructor(apis: readonly ApiEntry[]) {
    this.#apis = apis;
    for (const api of apis) {
      for (const operation of api.operations) this.#texts.set(operation, searchableText(api, operation));
    }
  }

  /** @returns rows of new objects each time; a row's identity is what it stands for */
  view(options: BrowseOptions): BrowseView {
    const terms = options.filter.toLowerCase().split(/\s+/).filter(Boolean);
    const pinned = new Set(options.pinned);
    const counts = { shown: 0, hiddenDeprecated: 0, hiddenRetired: 0 };
    const groups = new Map<string, ApiEntry[]>();
    const listed = new Map<ApiEntry, OperationEntry[]>();
    const byId = new Map<string, { api: ApiEntry; operation: OperationEntry }>();
    for (const api of this.#apis) {
      const operations = api.operations.filter((operation) => {
        if (!this.#fits(operation, terms)) return false;
        if (pinned.has(operation.id)) byId.set(operation.id, { api, operation });
        const hidden = whyHidden(api, operation, options);
        counts[pinned.has(operation.id) ? 'shown' : (hidden ?? 'shown')] += 1; // on top even what is hidden below
        return hidden === undefined;
      });
      if (operations.length === 0) continue;
      listed.set(api, operations);
      const name = options.sort === 'area' ? api.group : majorVersion(api);
      groups.set(name, [...(groups.get(name) ?? []), api]);
    }
    const names =
      options.sort === 'area' ? [...groups.keys()] : [...groups.keys()].sort((a, b) => Number(b) - Number(a));
    const top = [...pinned].flatMap((id) => byId.get(id) ?? []);
    return {
      ...counts,
      groups: [
        ...(top.length > 0 ? [pinnedGroup(top)] : []),
        ...names.map((name) => toGroup(options.sort, name, groups.get(name) ?? [], listed, pinned)),
      ],
    };
  }

  #fits(operation: OperationEntry, terms: readonly string[]): boolean {
    const text = this.#texts.get(operation) ?? '';
    return terms.every((term) => text.includes(term));
  }
}

function searchableText(
  api: ApiEntry,
  { id, title, method, path, alsoAt = [], scopes, resource }: OperationEntry,
): string {
  const parts = [id, title, method, path, ...alsoAt, ...scopes, resource, api.title, `v${api.version}`, api.group];
  return parts.join(' ').toLowerCase();
}

function whyHidden(
  api: ApiEntry,
  operation: OperationEntry,
  { showDeprecated, showRetired }: BrowseOptions,
): 'hiddenDeprecated' | 'hiddenRetired' | undefined {
  if (api.status === 'retired') return showRetired ? undefined : 'hiddenRetired';
  return isDeprecated(api, operation) && !showDeprecated ? 'hiddenDeprecated' : undefined;
}

/** Whether Concur advises against an operation: because of its API, or it alone. */
export function isDeprecated(api: ApiEntry, operation?: OperationEntry): boolean {
  return api.status === 'deprecated' || api.status === 'retired' || (operation?.deprecated ?? false);
}

/** `4` for 4.1. */
function majorVersion({ version }: ApiEntry): string {
  return /\d+/.exec(version)?.[0] ?? '0';
}

function pinnedGroup(top: readonly { api: ApiEntry; operation: OperationEntry }[]): GroupNode {
  const children: OperationNode[] = [];
  const group: GroupNode = { kind: 'group', of: 'pinned', name: 'Pinned', children };
  for (const { api, operation } of top) {
    children.push({ kind: 'operation', api, operation, isPinned: true, parent: group });
  }
  return group;
}

function toGroup(
  of: 'area' | 'version',
  name: string,
  apis: readonly ApiEntry[],
  listed: ReadonlyMap<ApiEntry, readonly OperationEntry[]>,
  pinned: ReadonlySet<string>,
): GroupNode {
  const children: ApiNode[] = [];
  const group: GroupNode = { kind: 'group', of, name, children };
  for (const api of apis) children.push(toApiNode(api, group, listed.get(api) ?? [], pinned));
  return group;
}

function toApiNode(
  api: ApiEntry,
  parent: GroupNode,
  operations: readonly OperationEntry[],
  pinned: ReadonlySet<string>,
): ApiNode {
  const children: ResourceNode[] = [];
  const node: ApiNode = { kind: 'api', api, parent, children };
  for (const name of new Set(operations.map(({ resource }) => resource))) {
    const rows: OperationNode[] = [];
    const resource: ResourceNode = { kind: 'resource', api, name, parent: node, children: rows };
    for (const operation of operations) {
      if (operation.resource !== name) continue;
      rows.push({ kind: 'operation', api, operation, isPinned: pinned.has(operation.id), parent: resource });
    }
    children.push(resource);
  }
  return node;
}
