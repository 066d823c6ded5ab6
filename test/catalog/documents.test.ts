import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dereference, validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parse } from 'yaml';
import { compileCatalog } from '../../src/catalog/compile.js';
import {
  type ApiDocument,
  apiDocument,
  type OperationDocument,
  type ParameterDocument,
} from '../../src/catalog/document.js';
import type { Schema } from '../../src/catalog/model.js';

const apis = new URL('../../src/catalog/apis/', import.meta.url);
/** The facts that the documents were written from; not part of the repository. */
const facts = new URL('../../../shared/concur/facts/', import.meta.url);
const files = readdirSync(apis).filter((file) => file.endsWith('.yaml'));

type OpenApi = Parameters<typeof dereference>[0];

/** One file as the YAML parser sees it; a fresh copy each time, for the OpenAPI parser changes what it is given. */
function read(file: string): Exclude<OpenApi, string> {
  return parse(readFileSync(new URL(file, apis), 'utf8'));
}

/** One file with every `$ref` replaced by what it names. */
async function resolve(file: string): Promise<ApiDocument> {
  return apiDocument.parse(await dereference(read(file)));
}

/** The facts of an API, filled up with what only documents have (summaries, our own notes). */
async function resolveFacts(source: URL, document: ApiDocument): Promise<ApiDocument> {
  const raw = JSON.parse(readFileSync(source, 'utf8'), (_key, value) =>
    value?.operationId ? { summary: value.operationId, ...value } : value,
  );
  return apiDocument.parse({ ...document, paths: (await dereference(raw)).paths });
}

interface Found {
  /** e.g. `GET /api/v3.0/expense/reports` */
  readonly where: string;
  readonly operation: OperationDocument;
  readonly parameters: readonly ParameterDocument[];
}

function operationsOf(document: ApiDocument): Found[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const).flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].flatMap((parameter) =>
        'name' in parameter ? [parameter] : [],
      );
      return [{ where: `${method.toUpperCase()} ${path}`, operation, parameters }];
    }),
  );
}

interface Body {
  readonly where: string;
  readonly mediaType: string;
  readonly schema: Schema;
  readonly example: unknown;
}

