import { compileApi } from '../compile.js';
import { apiDocument } from '../document.js';
import type { OperationEntry } from '../model.js';
import { DescriptionError } from './descriptionError.js';
import { type DescriptionFile, type DescriptionFiles, FileReader } from './descriptionFile.js';
import { type ForeignApi, toForeignApis } from './foreignApis.js';
import type { ForeignDescription } from './foreignDescription.js';
import { type ImportedApi, takeId, withId } from './importedApi.js';
import { asObject, asText } from './json.js';
import { readOpenApi } from './openApi.js';
import { isPostmanCollection, readPostman } from './postman.js';
import { resolveReferences } from './references.js';
import { fromSwagger2 } from './swagger2.js';

/** What an import brought; files that could not be read do not stand in the way of the others. */
export interface ImportResult {
  readonly apis: readonly ImportedApi[];
  /** Files that were left out, each with the reason. */
  readonly problems: readonly DescriptionError[];
  /** Paths of the files that were left out; a problem may lie in a file that one of them refers to. */
  readonly unread: readonly string[];
  /** What is wrong in files that were imported all the same. */
  readonly warnings: readonly DescriptionError[];
}

/**
 * Reads OpenAPI 3.0 and 3.1, Swagger 2.0 (JSON or YAML) and Postman collections 2.1.
 * @param source a file, or a folder whose descriptions are all read; other files in it are passed over
 */
export async function importDescriptions(source: string, files: DescriptionFiles): Promise<ImportResult> {
  const listed = await files.list(source);
  const paths = listed?.filter((path) => /\.(json|ya?ml)$/i.test(path)) ?? [source];
  const reader = new FileReader(files);
  const apis: ImportedApi[] = [];
  const problems = new Map<string, DescriptionError>();
  const unread: string[] = [];
  const warnings: DescriptionError[] = [];
  const taken = new Set<string>();
  for (const path of paths) {
    try {
      const found = await importFile(path, reader, listed !== undefined);
      warnings.push(...found.warnings);
      for (const { entry, file } of found.apis) {
        const named = withId(entry, takeId(entry.id, taken));
        apis.push({ entry: { ...named, own: { ...named.own, source } }, file, path });
      }
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      problems.set(error.message, error); // several files may fail for one that they share
      unread.push(path);
    }
  }
  if (listed && apis.length === 0 && problems.size === 0) {
    const problem = new DescriptionError(source, 'no OpenAPI, Swagger or Postman file is in this folder.');
    problems.set(problem.message, problem);
  }
  return { apis, problems: [...problems.values()], unread, warnings };
}

interface FoundApis {
  readonly apis: readonly Omit<ImportedApi, 'path'>[];
  readonly warnings: readonly DescriptionError[];
}

const NOTHING: FoundApis = { apis: [], warnings: [] };

/** @param isOneOfMany whether the file was not chosen by itself, and is passed over where it is no description */
async function importFile(path: string, reader: FileReader, isOneOfMany: boolean): Promise<FoundApis> {
  const text = await reader.text(path);
  if (isOneOfMany && !LOOKS_LIKE_DESCRIPTION.test(text)) return NOTHING;
  const file = await reader.parse(path, text);
  const kind = kindOf(file);
  if (kind === undefined) {
    if (isOneOfMany) return NOTHING;
    throw noDescription(file);
  }
  const warnings: DescriptionError[] = [];
  const warn = (problem: DescriptionError): void => void warnings.push(problem);
  const description = await read(kind, file, reader, warn);
  return { apis: toForeignApis(description, file, warn).map((api) => compile(api, file)), warnings };
}

/** What every description says somewhere; spares the parsing of other files in a folder. */
const LOOKS_LIKE_DESCRIPTION = /["']?(swagger|openapi)["']?\s*:\s*["']?\d|getpostman\.com/;

type Kind = 'openapi' | 'swagger' | 'postman';

/**
 * Undefined when it is no description.
 * @throws {DescriptionError} for a version that cannot be imported
 */
function kindOf(file: DescriptionFile): Kind | undefined {
  const { value, path } = file;
  if (isPostmanCollection(value)) return 'postman';
  const { swagger, openapi } = asObject(value) ?? {};
  if (/^3(\.[01](\..*)?)?$/.test(asText(openapi))) return 'openapi';
  if (/^2(\.0)?$/.test(asText(swagger))) return 'swagger';
  const [key, version] = openapi === undefined ? ['swagger', swagger] : ['openapi', openapi];
  if (version === undefined || (typeof version === 'object' && version !== null)) return undefined;
  const reason = `${key} ${String(version)} cannot be imported, only OpenAPI 3.0 and 3.1 and Swagger 2.0.`;
  throw new DescriptionError(path, reason, file.lineOf([key]));
}

function noDescription({ path, value }: DescriptionFile): DescriptionError {
  const members = asObject(value) ?? {};
  if (Array.isArray(members.requests) && (members.order !== undefined || members.folders !== undefined)) {
    return new DescriptionError(
      path,
      'it is a Postman collection of version 1. Export it again as "Collection v2.1".',
      1,
    );
  }
  const what =
    members.asyncapi === undefined
      ? 'it is no OpenAPI or Swagger file and no Postman collection'
      : 'it is an AsyncAPI file';
  const instead =
    'It would begin with "openapi": "3.1.0", "swagger": "2.0", or have an "info" with the schema of Postman.';
  return new DescriptionError(path, `${what}. ${instead}`, 1);
}

async function read(
  kind: Kind,
  file: DescriptionFile,
  reader: FileReader,
  warn: (problem: DescriptionError) => void,
): Promise<ForeignDescription> {
  if (kind === 'postman') return readPostman(file);
  const resolved = await resolveReferences(file, reader, warn);
  return readOpenApi(kind === 'swagger' ? fromSwagger2(resolved) : resolved, file);
}

/** Checked by the schema of our own documents: nothing that a file holds may break what trusts them. */
function compile({ documents, names, server }: ForeignApi, { path }: DescriptionFile): Omit<ImportedApi, 'path'> {
  const [first, ...others] = documents.map((document) => {
    const parsed = apiDocument.safeParse(document);
    if (parsed.success) return compileApi(parsed.data);
    const [issue] = parsed.error.issues;
    throw new DescriptionError(path, `${issue?.path.map(String).join(' > ')}: ${issue?.message}.`);
  });
  if (!first) throw new DescriptionError(path, 'it has no operation.');
  const all = [first, ...others];
  const operations = all.flatMap(({ entry }) => entry.operations);
  const places = new Map(names.map((name, i) => [name, i]));
  const placeOf = ({ name }: OperationEntry): number => places.get(name) ?? names.length;
  return {
    entry: {
      ...first.entry,
      own: { source: path, ...(server === undefined ? {} : { server }) },
      operations: others.length === 0 ? operations : operations.sort((a, b) => placeOf(a) - placeOf(b)),
    },
    file: {
      ...first.file,
      operations: Object.fromEntries(all.flatMap(({ file }) => Object.entries(file.operations))),
    },
  };
}
