import type { ApiEntry, ApiStatus, OperationEntry } from './model.js';

/** An operation that a concrete path belongs to, with what stands for its path parameters (decoded). */
export interface OperationMatch {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  readonly pathValues: Readonly<Record<string, string>>;
}

/** A path template cut into its segments. */
interface Target {
  readonly api: ApiEntry;
  readonly operation: OperationEntry;
  readonly segments: readonly Segment[];
}

type Segment =
  | { readonly literal: string }
  | { readonly parameter: string; readonly before: string; readonly after: string };

/** Of two APIs that have the same path, the livelier one is meant. */
const STATUS_ORDER: readonly ApiStatus[] = ['current', 'limited', 'deprecated', 'retired'];

/** Finds the operations behind concrete paths. Built once, asked often. */
export class OperationPaths {
  /** By number of segments: a path can only fit a template of as many. */
  readonly #targets = new Map<number, Target[]>();

  constructor(apis: readonly ApiEntry[]) {
    for (const api of apis) {
      for (const operation of api.operations) {
        for (const template of [operation.path, ...(operation.alsoAt ?? [])]) {
          const segments = split(template).map(toSegment);
          const others = this.#targets.get(segments.length);
          const target = { api, operation, segments };
          if (others) others.push(target);
          else this.#targets.set(segments.length, [target]);
        }
      }
    }
  }

  /**
   * The operations behind a path such as `/api/v3.0/expense/reports/ABC`, best first: literal segments win over
   * parameters, live APIs over deprecated ones. Letter case, doubled and trailing slashes do not matter (Concur serves
   * them all).
   * @param method undefined: any
   * @param origin of the URL; operations of imported APIs with a server of their own are found at that server only
   */
  find(method: string | undefined, path: string, origin?: string): OperationMatch[] {
    const segments = split(path);
    const found: (OperationMatch & { readonly literals: number })[] = [];
    for (const { api, operation, segments: template } of this.#targets.get(segments.length) ?? []) {
      if (method !== undefined && operation.method !== method.toUpperCase()) continue;
      if (api.own?.server !== undefined && origin !== undefined && api.own.server !== origin) continue;
      const match = matchSegments(template, segments);
      if (match) found.push({ api, operation, ...match });
    }
    return found
      .sort((a, b) => b.literals - a.literals || rank(a.api) - rank(b.api))
      .map(({ api, operation, pathValues }) => ({ api, operation, pathValues }));
  }
}

/** What a pasted text calls. */
export interface PastedTarget {
  /** Upper case; undefined when the text names none. */
  readonly method?: string;
  readonly origin?: string;
  readonly path: string;
  /** Decoded, in the order of the text. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads a text that was pasted where a search is expected: a URL, a path, or either behind a method, as in
 * `GET https://us2.api.concursolutions.com/expensereports/v4/reports/ABC`. Undefined when it is none of these.
 */
export function readPastedTarget(text: string): PastedTarget | undefined {
  const [, method, url] = /^\s*(?:([a-z]+)\s+)?((?:https?:\/\/|\/)\S+?)(?:\s+HTTP\/[\d.]+)?\s*$/i.exec(text) ?? [];
  if (url === undefined) return undefined;
  const isAbsolute = !url.startsWith('/');
  const full = isAbsolute ? url : `http://path.invalid/${url.replace(/^\/+/, '')}`;
  if (!URL.canParse(full)) return undefined;
  const { origin, pathname, searchParams } = new URL(full);
  return {
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(isAbsolute ? { origin } : {}),
    path: pathname,
    query: [...searchParams],
  };
}

function rank({ status }: ApiEntry): number {
  return STATUS_ORDER.indexOf(status);
}

function split(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function toSegment(text: string): Segment {
  const [, before = '', parameter, after = ''] = /^([^{]*)\{([^{}]+)\}([^{}]*)$/.exec(text) ?? [];
  return parameter === undefined
    ? { literal: text.toLowerCase() }
    : { parameter, before: before.toLowerCase(), after: after.toLowerCase() };
}

function matchSegments(
  template: readonly Segment[],
  segments: readonly string[],
): { literals: number; pathValues: Record<string, string> } | undefined {
  const pathValues: Record<string, string> = {};
  let literals = 0;
  for (const [i, part] of template.entries()) {
    const segment = segments[i] ?? '';
    const lower = segment.toLowerCase();
    if ('literal' in part) {
      if (part.literal !== lower) return undefined;
      literals += 1;
    } else {
      const { parameter, before, after } = part;
      if (segment.length <= before.length + after.length || !lower.startsWith(before) || !lower.endsWith(after))
        return undefined;
      pathValues[parameter] = decode(segment.slice(before.length, segment.length - after.length));
    }
  }
  return { literals, pathValues };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment; // a lone % is no escape: what stands there is meant
  }
}
