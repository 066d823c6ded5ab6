import { type Alias, type Document, isScalar, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml';
import { DescriptionError } from './descriptionError.js';
import { canBeWalked, type Keys } from './json.js';
import { placeInJson, placeInYaml } from './places.js';

/** Where imports read from; the editor and the terminal each bring their own. */
export interface DescriptionFiles {
  /** @throws {Error} when it cannot be read */
  read(path: string): Promise<string>;
  /** Paths of all files below a folder, sorted; undefined when `path` is no folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Path of `reference` as written in the file `from`, e.g. `../common.yaml`. */
  resolve(from: string, reference: string): string;
}

/** One parsed file, and where in its text things stand. */
export interface DescriptionFile {
  readonly path: string;
  readonly value: unknown;
  /** Line (from 1) of what stands at this path of keys, or of the nearest thing around it. */
  lineOf(keys: Keys): number | undefined;
}

/** The files of one import; each is parsed once, however many others refer to it. */
export class FileReader {
  readonly #files: DescriptionFiles;
  readonly #parsed = new Map<string, Promise<DescriptionFile>>();

  constructor(files: DescriptionFiles) {
    this.#files = files;
  }

  /** @throws {DescriptionError} when it cannot be read */
  async text(path: string): Promise<string> {
    try {
      return await this.#files.read(path);
    } catch (cause) {
      throw new DescriptionError(path, 'it cannot be read.', undefined, { cause });
    }
  }

  /**
   * @param text what the file holds, when the caller has read it
   * @throws {DescriptionError} when it cannot be read, or is neither JSON nor YAML
   */
  parse(path: string, text?: string): Promise<DescriptionFile> {
    let file = this.#parsed.get(path);
    if (file === undefined) {
      file = Promise.resolve(text ?? this.text(path)).then((read) => parseDescription(path, read));
      this.#parsed.set(path, file);
    }
    return file;
  }

  /** Path of a file that another refers to. */
  resolve(from: string, reference: string): string {
    return this.#files.resolve(from, reference);
  }
}

/** Larger files are refused: reading one would hold up the editor for long. */
const MOST_CHARACTERS = 30_000_000;

/**
 * Parses JSON or YAML.
 * @throws {DescriptionError} with the line of the first mistake
 */
export function parseDescription(path: string, text: string): DescriptionFile {
  if (text.length > MOST_CHARACTERS) throw new DescriptionError(path, 'it is larger than 30 MB.');
  const source = text.replace(/^\uFEFF/, '');
  if (source.trim() === '') throw new DescriptionError(path, 'it is empty.', 1);
  return parseJson(path, source) ?? parseYaml(path, source);
}

/** Undefined when it is no JSON: the YAML parser reads JSON as well, and says where the mistake is. */
function parseJson(path: string, source: string): DescriptionFile | undefined {
  if (!looksLikeJson(source)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  if (!canBeWalked(value)) throw new DescriptionError(path, 'it nests far too deep.', 1);
  return { path, value, lineOf: (keys) => lineAt(source, placeInJson(source, keys)) };
}

function parseYaml(path: string, source: string): DescriptionFile {
  const lines = new LineCounter();
  const document = readYaml(path, source, lines);
  const [error] = document.errors;
  if (error) throw new DescriptionError(path, mistakeIn(source, error), lines.linePos(error.pos[0]).line);
  keepVersions(document);
  return {
    path,
    value: toValue(path, document, lines),
    lineOf: (keys) => {
      const at = placeInYaml(document, keys);
      return at === undefined ? undefined : lines.linePos(at).line;
    },
  };
}

function readYaml(path: string, source: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(source, { lineCounter, prettyErrors: false, merge: true, logLevel: 'error' });
  } catch (cause) {
    throw new DescriptionError(path, 'it nests far too deep.', 1, { cause });
  }
}

/** Versions that YAML takes for numbers: `1.10` is not `1.1`. */
function keepVersions(document: Document.Parsed): void {
  for (const keys of [['openapi'], ['swagger'], ['info', 'version']]) {
    const node = document.hasIn(keys) ? document.getIn(keys, true) : undefined;
    if (isScalar(node) && typeof node.value === 'number' && node.source !== undefined) node.value = node.source;
  }
}

function toValue(path: string, document: Document.Parsed, lines: LineCounter): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: -1 }); // what they unfold into is counted here
    if (canBeWalked(value)) return value;
  } catch (cause) {
    const alias = findLostAlias(document);
    const line = alias?.range ? lines.linePos(alias.range[0]).line : 1;
    throw new DescriptionError(path, `its alias *${alias?.source ?? ''} leads to no anchor.`, line, { cause });
  }
  throw new DescriptionError(path, 'it nests far too deep, or its aliases (*) unfold into far too much.', 1);
}

function findLostAlias(document: Document.Parsed): Alias | undefined {
  let lost: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      lost = alias;
      return visit.BREAK;
    },
  });
  return lost;
}

/** What is wrong, in words that do not ask for knowledge of how YAML is parsed. */
function mistakeIn(source: string, { code, message }: YAMLParseError): string {
  if (code === 'MULTIPLE_DOCS') return 'it holds several documents, divided by "---". Save each as a file of its own.';
  if (/call stack/i.test(message)) return 'it nests far too deep.';
  const [first = ''] = message.trim().split('\n');
  const [, missing] = /^Flow .* end with a ([\]}])$/.exec(first) ?? [];
  const what = looksLikeJson(source) ? 'JSON' : 'YAML';
  const words =
    missing === undefined ? first.replace(/flow (map|sequence|collection)/i, 'list') : `A ${missing} is missing`;
  return `it is no valid ${what}: ${/[.!?]$/.test(words) ? words : `${words}.`}`;
}

function looksLikeJson(source: string): boolean {
  return /^\s*[{[]/.test(source);
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
