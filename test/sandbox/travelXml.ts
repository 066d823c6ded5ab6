import assert from 'node:assert/strict';
import type { Operation, Schema } from '../../src/catalog/model.js';
import { readXml, type WireRecord } from '../../src/sandbox/protocol/xml.js';
import { type Finding, orderElements, siftElements } from '../../src/sandbox/travel/elements.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';

/** The schemas of what an operation answers with a status, without alternatives. */
export async function answerSchemas(operationId: string, status: string): Promise<readonly Schema[]> {
  const operation: Operation = await (await builtInCatalog()).operation(operationId);
  const schema = operation.responses[status]?.content[0]?.schema ?? {};
  return Array.isArray(schema.oneOf) ? (schema.oneOf as Schema[]) : [schema];
}

/** Checks that an XML answer holds nothing but elements that one of the schemas knows, with values that it allows. */
export function assertXmlFits(text: string, schemas: readonly Schema[]): void {
  const { root, content } = readXml(text, { attributes: true });
  const schema = schemas.find(({ xml }) => (xml as { name?: string } | undefined)?.name === root);
  assert.ok(schema, `no schema has the root ${root}`);
  const record = withoutNamespaces(content as WireRecord);
  const findings: Finding[] = [];
  const isList = schema.type === 'array';
  const wrapped: Schema = isList ? { properties: { [root]: schema } } : schema;
  const sifted = siftElements(isList ? { [root]: record } : record, readable(wrapped), (finding) =>
    findings.push(finding),
  );
  assert.deepEqual(findings, []);
  const ordered = orderElements(isList ? { [root]: record } : record, wrapped);
  assert.deepEqual(countLeaves(sifted), countLeaves(ordered), 'some elements are unknown to the schema');
}

/** Answers may hold what is read-only. */
function readable(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"readOnly":true', '"readOnly":false')) as Schema;
}

function withoutNamespaces(record: WireRecord): WireRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== '@i' && name !== '@xmlns'));
}

function countLeaves(value: unknown): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const walk = (node: unknown, path: string): void => {
    if (Array.isArray(node)) for (const item of node) walk(item, path);
    else if (typeof node === 'object' && node !== null) {
      for (const [name, inner] of Object.entries(node)) if (name !== '@xmlns') walk(inner, `${path}/${name}`);
    } else if (node !== '') counts[path.replace(/\/#text$/, '')] = (counts[path.replace(/\/#text$/, '')] ?? 0) + 1;
  };
  walk(value, '');
  return counts;
}
