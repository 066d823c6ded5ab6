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

/** Of two operations at the same path, the livelier one is meant. */
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
   * parameters, live operations over deprecated ones. Letter case, doubled and trailing slashes do not matter (Concur
   * serves them all).
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
      .sort((a, b) => b.literals - a.literals || rank(a) - rank(b))
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
 * Reads a text that was pasted where a search is expected: a URL or path as it stands in documentation, code, an answer
 * or a curl command, with what comes along when people copy it: a method, quotes, `HTTP/1.1`, a full stop. The host may
 * be left open, as in `{{host}}/api` or `https://{datacenterURI}/api`. Undefined when there is no URL.
 */
export function readPastedTarget(text: string): PastedTarget | undefined {
  const line = text.trim().replaceAll('&amp;', '&');
  const start = START.exec(line);
  const from = start ? start[0].length : line.search(/https?:\/\//i);
  if (from < 0) return undefined;
  const before = line.slice(0, from);
  const url = start ? cutWhole(before, line.slice(from)) : cutPart(before, line.slice(from));
  const method = start ? start[1] : (curlMethod(line) ?? VERB_AT_END.exec(before)?.[1]);
  const place = url === undefined ? undefined : toUrl(url);
  if (!place) return undefined;
  const { origin, pathname, searchParams } = place;
  return {
    ...(method === undefined ? {} : { method: method.toUpperCase() }),
    ...(origin === ANY_ORIGIN ? {} : { origin }),
    path: pathname,
    query: [...searchParams],
  };
}

const VERB = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const VERB_AT_END = new RegExp(String.raw`\b(${VERB})\W*$`, 'i');
/** What stands for a host or a part of one: `{{host}}`, `{datacenterURI}`, `$HOST`, `<host>`. */
const STAND_IN = String.raw`\{\{?[^{}]+\}\}?|\$\{?\w+\}?|<[^<>\s]+>`;
const HOST = String.raw`(?:localhost|\d+(?:\.\d+){3}|(?:[a-z\d-]+\.)+[a-z]{2,})(?::\d+)?|(?:${STAND_IN})`;
/** What stands before the URL when a text is nothing else: a method, a quote. */
const START = new RegExp(String.raw`^(?:(${VERB})\s+)?["'\`<]?(?=\/|(?:https?|${STAND_IN}):\/\/|(?:${HOST})\/)`, 'i');
const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '<': '>', '(': ')', '[': ']' };

/** The URL of a text that is nothing else; white space is a part of it only in the query, where nobody encoded it. */
function cutWhole(before: string, rest: string): string | undefined {
  const quoted = cutQuoted(before, rest);
  if (quoted !== undefined) return quoted;
  const url = rest.replace(/\s+HTTP\/\d[\s\S]*$/i, '');
  const [head = ''] = url.split(/\s/);
  if (head !== url && head.includes('?')) return url;
  return head === url || !url.startsWith('/') ? withoutPunctuation(head) : undefined;
}

/** A URL in the midst of text. */
function cutPart(before: string, rest: string): string {
  return cutQuoted(before, rest) ?? withoutPunctuation(/^[^\s"'`<>\\]+/.exec(rest)?.[0] ?? '');
}

function cutQuoted(before: string, rest: string): string | undefined {
  const closing = CLOSING[before.at(-1) ?? ''];
  const end = closing === undefined ? -1 : rest.indexOf(closing);
  return end < 0 ? undefined : rest.slice(0, end);
}

function withoutPunctuation(url: string): string {
  return url.replace(url.includes('(') ? /[.,;:!?]+$/ : /[.,;:!?)\]"'`]+$/, '');
}

/** The method of a curl command; undefined when it is none. */
function curlMethod(line: string): string | undefined {
  if (!/^(?:\$\s*)?curl\s/i.test(line)) return undefined;
  const named = /\s(?:-X|--request)[\s=]*["']?([a-z]+)/i.exec(line)?.[1];
  if (named !== undefined) return named;
  if (/\s(?:-I|--head|-G|--get)\s/.test(line)) return /\s(?:-I|--head)\s/.test(line) ? 'HEAD' : 'GET';
  return /\s(?:-d|--data(?:-\w+)?|--json|-F|--form(?:-\w+)?)[\s=@"']/.test(line) ? 'POST' : 'GET';
}

const ANY_ORIGIN = 'http://any.invalid';

function toUrl(text: string): URL | undefined {
  const [, scheme, host = '', rest = ''] = /^([^/?#]+:\/\/)?([^/?#]*)([\s\S]*)$/.exec(text) ?? [];
  const isOpen = host === '' || /[{}<>$]/.test(host);
  const isLocal = /^(?:localhost|127\.)/i.test(host);
  const origin = isOpen ? ANY_ORIGIN : `${scheme ?? (isLocal ? 'http://' : 'https://')}${host}`;
  const url = `${origin}/${rest.replace(/^\/+/, '')}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function rank({ api: { status }, operation: { deprecated } }: OperationMatch): number {
  const isAlive = status === 'current' || status === 'limited';
  return STATUS_ORDER.indexOf(deprecated && isAlive ? 'deprecated' : status);
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