/** Every request and response body of a resolved document that has a schema. */
function bodiesOf(document: ApiDocument): Body[] {
  return operationsOf(document).flatMap(({ where, operation }) => {
    const contents = [
      { at: `${where} request`, content: operation.requestBody?.content },
      ...Object.entries(operation.responses).map(([status, response]) => ({
        at: `${where} ${status}`,
        content: 'content' in response ? response.content : undefined,
      })),
    ];
    return contents.flatMap(({ at, content }) =>
      Object.entries(content ?? {}).flatMap(([mediaType, { schema, example }]) =>
        schema ? [{ where: `${at} ${mediaType}`, mediaType, schema, example }] : [],
      ),
    );
  });
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
addFormats.default(ajv);
ajv.addVocabulary(['xml']);

/** @throws {Error} when the schema has a keyword that nobody knows, such as one made by a comma in a YAML flow mapping */
function mismatches(value: unknown, schema: Schema): string[] {
  const fits = ajv.compile(schema);
  fits(value);
  return (fits.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Schemas that may stand for this one: itself, or its alternatives other than null. */
function alternatives(schema: Schema): Schema[] {
  const choices = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? (list as Schema[]) : []));
  return choices.length > 0 ? choices.filter((choice) => choice.type !== 'null') : [schema];
}

type XmlNode = Readonly<Record<string, unknown>>;

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function xmlOf(schema: Schema): { readonly name?: string; readonly namespace?: string; readonly wrapped?: boolean } {
  return (schema.xml as object | undefined) ?? {};
}

/** Paths of the elements below this one that its schema does not know. */
function strangeElements(node: XmlNode, schema: Schema, path: string): string[] {
  return (node[nameOf(node)] as XmlNode[]).flatMap((child) => {
    const name = nameOf(child);
    if (name === '#text') return [];
    const property = schema.properties?.[name];
    const unwrapped = property?.type === 'array' && !xmlOf(property).wrapped ? property.items : property;
    const known = schema.items && xmlOf(schema.items).name === name ? schema.items : unwrapped;
    return known ? strangeElements(child, known, `${path}/${name}`) : [`${path}/${name}`];
  });
}

/** What the facts have and a document lacks, in properties, what is required, enums and lengths. Facts show a list as one of its items. */
function lacking(fact: Schema, schema: Schema, path: string): string[] {
  if (schema.type === 'array' && fact.type !== 'array' && schema.items) return lacking(fact, schema.items, path);
  const [ours = schema] = alternatives(schema);
  const keywords = (['enum', 'maxLength', 'required'] as const).flatMap((keyword) => {
    const [theirs, own] = [fact[keyword], ours[keyword]].map((value) =>
      JSON.stringify(Array.isArray(value) ? value.toSorted() : value),
    );
    return theirs === undefined || theirs === own ? [] : [`${path}: ${keyword} ${own} instead of ${theirs}`];
  });
  const items = fact.items ? lacking(fact.items, ours.items ?? {}, `${path}[]`) : [];
  const properties = Object.entries(fact.properties ?? {}).flatMap(([name, property]) => {
    const counterpart = ours.properties?.[name];
    return counterpart ? lacking(property, counterpart, `${path}.${name}`) : [`${path}.${name}: missing`];
  });
  return [...keywords, ...items, ...properties];
}

function bodyOf({ operation }: Found, part: 'request' | 'answer'): Schema {
  const holder = part === 'request' ? operation.requestBody : operation.responses['200'];
  return (holder && 'content' in holder ? holder.content?.['application/json']?.schema : undefined) ?? {};
}

function lackingOperation(fact: Found, ours: Found | undefined): string[] {
  if (!ours) return [`${fact.where}: missing`];
  const parameters = fact.parameters.flatMap((parameter) => {
    const at = `${fact.where} ${parameter.in} ${parameter.name}`;
    const match = ours.parameters.find(({ name, in: place }) => name === parameter.name && place === parameter.in);
    if (!match) return [`${at}: missing`];
    const required = (match.required ?? false) === (parameter.required ?? false) ? [] : [`${at}: required differs`];
    return [...required, ...lacking(parameter.schema ?? {}, match.schema ?? {}, at)];
  });
  const bodies = (['request', 'answer'] as const).flatMap((part) =>
    lacking(bodyOf(fact, part), bodyOf(ours, part), `${fact.where} ${part}`),
  );
  return [...parameters, ...bodies];
}

describe('the documents of the catalogue', () => {
  it('compile into one catalogue', () => {
    assert.ok(files.length > 0);
    assert.equal(compileCatalog(new Map(files.map((file) => [file, read(file)]))).apis.size, files.length);
  });

  for (const file of files) {
    const id = file.slice(0, -'.yaml'.length);
    const source = new URL(`${id}.json`, facts);

    describe(id, () => {
      it('is valid OpenAPI 3.1', async () => {
        assert.deepEqual(await validate(read(file)), { valid: true, warnings: [], specification: 'OpenAPI' });
      });

      it('is named after its id and points at its public page', () => {
        const { info, externalDocs, 'x-concur': own } = apiDocument.parse(read(file));
        assert.equal(own.id, id);
        assert.match(externalDocs.url, /^https:\/\/developer\.concur\.com\/.+\.html$/);
        assert.ok(info.summary);
      });

      it('says of every operation and parameter what it is', async () => {
        const operations = operationsOf(await resolve(file));
        for (const { where, operation, parameters } of operations) {
          assert.ok(operation.summary, `${where} has a summary`);
          assert.ok(operation.description, `${where} has a description`);
          assert.equal(operation.tags.length, 1, `${where} has one tag`);
          assert.ok(operation['x-concur-scopes'], `${where} states its scopes`);
          for (const { name, description, schema } of parameters) {
            assert.ok(description, `${where} describes ${name}`);
            assert.ok(schema, `${where} has a schema for ${name}`);
          }
        }
        assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
      });

      it('has sound schemas and examples that fit them', async () => {
        const document = await resolve(file);
        const parameters = operationsOf(document).flatMap((found) =>
          found.parameters.map(({ name, schema, example }) => ({ where: `${found.where} ${name}`, schema, example })),
        );
        const schemas = Object.entries(document.components?.schemas ?? {}).flatMap(([where, schema]) =>
          ((schema.examples as unknown[] | undefined) ?? []).map((example) => ({ where, schema, example })),
        );
        const bodies = bodiesOf(document).map((body) =>
          body.mediaType.endsWith('xml') ? { ...body, example: undefined } : body,
        );
        for (const { where, schema = {}, example } of [...parameters, ...schemas, ...bodies]) {
          const wrong = mismatches(example ?? {}, schema);
          if (example !== undefined) assert.deepEqual(wrong, [], where);
        }
      });

      it('has XML examples of elements that their schemas know', async () => {
        const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });
        for (const { where, mediaType, schema, example } of bodiesOf(await resolve(file))) {
          if (!mediaType.endsWith('xml') || example === undefined) continue;
          assert.equal(XMLValidator.validate(String(example)), true, where);
          const [root] = parser.parse(String(example)) as [XmlNode];
          const match = alternatives(schema).find((choice) => xmlOf(choice).name === nameOf(root));
          assert.ok(match, `${where} has a schema for <${nameOf(root)}>`);
          assert.equal((root[':@'] as XmlNode | undefined)?.xmlns, xmlOf(match).namespace, where);
          assert.deepEqual(strangeElements(root, match, nameOf(root)), [], where);
        }
      });

      it('gives every request with a body an example', async () => {
        for (const { where, example } of bodiesOf(await resolve(file))) {
          if (where.includes(' request ')) assert.ok(example !== undefined, where);
        }
      });

      if (existsSync(facts) && !existsSync(source)) return;
      it('has every operation, parameter, property and enum of the facts', async function () {
        if (!existsSync(facts)) this.skip();
        const document = await resolve(file);
        const ours = operationsOf(document);
        const known = operationsOf(await resolveFacts(source, document));
        assert.ok(known.length > 0);
        const missing = known.flatMap((fact) =>
          lackingOperation(
            fact,
            ours.find(({ where }) => where === fact.where),
          ),
        );
        assert.deepEqual(missing, []);
      });
    });
  }
});
