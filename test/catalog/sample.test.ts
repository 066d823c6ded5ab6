import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sampleValues } from '../../src/catalog/sample.js';
import { explainMismatch } from '../../src/catalog/schema.js';
import { listOperations } from '../../src/catalog/search.js';
import { assembleRequest } from '../../src/http/assemble.js';
import { builtInCatalog } from './builtInCatalog.js';

describe('sampleValues', () => {
  it('makes a request of every operation that fits its own document', async () => {
    const catalog = await builtInCatalog();
    const ajv = new Ajv2020({ strict: false, logger: false, validateFormats: false });
    for (const { operation: entry } of listOperations(await catalog.apis())) {
      const operation = await catalog.operation(entry.id);
      const values = sampleValues(operation);
      const request = assembleRequest(operation, values, 'https://us2.api.concursolutions.com');
      assert.equal(request.method, operation.method);
      assert.doesNotMatch(new URL(request.url).pathname, /[{}]/, entry.id);
      for (const parameter of operation.parameters.filter(({ required }) => required)) {
        const value = values.parameters[parameter.name] ?? '';
        assert.notEqual(value, '', `${entry.id} ${parameter.name}`);
        assert.equal(explainMismatch(value, parameter.schema), undefined, `${entry.id} ${parameter.name}`);
      }
      const media = operation.requestBody?.content.find(({ mediaType }) => mediaType === values.body?.mediaType);
      if (operation.requestBody?.required) assert.ok(media, entry.id);
      if (media?.mediaType === 'application/json') {
        const isValid = ajv.validate(media.schema, JSON.parse(values.body?.text ?? ''));
        assert.ok(isValid, `${entry.id}: ${ajv.errorsText()}`);
      }
    }
  });
});
