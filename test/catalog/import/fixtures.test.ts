import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Catalog } from '../../../src/catalog/catalog.js';
import { type ImportResult, importDescriptions } from '../../../src/catalog/import/importDescription.js';
import type { ApiEntry, Operation, Schema } from '../../../src/catalog/model.js';
import { sampleValues } from '../../../src/catalog/sample.js';
import { OperationSearch } from '../../../src/catalog/search.js';
import { assembleRequest } from '../../../src/http/assemble.js';
import { fixtures } from './fixtures.js';
import { filesOf } from './importing.js';

const GEOLOCATION = 'https://us2.api.concursolutions.com';

/** Imports a description that people might have, and puts it into a catalogue of its own. */
async function importFixture(source: string): Promise<ImportResult & { readonly catalog: Catalog }> {
  const result = await importDescriptions(source, filesOf(fixtures));
  const own = {
    entries: async () => result.apis.map(({ entry }) => entry),
    file: async (id: string) => result.apis.find(({ entry }) => entry.id === id)?.file,
  };
  return { ...result, catalog: new Catalog(async () => '[]', own) };
}

function outline(apis: readonly ApiEntry[]): readonly string[] {
  return apis.flatMap(({ title, own, operations }) => [
    `${title} at ${own?.server ?? 'Concur'}`,
    ...operations.map(({ method, path, resource, title: what }) => `  ${method} ${path} (${resource}: ${what})`),
  ]);
}

describe('a description in OpenAPI 3.1 over several files', () => {
  let bikes: Awaited<ReturnType<typeof importFixture>>;
  before(async () => {
    bikes = await importFixture('bikes/bikes.openapi.yaml');
  });

  it('becomes an API per server, with all operations and nothing to complain about', () => {
    assert.deepEqual([...bikes.problems, ...bikes.warnings], []);
    assert.deepEqual(outline(bikes.apis.map(({ entry }) => entry)), [
      'Bike Lending at https://eu.bikes.example.com',
      '  GET /live/v2/bikes (Bikes: List bikes)',
      '  POST /live/v2/bikes (Bikes: Add a bike)',
      '  PUT /live/v2/bikes/{bikeId}/picture (Bikes: Replaces the picture of a bike)',
      '  GET /live/v2/loans/{loanId} (Loans: Get a loan)',
      '  DELETE /live/v2/loans/{loanId} (Loans: End a loan)',
      'Bike Lending (status.example.com) at https://status.example.com',
      '  GET /status (Bike Lending: Tell whether lending is open)',
    ]);
  });

  it('keeps parameters of path and operation', async () => {
    const { parameters } = await bikes.catalog.operation('own-bike-lending-v2.10/listBikes');
    assert.deepEqual(parameters, [
      {
        name: 'site',
        in: 'query',
        required: false,
        description: 'Where the bikes stand',
        schema: { type: 'string', pattern: '^[A-Z]{3}$', examples: ['BER'] },
      },
      {
        name: 'limit',
        in: 'query',
        required: false,
        description: '',
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 25 },
      },
      {
        name: 'kind',
        in: 'query',
        required: false,
        description: '',
        schema: { type: 'array', items: { enum: ['city', 'cargo', 'folding'] }, default: ['city'] },
        explode: false,
      },
    ]);
  });

  it('keeps schemas that hold each other, one each, where an API needs them', () => {
    assert.deepEqual(
      bikes.apis.map(({ file }) => Object.keys(file.schemas).sort()),
      [['Bike', 'BikePage', 'Part', 'Person'], []],
    );
  });

  it('keeps scopes', () => {
    assert.deepEqual(
      bikes.apis[0]?.entry.operations.map(({ scopes }) => scopes.join()),
      ['bikes.read', 'bikes.write,bikes.read', 'bikes.read', 'bikes.read', 'bikes.read'],
    );
  });
});

