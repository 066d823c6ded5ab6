import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import type { Answer } from './session.js';

/** Asserts that a JSON answer is one that the document of the called operation describes for its status. */
export async function assertKeepsToDocument(answer: Answer, method: string, path: string): Promise<void> {
  const catalog = await builtInCatalog();
  const [match] = (await catalog.paths()).find(method, path.split('?')[0] ?? '');
  assert.ok(match, `${method} ${path} is in no document`);
  const { responses } = await catalog.operation(match.operation.id);
  const response = responses[String(answer.status)];
  assert.ok(response, `${method} ${path} has no status ${answer.status}: ${answer.text}`);
  const schema = response.content.find(({ mediaType }) => mediaType.includes('json'))?.schema;
  if (!schema) return;
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  assert.ok(validate(answer.json()), `${method} ${path}: ${ajv.errorsText(validate.errors)}`);
}
