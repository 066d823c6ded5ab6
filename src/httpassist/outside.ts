import { readInlinePrompt } from '../httpfile/run/directives.js';
import { readSystemVariable } from '../httpfile/variables/systemVariables.js';

/** A value that an environment gives to a variable. */
export interface EnvironmentValue {
  /** undefined: all environments share it. */
  readonly environment: string | undefined;
  readonly value: string;
}

/** What variables can come from outside of a file, as far as the editor knows before anything is sent. */
export interface OutsideVariables {
  readonly environments: ReadonlyMap<string, readonly EnvironmentValue[]>;
  readonly dotenv: Readonly<Record<string, string>>;
  /** A variable of the environment of the process. */
  readonly processEnv: (name: string) => string | undefined;
  /** Names in the secret store. */
  readonly secrets: ReadonlySet<string>;
}

export const NOTHING_OUTSIDE: OutsideVariables = {
  environments: new Map(),
  dotenv: {},
  processEnv: () => undefined,
  secrets: new Set(),
};

/** What Concur's connection gives, by the word behind `$concur.`. */
export const CONCUR_VARIABLES: Readonly<Record<string, string>> = {
  token: 'The access token of the connection. Goes only where the connection itself would send it.',
  geolocation: 'Base URL of the calls of the connection, e.g. `https://us2.api.concursolutions.com`.',
  userId: 'UUID of the user who signed in.',
  companyId: 'UUID of the company of the connection.',
  secret: '`{{$concur.secret NAME}}`: a value from the secret store of this computer.',
};

/** A built-in variable: whether it is one, and what it would be now. */
export type BuiltIn =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'later'; readonly what: string }
  | { readonly kind: 'bad'; readonly message: string };

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** @param expression what stands between the braces, starting with `$` */
export function readBuiltIn(expression: string, outside: OutsideVariables): BuiltIn {
  const secret = /^\$concur\.secret\s+(\S+)$/.exec(expression)?.[1];
  if (secret !== undefined) {
    return outside.secrets.has(secret)
      ? { kind: 'later', what: CONCUR_VARIABLES.secret ?? '' }
      : {
          kind: 'bad',
          message: `The secret store of this computer holds no ${secret}. Store it under this name first.`,
        };
  }
  const concur = /^\$concur\.(\w+)$/.exec(expression)?.[1];
  if (concur !== undefined) {
    const what = Object.hasOwn(CONCUR_VARIABLES, concur) && concur !== 'secret' ? CONCUR_VARIABLES[concur] : undefined;
    return what === undefined
      ? {
          kind: 'bad',
          message: `The connection knows no ${concur}. Use ${Object.keys(CONCUR_VARIABLES)
            .map((name) => `$concur.${name}`)
            .join(', ')}.`,
        }
      : { kind: 'later', what };
  }
  if (readInlinePrompt(expression)) return { kind: 'later', what: 'Asked for before the request is sent.' };
  const read = readSystemVariable(expression, {
    now: () => new Date(),
    randomUuid: () => '00000000-0000-4000-8000-000000000000',
    randomInt: (least) => least,
    environment: outside.processEnv,
    dotenv: (name) => (Object.hasOwn(outside.dotenv, name) ? outside.dotenv[name] : undefined),
  });
  return read.value === undefined
    ? { kind: 'bad', message: read.finding(NOWHERE).message }
    : { kind: 'value', value: read.value };
}
