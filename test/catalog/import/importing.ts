import assert from 'node:assert/strict';
import path from 'node:path';
import { Catalog } from '../../../src/catalog/catalog.js';
import type { DescriptionError } from '../../../src/catalog/import/descriptionError.js';
import type { DescriptionFiles } from '../../../src/catalog/import/descriptionFile.js';
import { type ImportResult, importDescriptions } from '../../../src/catalog/import/importDescription.js';
import type { ImportedApi } from '../../../src/catalog/import/importedApi.js';
import type { Operation } from '../../../src/catalog/model.js';

/** Files by path; objects are written as JSON. */
export type Texts = Readonly<Record<string, string | object>>;

/** Files that are nowhere but here. A path that others lie below is a folder. */
export function filesOf(texts: Texts): DescriptionFiles {
  const names = Object.keys(texts);
  return {
    read: async (name) => {
      const text = textOf(texts, name);
      if (text === undefined) throw new Error(`ENOENT: ${name}`);
      return text;
    },
    list: async (folder) => {
      const below = names.filter((name) => name.startsWith(`${folder}/`));
      return below.length === 0 ? undefined : below.sort();
    },
    resolve: (from, reference) => path.posix.join(path.posix.dirname(from), reference),
  };
}

function textOf(texts: Texts, name: string): string | undefined {
  const text = Object.hasOwn(texts, name) ? texts[name] : undefined;
  return typeof text === 'object' ? JSON.stringify(text, undefined, 2) : text;
}

/** What comes of importing one of these files. @param source the first where it is not given */
export function importFirst(texts: Texts, source = Object.keys(texts)[0] ?? ''): Promise<ImportResult> {
  return importDescriptions(source, filesOf(texts));
}

/** The one API that a description makes, nothing being wrong with it. @param others files that it refers to */
export async function importOne(description: string | object, others: Texts = {}): Promise<ImportedApi> {
  const { apis, problems, warnings } = await importFirst({ 'api.json': description, ...others });
  assert.deepEqual(
    [...problems, ...warnings].map(({ message }) => message),
    [],
  );
  const [api] = apis;
  assert.ok(api && apis.length === 1, `${apis.length} APIs`);
  return api;
}

/** The first operation of a description as the catalogue gives it: schemas can be read alone. */
export async function importOperation(description: string | object, others: Texts = {}): Promise<Operation> {
  return firstOperation(await importOne(description, others));
}

/** The first operation of an API as the catalogue gives it. */
export function firstOperation({ entry, file }: ImportedApi): Promise<Operation> {
  const own = { entries: async () => [entry], file: async () => file };
  return new Catalog(async () => '[]', own).operation(entry.operations[0]?.id ?? '');
}

/**
 * Why a file cannot be imported, and the text of the line that is at fault, e.g. `reason <line>`.
 * @param others files that it refers to
 */
export async function problemOf(description: string | object, others: Texts = {}): Promise<string | undefined> {
  const texts = { 'api.json': description, ...others };
  const { apis, problems } = await importFirst(texts);
  assert.equal(apis.length, 0);
  assert.equal(problems.length, 1);
  return problems.map((problem) => tell(problem, texts))[0];
}

/** What is wrong in files that are imported all the same, told like {@link problemOf}. */
export async function warningsOf(description: string | object, others: Texts = {}): Promise<readonly string[]> {
  const texts = { 'api.json': description, ...others };
  const { problems, warnings } = await importFirst(texts);
  assert.deepEqual(problems, []);
  return warnings.map((warning) => tell(warning, texts));
}

function tell({ file, line, reason, message }: DescriptionError, texts: Texts): string {
  assert.equal(message, `${file.split('/').pop()}${line === undefined ? '' : `, line ${line}`}: ${reason}`);
  const text = line === undefined ? undefined : textOf(texts, file)?.split('\n')[line - 1];
  return `${reason} <${text === undefined ? file : text.trim()}>`;
}

/** An OpenAPI 3.1 description whose server is the geolocation. */
export function anOpenApi(paths: object, extra: object = {}): object {
  return { openapi: '3.1.0', info: { title: 'Kiosk', version: '1.0' }, paths, ...extra };
}

/** An OpenAPI description of `GET /things`. */
export function aGet(operation: object, extra: object = {}): object {
  return anOpenApi({ '/things': { get: { responses: {}, ...operation } } }, extra);
}

/** An OpenAPI description whose one answer has this schema. */
export function anAnswer(schema: unknown, extra: object = {}): object {
  return aGet({ responses: { 200: { content: { 'application/json': { schema } } } } }, extra);
}

/** The schema of the answer 200 of the first operation. */
export async function answerSchema(description: string | object, others: Texts = {}): Promise<unknown> {
  return (await importOperation(description, others)).responses['200']?.content[0]?.schema;
}

/** A Swagger 2.0 description whose server is the geolocation. */
export function aSwagger(paths: object, extra: object = {}): object {
  return { swagger: '2.0', info: { title: 'Kiosk', version: '1.0' }, paths, ...extra };
}

/** A Swagger 2.0 description of `POST /things`. */
export function aSwaggerPost(operation: object, extra: object = {}): object {
  return aSwagger({ '/things': { post: { responses: {}, ...operation } } }, extra);
}

/** A Postman collection of version 2.1. */
export function aCollection(item: readonly object[], extra: object = {}): object {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return { info: { name: 'Kiosk', schema }, item, ...extra };
}

/** A collection of one request to the geolocation. */
export function aRequest(request: object, extra: object = {}): object {
  return aCollection([{ name: 'List things', request: { method: 'GET', url: '{{host}}/things', ...request } }], extra);
}
