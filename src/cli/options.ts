import { parseArgs } from 'node:util';

/** Something about the command line itself is wrong: one sentence that says what and how to write it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Options of all commands; each command reads its own. */
const OPTIONS = {
  all: { type: 'boolean' },
  'all-pages': { type: 'boolean' },
  body: { type: 'string' },
  ca: { type: 'string' },
  connection: { type: 'string' },
  env: { type: 'string' },
  group: { type: 'string' },
  header: { type: 'string', short: 'H', multiple: true },
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  junit: { type: 'string' },
  'keep-going': { type: 'boolean' },
  line: { type: 'string' },
  name: { type: 'string' },
  parameter: { type: 'string', short: 'p', multiple: true },
  port: { type: 'string' },
  reveal: { type: 'boolean' },
  retired: { type: 'string' },
  sandbox: { type: 'boolean' },
  seed: { type: 'string' },
  state: { type: 'string' },
  timeout: { type: 'string' },
  to: { type: 'string' },
  'token-life': { type: 'string' },
  var: { type: 'string', multiple: true },
  version: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const;

export type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

/** @throws {UsageError} an option that nothing knows, or one without its value */
export function readArguments(args: readonly string[]): {
  readonly options: Options;
  readonly words: readonly string[];
} {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { options: values, words: positionals };
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : '';
    throw new UsageError(`${text}. Run concur --help for what there is.`, { cause });
  }
}

/** Reads `name=value` options. @throws {UsageError} for one without `=` */
export function readPairs(texts: readonly string[] | undefined, option: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const text of texts ?? []) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`${option} takes name=value, not "${text}".`);
    pairs[text.slice(0, at)] = text.slice(at + 1);
  }
  return pairs;
}

/** Reads `Name: value` headers. @throws {UsageError} for one without a colon */
export function readHeaders(texts: readonly string[] | undefined): [string, string][] {
  return (texts ?? []).map((text) => {
    const at = text.indexOf(':');
    if (at < 1) throw new UsageError(`-H takes 'Name: value', not "${text}".`);
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  });
}

/** Reads a whole number of at least `minimum`. @throws {UsageError} */
export function readNumber(text: string | undefined, option: string, minimum: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < minimum) {
    throw new UsageError(`${option} takes a whole number of ${minimum} or more, not "${text}".`);
  }
  return number;
}