describe('a description in Swagger 2.0', () => {
  let cafeteria: Awaited<ReturnType<typeof importFixture>>;
  before(async () => {
    cafeteria = await importFixture('cafeteria.swagger.json');
  });
  const read = (name: string): Promise<Operation> => cafeteria.catalog.operation(`own-cafeteria-v1.1/${name}`);

  it('becomes an API with all operations and nothing to complain about', () => {
    assert.deepEqual([...cafeteria.problems, ...cafeteria.warnings], []);
    assert.deepEqual(outline(cafeteria.apis.map(({ entry }) => entry)), [
      'Cafeteria at Concur',
      '  GET /cafeteria/v1/menus (Menus: List menus)',
      '  POST /cafeteria/v1/orders (Orders: Place an order)',
      '  GET /cafeteria/v1/orders/{orderId}/receipt (Orders: Get cafeteria v1 orders order id receipt)',
      '  POST /cafeteria/v1/orders/{orderId}/receipt (Orders: Upload receipt)',
    ]);
  });

  it('keeps parameters with choices, defaults, formats and examples', async () => {
    const { parameters, needsToken, scopes } = await read('listMenus');
    assert.deepEqual(parameters, [
      {
        name: 'day',
        in: 'query',
        required: true,
        description: 'Day of the menu',
        schema: { type: 'string', format: 'date' },
        example: '2026-11-24',
      },
      {
        name: 'diet',
        in: 'query',
        required: false,
        description: '',
        schema: { type: 'array', items: { type: 'string', enum: ['vegan', 'halal', 'any'] }, default: ['any'] },
      },
      {
        name: 'Accept-Language',
        in: 'header',
        required: false,
        description: '',
        schema: { type: 'string', maxLength: 5 },
      },
    ]);
    assert.deepEqual([needsToken, scopes], [true, ['cafeteria.read']]);
  });

  it('keeps bodies and answers with all that their schemas say', async () => {
    const { requestBody, responses } = await read('placeOrder');
    const dish: Schema = {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string', example: 'Lentil soup' },
        price: { type: 'number', exclusiveMinimum: 0 },
        sides: { type: 'array', items: { $ref: '#/$defs/Dish' } },
        note: { type: ['string', 'null'] },
      },
    };
    const order: Schema = {
      type: 'object',
      required: ['dishes'],
      properties: {
        id: { type: 'integer', format: 'int64', readOnly: true },
        dishes: { type: 'array', minItems: 1, items: dish },
        for: { type: 'string', format: 'date' },
      },
      $defs: { Dish: dish },
    };
    assert.deepEqual(requestBody, { required: true, content: [{ mediaType: 'application/json', schema: order }] });
    const types = ['application/json', 'application/xml'];
    assert.deepEqual(
      responses['201']?.content,
      types.map((mediaType) => ({ mediaType, schema: order })),
    );
    assert.deepEqual(responses['400']?.content[0]?.example, { code: 'closed' });
  });

  it('keeps files, in bodies and answers', async () => {
    const [upload, download] = await Promise.all([
      read('uploadReceipt'),
      read('get_cafeteria_v1_orders_orderId_receipt'),
    ]);
    assert.deepEqual(upload.requestBody?.content, [
      {
        mediaType: 'multipart/form-data',
        schema: {
          type: 'object',
          required: ['file'],
          properties: {
            file: { type: 'string', format: 'binary', description: 'PDF or image' },
            kind: { type: 'string', enum: ['paper', 'digital'], default: 'paper' },
          },
        },
      },
    ]);
    assert.deepEqual(download.responses['200']?.content, [
      { mediaType: 'application/pdf', schema: { type: 'string', format: 'binary' } },
    ]);
  });
});

describe('a Postman collection', () => {
  it('becomes an API with all requests in their order and nothing to complain about', async () => {
    const { apis, problems, warnings } = await importFixture('parking.postman_collection.json');
    assert.deepEqual([...problems, ...warnings], []);
    assert.deepEqual(outline(apis.map(({ entry }) => entry)), [
      'Parking at Concur',
      '  POST /oauth2/v0/token (Parking: Get a token)',
      '  GET /parking/v3/lots (Lots: List lots)',
      '  POST /parking/v3/lots/{lot_id}/spots/{spot}/bookings (Lots > Spots: Book a spot)',
      '  POST /parking/v3/lots/{lot_id}/spots/{spot}/bookings (Lots > Spots: Book for a guest)',
      '  PUT /parking/v3/lots/{lot_id}/plan (Parking: Upload a plan)',
    ]);
    assert.ok(!JSON.stringify(apis).includes('not-to-be-kept'));
  });
});

describe('imported APIs behave like built-in ones', () => {
  const ajv = new Ajv2020({ strict: false, logger: false });
  addFormats.default(ajv);
  for (const source of ['bikes/bikes.openapi.yaml', 'cafeteria.swagger.json', 'parking.postman_collection.json']) {
    it(`when requests are made from ${source}`, async () => {
      const { catalog, apis } = await importFixture(source);
      for (const { entry } of apis) {
        for (const { id } of entry.operations) {
          const operation = await catalog.operation(id);
          const { method, url } = assembleRequest(operation, sampleValues(operation), GEOLOCATION);
          assert.ok(url.startsWith(`${entry.own?.server ?? GEOLOCATION}/`), url);
          const [best] = (await catalog.paths()).find(method, new URL(url).pathname, new URL(url).origin);
          assert.equal(best?.operation.path, operation.path);
          const answers = Object.values(operation.responses).flatMap(({ content }) => content);
          for (const { schema } of [...answers, ...operation.parameters, ...(operation.requestBody?.content ?? [])]) {
            ajv.compile(schema);
          }
        }
      }
    });
  }

  it('when they are searched', async () => {
    const { catalog } = await importFixture('cafeteria.swagger.json');
    const [first] = new OperationSearch(await catalog.apis()).search('place order');
    assert.equal(first?.operation.name, 'placeOrder');
  });

  it('when a whole folder is imported, the files that others refer to being passed over', async () => {
    const texts = Object.fromEntries(Object.entries(fixtures).map(([path, text]) => [`all/${path}`, text]));
    const { apis, problems } = await importDescriptions('all', filesOf(texts));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      apis.map(({ entry, path }) => [entry.id, path]),
      [
        ['own-bike-lending-v2.10', 'all/bikes/bikes.openapi.yaml'],
        ['own-bike-lending-v2.10-2', 'all/bikes/bikes.openapi.yaml'],
        ['own-cafeteria-v1.1', 'all/cafeteria.swagger.json'],
        ['own-parking-v3', 'all/parking.postman_collection.json'],
      ],
    );
  });
});
