import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type ApiDocument, apiDocument } from '../../src/catalog/document.js';
import type { Schema } from '../../src/catalog/model.js';
import {
  documentFiles,
  type FoundOperation,
  operationsOf,
  readDocument,
  resolveDocument,
  resolveReferences,
} from './documentReader.js';
import { alternatives } from './readXml.js';

/** What the documents were written from; not part of the repository, so these tests are skipped without it. */
const shared = new URL('../../../shared/concur/', import.meta.url);
const facts = new URL('facts/', shared);
const pages = new URL('pages.json', shared);

/** The facts of an API, filled up with what only documents have (summaries, our own notes). */
async function resolveFacts(source: URL, document: ApiDocument): Promise<ApiDocument> {
  const raw = JSON.parse(readFileSync(source, 'utf8'), (_key, value) =>
    value?.operationId ? { summary: value.operationId, ...value } : value,
  );
  const { paths } = (await resolveReferences(raw)) as { readonly paths: unknown };
  return apiDocument.parse({ ...document, paths });
}

const DEEPEST = 12; // schemas that hold themselves are compared no further

/** What the facts have and a document lacks, in properties, what is required, enums and lengths. Facts show a list as one of its items. */
function lacking(fact: Schema, schema: Schema, path: string, depth = 0): string[] {
  if (depth > DEEPEST || '$ref' in fact) return [];
  if (schema.type === 'array' && fact.type !== 'array' && schema.items)
    return lacking(fact, schema.items, path, depth + 1);
  const [ours = schema] = alternatives(schema);
  const [theirs = fact] = alternatives(fact);
  const keywords = (['enum', 'maxLength', 'required'] as const).flatMap((keyword) => {
    const [their, own] = [theirs[keyword], ours[keyword]].map((value) =>
      JSON.stringify(Array.isArray(value) ? value.toSorted() : value),
    );
    return their === undefined || their === own ? [] : [`${path}: ${keyword} ${own} instead of ${their}`];
  });
  const items = theirs.items ? lacking(theirs.items, ours.items ?? {}, `${path}[]`, depth + 1) : [];
  const properties = Object.entries(theirs.properties ?? {}).flatMap(([name, property]) => {
    const counterpart = ours.properties?.[name];
    return counterpart ? lacking(property, counterpart, `${path}.${name}`, depth + 1) : [`${path}.${name}: missing`];
  });
  return [...keywords, ...items, ...properties];
}

/** Bodies by what they belong to: `request application/json`, `200 application/json` and so on. */
function bodiesOf({ operation }: FoundOperation): Map<string, Schema> {
  const bodies = new Map<string, Schema>();
  const add = (
    part: string,
    content: Readonly<Record<string, { readonly schema?: Schema | undefined }>> = {},
  ): void => {
    for (const [mediaType, { schema }] of Object.entries(content))
      if (schema) bodies.set(`${part} ${mediaType}`, schema);
  };
  add('request', operation.requestBody?.content);
  for (const [status, response] of Object.entries(operation.responses)) {
    if (status.startsWith('2') && 'content' in response) add(status, response.content);
  }
  return bodies;
}

function lackingOperation(fact: FoundOperation, ours: FoundOperation | undefined): string[] {
  if (!ours) return [`${fact.where}: missing`];
  const parameters = fact.parameters.flatMap((parameter) => {
    const at = `${fact.where} ${parameter.in} ${parameter.name}`;
    const match = ours.parameters.find(({ name, in: place }) => name === parameter.name && place === parameter.in);
    if (!match) return [`${at}: missing`];
    const required = (match.required ?? false) === (parameter.required ?? false) ? [] : [`${at}: required differs`];
    return [...required, ...lacking(parameter.schema ?? {}, match.schema ?? {}, at)];
  });
  const own = bodiesOf(ours);
  const bodies = [...bodiesOf(fact)].flatMap(([part, schema]) => {
    const counterpart = own.get(part);
    return counterpart ? lacking(schema, counterpart, `${fact.where} ${part}`) : [`${fact.where} ${part}: missing`];
  });
  return [...parameters, ...bodies];
}

/**
 * Fails on every disagreement for which the document records no reason, and on every reason without a disagreement.
 * A reason covers what starts with its `at`.
 */
function assertReasons(document: ApiDocument, disagreements: readonly string[]): void {
  const reasons = document['x-concur'].differs ?? [];
  assert.deepEqual(
    disagreements.filter((text) => !reasons.some(({ at }) => text.startsWith(at))),
    [],
    'disagreements without a recorded reason',
  );
  assert.deepEqual(
    reasons.filter(({ at }) => !disagreements.some((text) => text.startsWith(at))).map(({ at }) => at),
    [],
    'reasons for disagreements that do not exist',
  );
}

describe('the catalogue holds the facts', function () {
  if (!existsSync(facts)) {
    it('which are not here to compare with', function () {
      this.skip();
    });
    return;
  }
  this.timeout(60_000);
  const names = readdirSync(facts)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));

  for (const id of names) {
    it(`of ${id}: every operation, parameter, property and enumeration`, async () => {
      const document = await resolveDocument(`${id}.yaml`);
      const ours = operationsOf(document);
      const known = operationsOf(await resolveFacts(new URL(`${id}.json`, facts), document));
      assert.ok(known.length > 0);
      const disagreements = known.flatMap((fact) =>
        lackingOperation(
          fact,
          ours.find(({ where }) => where === fact.where),
        ),
      );
      assertReasons(document, disagreements);
    });
  }

  interface Page {
    readonly api: string;
    readonly operations: readonly {
      readonly method: string;
      readonly path: string;
      readonly query?: readonly string[];
    }[];
  }
  /** Words of a note that stand among the parameters of a page. */
  const notParameters = new Set(['and', 'many', 'filters']);

  for (const page of JSON.parse(readFileSync(pages, 'utf8')) as Page[]) {
    const [id = ''] = page.api.split(' ');
    it(`of the page of ${id}: every operation and parameter`, async () => {
      const document = await resolveDocument(`${id}.yaml`);
      const ours = operationsOf(document);
      const disagreements = page.operations.flatMap(({ method, path, query = [] }) => {
        const match = ours.find(({ where }) => where === `${method} ${path}`);
        if (!match) return [`${method} ${path}: missing`];
        const names = new Set(match.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name));
        return query
          .filter((name) => !names.has(name) && !notParameters.has(name))
          .map((name) => `${method} ${path} query ${name}: missing`);
      });
      assertReasons(document, disagreements);
    });
  }

  it('and every document is among them', () => {
    const known = new Set([
      ...names,
      ...(JSON.parse(readFileSync(pages, 'utf8')) as Page[]).map(({ api }) => api.split(' ')[0]),
    ]);
    const strange = documentFiles.map((file) => file.slice(0, -'.yaml'.length)).filter((id) => !known.has(id));
    assert.deepEqual(strange, []);
  });

  it('and no document replaces another by one that does not exist', () => {
    const ids = new Set(documentFiles.map((file) => file.slice(0, -'.yaml'.length)));
    const broken = documentFiles.flatMap((file) => {
      const { replacedBy } = apiDocument.parse(readDocument(file))['x-concur'];
      return replacedBy === undefined || ids.has(replacedBy) ? [] : [`${file}: ${replacedBy}`];
    });
    assert.deepEqual(broken, []);
  });
});
