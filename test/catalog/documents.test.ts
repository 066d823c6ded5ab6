import assert from 'node:assert/strict';
import { validate } from '@readme/openapi-parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { compileCatalog } from '../../src/catalog/compile.js';
import { type ApiDocument, apiDocument } from '../../src/catalog/document.js';
import type { Schema } from '../../src/catalog/model.js';
import { documentFiles, operationsOf, readDocument, resolveDocument } from './documentReader.js';
import { alternatives, xmlOf } from './readXml.js';

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

/** Schemas of one document, each compiled once however many bodies refer to it. */
class SchemaChecker {
  readonly #ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });

  /** @param components of the document, with their `$ref`s as they are written */
  constructor(components: unknown) {
    addFormats.default(this.#ajv);
    this.#ajv.addVocabulary(['xml', 'example', 'components', 'discriminator', 'externalDocs']);
    for (const format of ['int32', 'int64', 'float', 'double', 'binary', 'byte', 'password']) {
      if (!this.#ajv.formats[format]) this.#ajv.addFormat(format, true);
    }
    this.#ajv.addSchema({ $id: 'document:/', components });
  }

  /** @throws {Error} when the schema has a keyword that nobody knows, such as one made by a comma in a YAML flow mapping */
  mismatches(value: unknown, schema: Schema): string[] {
    const fits = this.#ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document:/#/')));
    fits(value);
    return (fits.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  }
}

type XmlNode = Readonly<Record<string, unknown>>;

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
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

describe('the documents of the catalogue', () => {
  it('compile into one catalogue', () => {
    assert.ok(documentFiles.length > 0);
    assert.equal(
      compileCatalog(new Map(documentFiles.map((file) => [file, readDocument(file)]))).files.size,
      documentFiles.length,
    );
  });

  for (const file of documentFiles) {
    const id = file.slice(0, -'.yaml'.length);

    describe(id, () => {
      it('is valid OpenAPI 3.1', async () => {
        assert.deepEqual(await validate(readDocument(file)), { valid: true, warnings: [], specification: 'OpenAPI' });
      });

      it('is named after its id and points at its public page', () => {
        const { info, externalDocs, 'x-concur': own } = apiDocument.parse(readDocument(file));
        assert.equal(own.id, id);
        assert.match(externalDocs?.url ?? '', /^https:\/\/developer\.concur\.com\/.+\.html$/);
        assert.ok(info.summary);
      });

      it('says of every operation and parameter what it is', async () => {
        const operations = operationsOf(await resolveDocument(file));
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

      it('has sound schemas and examples that fit them', () => {
        const document = apiDocument.parse(readDocument(file));
        const checker = new SchemaChecker(document.components);
        const parameters = operationsOf(document).flatMap((found) =>
          found.parameters.map(({ name, schema, example }) => ({ where: `${found.where} ${name}`, schema, example })),
        );
        const shared = Object.entries(document.components?.parameters ?? {}).map(([where, { schema, example }]) => ({
          where,
          schema,
          example,
        }));
        const schemas = Object.entries(document.components?.schemas ?? {}).flatMap(([where, schema]) =>
          ((schema.examples as unknown[] | undefined) ?? [undefined]).map((example) => ({ where, schema, example })),
        );
        const bodies = bodiesOf(document).map((body) =>
          body.mediaType.endsWith('xml') ? { ...body, example: undefined } : body,
        );
        for (const { where, schema = {}, example } of [...parameters, ...shared, ...schemas, ...bodies]) {
          const wrong = checker.mismatches(example ?? {}, schema);
          if (example !== undefined) assert.deepEqual(wrong, [], where);
        }
      });

      it('has XML examples of elements that their schemas know', async () => {
        const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });
        for (const { where, mediaType, schema, example } of bodiesOf(await resolveDocument(file))) {
          if (!mediaType.endsWith('xml') || example === undefined) continue;
          assert.equal(XMLValidator.validate(String(example)), true, where);
          const [root] = parser.parse(String(example)) as [XmlNode];
          const match = alternatives(schema).find((choice) => xmlOf(choice).name === nameOf(root));
          assert.ok(match, `${where} has a schema for <${nameOf(root)}>`);
          assert.equal((root[':@'] as XmlNode | undefined)?.xmlns, xmlOf(match).namespace, where);
          assert.deepEqual(strangeElements(root, match, nameOf(root)), [], where);
        }
      });

      it('gives every request with a body of text an example', () => {
        for (const { where, mediaType, example } of bodiesOf(apiDocument.parse(readDocument(file)))) {
          const isText = !/^(image\/|application\/(pdf|octet-stream))/.test(mediaType);
          if (isText && where.includes(' request ')) assert.ok(example !== undefined, where);
        }
      });
    });
  }
});
