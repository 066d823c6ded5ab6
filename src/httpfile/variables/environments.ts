/** Environments: sets of variables beside request files, of which one is chosen for a run. */
import { parse as parseDotenv } from 'dotenv';
import { type ParseError, parse as parseJsonc } from 'jsonc-parser';

/** A file that environments may come from, by its base name. */
export interface EnvironmentFile {
  /** `http-client.env.json`, `http-client.private.env.json`, `.env`, `.env.NAME` or `NAME.env`. */
  readonly name: string;
  readonly text: string;
}

/** Everything that environments may come from. */
export interface EnvironmentSources {
  /**
   * Folder by folder from the outermost down to that of the request file: what is nearer wins. Within a folder the order
   * does not matter.
   */
  readonly folders: readonly (readonly EnvironmentFile[])[];
  /** The setting `rest-client.environmentVariables`, or undefined where there is no such thing. */
  readonly restClient?: unknown;
}

export interface Environments {
  /** Names to choose from, sorted; `$shared` is none. */
  readonly names: readonly string[];
  /** Files that could not be read as what they are. */
  readonly broken: readonly string[];
  /**
   * The variables of an environment, those that all share included. They may refer to others in double braces.
   * @param name undefined: none is chosen, so only what all share
   */
  readonly values: (name: string | undefined) => Readonly<Record<string, string>>;
  /** What `.env`, and `.env.NAME` before it, sets: for `{{$dotenv X}}`. */
  readonly dotenv: (name: string | undefined) => Readonly<Record<string, string>>;
}

const SHARED = '$shared';

/**
 * Reads the environment files of JetBrains and Visual Studio (`http-client.env.json`; the private file wins), of dotenv,
 * and the environments of REST Client's settings. `.env` files count as variables for all, as httpYac has it.
 */
export function readEnvironments({ folders, restClient }: EnvironmentSources): Environments {
  const broken: string[] = [];
  const layers: Layer[] = [readRestClient(restClient)];
  const dotenvLayers: Layer[] = [];
  for (const files of folders) {
    for (const isPrivate of [false, true]) {
      for (const { name, text } of files) {
        if (name !== (isPrivate ? 'http-client.private.env.json' : 'http-client.env.json')) continue;
        const layer = readClientFile(text);
        if (layer) layers.push(layer);
        else broken.push(name);
      }
    }
    for (const { name, text } of files) {
      const environment = dotenvName(name);
      if (environment !== undefined) dotenvLayers.push(new Map([[environment, parseDotenv(text)]]));
    }
  }
  const all = [...dotenvLayers, ...layers];
  return {
    names: [...new Set(all.flatMap((layer) => [...layer.keys()]))].filter((name) => name !== SHARED).sort(),
    broken,
    values: (name) => expandShared(merge(all, SHARED), name === undefined ? {} : merge(all, name), name),
    dotenv: (name) => ({ ...merge(dotenvLayers, SHARED), ...(name === undefined ? {} : merge(dotenvLayers, name)) }),
  };
}

/** Variables by environment. */
type Layer = ReadonlyMap<string, Readonly<Record<string, string>>>;

/** Whether environments may come from a file of this base name. */
export function isEnvironmentFile(name: string): boolean {
  return /^http-client(?:\.private)?\.env\.json$/.test(name) || dotenvName(name) !== undefined;
}

/** `$shared` of `.env`, NAME of `.env.NAME` and `NAME.env`; undefined of any other file. */
function dotenvName(file: string): string | undefined {
  if (file === '.env') return SHARED;
  return /^\.env\.([^/\\]+)$/.exec(file)?.[1] ?? /^([^/\\.][^/\\]*)\.env$/.exec(file)?.[1];
}

function readClientFile(text: string): Layer | undefined {
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(text, errors, { allowTrailingComma: true });
  return errors.length > 0 || !isRecord(value) ? undefined : toLayer(value);
}

function readRestClient(value: unknown): Layer {
  return isRecord(value) ? toLayer(value) : new Map();
}

function toLayer(environments: Readonly<Record<string, unknown>>): Layer {
  return new Map(
    Object.entries(environments).flatMap(([name, variables]) =>
      isRecord(variables) ? [[name, toTexts(variables)] as const] : [],
    ),
  );
}

/** Objects (secrets of Visual Studio with a provider, TLS settings of JetBrains) hold nothing that could be put in. */
function toTexts(variables: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => {
      if (typeof value === 'string') return [[name, value]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [];
    }),
  );
}

function merge(layers: readonly Layer[], name: string): Record<string, string> {
  return Object.assign({}, ...layers.map((layer) => layer.get(name) ?? {}));
}

/** Puts in `{{$shared name}}`, and `{{$NAME name}}` of the environment itself, where REST Client has them. */
function expandShared(
  shared: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
  name: string | undefined,
): Record<string, string> {
  const expand = (value: string): string =>
    value.replace(/\{\{\s*\$([\w-]+)\s+([^{}]+?)\s*\}\}/g, (written, environment: string, key: string) => {
      const from = environment === 'shared' ? shared : environment === name ? own : {};
      return Object.hasOwn(from, key) ? (from[key] ?? written) : written;
    });
  return Object.fromEntries(Object.entries({ ...shared, ...own }).map(([key, value]) => [key, expand(value)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
