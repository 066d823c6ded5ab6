import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parse } from 'yaml';
import { Catalog } from '../../../src/catalog/catalog.js';
import type { ImportedApi } from '../../../src/catalog/import/importedApi.js';
import { sampleValues } from '../../../src/catalog/sample.js';
import { describeType, explainMismatch } from '../../../src/catalog/schema.js';
import { fixtures } from './fixtures.js';
import { importFirst, type Texts } from './importing.js';

/** Imports a text, which never fails but with sentences; what is imported can be used like any API. */
async function importAny(text: string, others: Texts = {}): Promise<void> {
  const { apis, problems, warnings, unread } = await importFirst({ ...others, 'a.yaml': text }, 'a.yaml');
  assert.equal(apis.length > 0, problems.length === 0);
  assert.equal(unread.length, problems.length);
  for (const { name, message, reason, line } of [...problems, ...warnings]) {
    assert.equal(name, 'DescriptionError');
    assert.match(message, /^[^/:]+: \S/);
    assert.match(reason, /[.!?]$/);
    assert.ok(line === undefined || line >= 1, message);
  }
  const ids = apis.flatMap(({ entry }) => entry.operations.map(({ id }) => id));
  assert.equal(new Set(ids).size, ids.length);
  for (const api of apis) await useApi(JSON.parse(JSON.stringify(api)));
}

/** Does with an API what the editor does, after it was stored. */
async function useApi({ entry, file }: ImportedApi): Promise<void> {
  const catalog = new Catalog(async () => '[]', { entries: async () => [entry], file: async () => file });
  for (const { id, path, title, resource } of entry.operations) {
    assert.ok(path.startsWith('/') && title !== '' && resource !== '', JSON.stringify({ path, title, resource }));
    const operation = await catalog.operation(id);
    sampleValues(operation);
    for (const { schema } of operation.parameters) {
      describeType(schema);
      explainMismatch('x', schema);
    }
  }
}

/** The words of all formats, and what stands in their place by mistake. */
const words = [
  ...new Set(Object.values(fixtures).flatMap((text) => text.match(/[\w$/{}.-]+/g) ?? [])),
  ...[
    '#',
    '#/',
    '#/paths',
    '#/components/schemas/Bike',
    'bikes/shared/schemas.yaml#/Bike',
    'gone.json#/a',
    'https://a.b/c#d',
  ],
  ...[
    'allOf',
    'not',
    'nullable',
    'exclusiveMinimum',
    'prefixItems',
    'graphql',
    'file',
    'disabled',
    '__proto__',
    'constructor',
  ],
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(...words),
  fc.constantFrom<unknown>(null, true, false, 0, -1.5, '', [], {}),
  fc.string(),
);
const junk = fc.oneof(
  leaf,
  fc.array(leaf, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom(...words),
    fc.oneof(leaf, fc.dictionary(fc.constantFrom(...words), leaf, { maxKeys: 3 })),
    { maxKeys: 4 },
  ),
);

/** What happens to one place of a description: something else stands there, nothing does, or what stands elsewhere. */
const accident = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'copy', 'rename'),
  from: fc.nat(),
  value: junk,
  name: fc.constantFrom(...words),
});
type Accident = typeof accident extends fc.Arbitrary<infer T> ? T : never;

type Container = Record<string, unknown>;

/** All places of a value: what holds them, and under which key. */
function placesIn(value: unknown): (readonly [Container, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Container;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...placesIn(holder[key])]);
}

function damage(value: unknown, { at, how, from, value: other, name }: Accident): void {
  const places = placesIn(value);
  const [holder, key] = places[at % Math.max(1, places.length)] ?? [];
  const [otherHolder, otherKey] = places[from % Math.max(1, places.length)] ?? [];
  if (!holder || key === undefined || !otherHolder || otherKey === undefined) return;
  if (how === 'replace') holder[key] = structuredClone(other);
  if (how === 'copy') holder[key] = structuredClone(otherHolder[otherKey]);
  if (how === 'rename') holder[name] = holder[key];
  if (how === 'remove' || how === 'rename') Reflect.deleteProperty(holder, key);
}

/** Descriptions to which one thing or another happened. */
function damaged(fixture: string): fc.Arbitrary<string> {
  return fc.array(accident, { minLength: 1, maxLength: 6 }).map((accidents) => {
    const value: unknown = parse(fixtures[fixture] ?? '');
    for (const one of accidents) damage(value, one);
    return JSON.stringify(value, undefined, 1);
  });
}

describe('whatever is imported', () => {
  it('fails with a sentence when it is any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), (text) => importAny(text)),
      { numRuns: 150 },
    );
  });

  it('fails with a sentence when it is made of what YAML is made of', async () => {
    const pieces = fc.constantFrom(
      'openapi: 3.1.0\n',
      'swagger: "2.0"\n',
      'paths:\n',
      '  /a:\n',
      '    get:\n',
      '      responses: {}\n',
      '      parameters:\n',
      '- ',
      '&a ',
      '*a',
      '? ',
      ': ',
      '<<: ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|\n',
      '>\n',
      '#',
      '!!map ',
      '---\n',
      '...\n',
      '\t',
      '  ',
      '\n',
      '\r\n',
      '\uFEFF',
      '$ref: "#/"\n',
      '\u0000',
      '😀',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
        (text) => importAny(text),
      ),
      { numRuns: 200 },
    );
  });

  it('fails with a sentence when it is any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), (text) => importAny(text)),
      { numRuns: 50 },
    );
  });

  it('fails with a sentence when it is any object with a version of OpenAPI', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), (object) =>
        importAny(JSON.stringify({ ...object, openapi: '3.0.0' })),
      ),
      { numRuns: 50 },
    );
  });

  for (const fixture of ['bikes/bikes.openapi.yaml', 'cafeteria.swagger.json', 'parking.postman_collection.json']) {
    it(`can be used, or fails with a sentence, when it is ${fixture} with some accidents`, async () => {
      const others = Object.fromEntries(
        Object.entries(fixtures).map(([path, text]) => [path.replace(/^bikes\//, ''), text]),
      );
      await fc.assert(
        fc.asyncProperty(damaged(fixture), (text) => importAny(text, others)),
        { numRuns: 80 },
      );
    });
  }

  it('can be used, or fails with a sentence, when a file that it refers to had some accidents', async () => {
    const main = (fixtures['bikes/bikes.openapi.yaml'] ?? '').replaceAll('shared/', 'bikes/shared/');
    const files = fc.constantFrom(...Object.keys(fixtures).filter((path) => path.startsWith('bikes/shared/')));
    await fc.assert(
      fc.asyncProperty(
        files.chain((path) => damaged(path).map((text) => [path, text] as const)),
        ([path, text]) => importAny(main, { ...fixtures, [path]: text }),
      ),
      { numRuns: 60 },
    );
  });
});
