import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { openSandbox, type Session } from './session.js';

interface ApiDocument {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
}

async function readApi(id: string): Promise<ApiDocument> {
  const file = new URL(`../../src/catalog/apis/${id}.yaml`, import.meta.url);
  return parse(await readFile(file, 'utf8')) as ApiDocument;
}

describe('answers of the sandbox', () => {
  let session: Session;
  before(async () => {
    session = await (await openSandbox()).signIn();
  });
  after(() => session.sandbox.close());

  for (const [what, api, schema, path] of [
    ['reports', 'expense-reports-v3', 'ReportCollection', '/api/v3.0/expense/reports?user=ALL&limit=100'],
    ['a report', 'expense-reports-v3', 'ReportGet', '/api/v3.0/expense/reports/5F2C9A7D41E84B0C9D36'],
    ['entries', 'expense-entries-v3', 'EntryCollection', '/api/v3.0/expense/entries?user=ALL&limit=100'],
    ['entries of drives', 'expense-entries-v3', 'EntryCollection', '/api/v3.0/expense/entries?expenseTypeCode=MILEG'],
    ['an entry', 'expense-entries-v3', 'EntryGet', '/api/v3.0/expense/entries/gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA'],
    ['a failure', 'expense-reports-v3', 'Fault', '/api/v3.0/expense/reports/unknown'],
  ] as const) {
    it(`keep to the catalogue for ${what}`, async () => {
      const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
      const validate = ajv.addSchema(await readApi(api), 'api').compile({ $ref: `api#/components/schemas/${schema}` });
      const body = (await session.get(path)).json();
      assert.ok(validate(body), ajv.errorsText(validate.errors));
    });
  }

  it('hold every field that the catalogue knows', async () => {
    for (const [api, schema, path] of [
      ['expense-reports-v3', 'ReportGet', '/api/v3.0/expense/reports/5F2C9A7D41E84B0C9D36'],
      ['expense-entries-v3', 'EntryGet', '/api/v3.0/expense/entries/gWr7$pQm3sKx2LwT9vBnZ4hJ8dC5yF1oA'],
    ] as const) {
      const known = Object.keys((await readApi(api)).components.schemas[schema]?.properties ?? {});
      const body = (await session.get(path)).json();
      assert.ok(known.length > 50);
      assert.deepEqual(
        known.filter((field) => !(field in body)),
        [],
      );
    }
  });
});
