/** `# @no-redirect` and its like: what a request says about how it is to be sent. */
import { readCurl } from '../curl/readCurl.js';
import type { HttpFileRequest } from '../nodes.js';

/** A value to ask the person for before a request is sent. */
export interface Prompt {
  readonly name: string;
  /** '' when there is none. */
  readonly description: string;
  /** Whether it is typed unseen. */
  readonly isSecret: boolean;
  /** What stands there before the person types. */
  readonly suggestion?: string;
}

/** How often a request is sent; `values` are those of `variable`, one each. */
export interface Loop {
  readonly count: number;
  readonly variable?: string;
  readonly values?: readonly string[];
}

export interface Directives {
  readonly isDisabled: boolean;
  readonly followsRedirects: boolean;
  readonly usesCookies: boolean;
  /** False: it is sent, and appears in no list, log or report by its content. */
  readonly isLogged: boolean;
  /** To be confirmed before sending; '' without words of its own. */
  readonly note?: string;
  readonly timeoutMs?: number | undefined;
  readonly loop?: Loop | undefined;
  /** Requests to be answered before; `isForced`: anew each time. */
  readonly references: readonly { readonly name: string; readonly isForced: boolean }[];
  readonly prompts: readonly Prompt[];
  /** Name of the connection that is to be used instead of the one in use. */
  readonly connection?: string;
  /** What is written there and only runs in peers, as written. */
  readonly ignored: readonly string[];
}

/** More often than this nobody means. */
const MAX_LOOPS = 1000;

/** Reads the directives of a request, and the time limit of a curl command; `noRedirect`, `no-redirect` and `no_redirect` are one. */
export function readDirectives({ directives, curl }: HttpFileRequest): Directives {
  const read: { -readonly [Key in keyof Directives]: Directives[Key] } & {
    references: { name: string; isForced: boolean }[];
    prompts: Prompt[];
    ignored: string[];
  } = {
    isDisabled: false,
    followsRedirects: true,
    usesCookies: true,
    isLogged: true,
    timeoutMs: curl === undefined ? undefined : readCurl(curl).timeoutMs,
    references: [],
    prompts: [],
    ignored: [],
  };
  for (const { key, value } of directives) {
    switch (key.replace(/[-_]/g, '').toLowerCase()) {
      case 'disabled':
        // httpYac disables by a condition, too, which would have to be run.
        read.isDisabled = value === '' || value === 'true';
        if (!read.isDisabled && value !== 'false') read.ignored.push(`@${key} ${value}`);
        break;
      case 'noredirect':
        read.followsRedirects = false;
        break;
      case 'nocookiejar':
        read.usesCookies = false;
        break;
      case 'nolog':
        read.isLogged = false;
        break;
      case 'note':
        read.note = value;
        break;
      case 'timeout':
        read.timeoutMs = readTimeout(value) ?? read.timeoutMs;
        break;
      case 'loop':
      case 'repeat':
        read.loop = readLoop(value) ?? read.loop;
        if (!readLoop(value)) read.ignored.push(`@${key} ${value}`);
        break;
      case 'ref':
      case 'forceref':
        if (value !== '') read.references.push({ name: value, isForced: key.toLowerCase().startsWith('force') });
        break;
      case 'prompt':
        read.prompts.push(...readPrompt(value));
        break;
      case 'connection':
        read.connection = value;
        break;
    }
  }
  return read;
}

/** Names that REST Client types unseen, and those that hold such a word. */
const SECRET_NAME = /pass(?:word|wd)?$|password|secret|token|^otp$|api-?key/i;

/** `name description`. */
function readPrompt(value: string): Prompt[] {
  const [, name, description = ''] = /^(\S+)\s*(.*)$/.exec(value) ?? [];
  return name === undefined ? [] : [{ name, description, isSecret: SECRET_NAME.test(name) }];
}

/**
 * httpYac's prompts inside a request: `$prompt words`, `$input words`, `$password words`, with `-askonce` and
 * `$value: suggestion`.
 * @returns undefined where it is none; `name` is what it is asked once by
 */
export function readInlinePrompt(expression: string): Prompt | undefined {
  const [, kind, words = '', suggestion] =
    /^\$(prompt|input|password)(?:-askonce)?(?:\s+([^$]*?))?\s*(?:\$value:\s*(.*))?$/.exec(expression) ?? [];
  return kind === undefined
    ? undefined
    : {
        name: expression,
        description: words.trim(),
        isSecret: kind === 'password',
        ...(suggestion === undefined ? {} : { suggestion: suggestion.trim() }),
      };
}

/**
 * With a unit (`500 ms`, `2 s`, `1 m`) as JetBrains has it. A bare number is seconds up to 999, as in JetBrains, and
 * milliseconds from 1000, as in httpYac.
 */
function readTimeout(value: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?$/.exec(value) ?? [];
  if (number === undefined || Number(number) === 0) return undefined;
  const factor = unit === 'ms' ? 1 : unit === 'm' ? 60_000 : unit === 's' || Number(number) < 1000 ? 1000 : 1;
  return Number(number) * factor;
}

/** `for 3`, `3` and `for name of [1, 2]`; whatever would have to be run is none. */
function readLoop(value: string): Loop | undefined {
  const count = /^(?:for\s+)?(\d+)$/.exec(value)?.[1];
  if (count !== undefined) return { count: Math.min(Number(count), MAX_LOOPS) };
  const [, variable, list] = /^for\s+([\w-]+)\s+of\s+(\[.*\])$/.exec(value) ?? [];
  const values = list === undefined ? undefined : readList(list);
  return variable === undefined || !values
    ? undefined
    : { count: Math.min(values.length, MAX_LOOPS), variable, values };
}

function readList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text.replaceAll("'", '"'));
    return Array.isArray(list)
      ? list.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
      : undefined;
  } catch {
    return undefined; // an expression, which is not run
  }
}
