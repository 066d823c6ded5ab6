import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Schema } from '../../src/catalog/model.js';
import { describeType, explainMismatch, inlineReferences } from '../../src/catalog/schema.js';

describe('explainMismatch', () => {
  for (const [text, schema, problem] of [
    ['12', { type: 'integer' }, undefined],
    ['1.5', { type: 'integer' }, 'Use a whole number.'],
    ['101', { type: 'integer', maximum: 100 }, 'Use 100 or less.'],
    ['0', { type: 'integer', minimum: 1 }, 'Use 1 or more.'],
    ['1.5', { type: 'number' }, undefined],
    ['x', { type: 'number' }, 'Use a number, such as 12.5.'],
    ['yes', { type: 'boolean' }, 'Use true or false.'],
    ['B', { enum: ['A', 'B'] }, undefined],
    ['C', { type: 'string', enum: ['A', 'B'] }, 'Use one of A, B.'],
    ['2026-02-31x', { type: 'string', format: 'date' }, 'Use a date such as 2026-01-31.'],
    ['2026-01-31T10:00:00', { type: 'string', format: 'date-time' }, undefined],
    ['soon', { type: 'string', format: 'date-time' }, 'Use a date and time such as 2026-01-31T16:05:06.'],
    ['USA', { type: 'string', maxLength: 2 }, 'Use at most 2 characters.'],
    ['anything', {}, undefined],
    ['ab', { type: 'string', pattern: '^[a-z]{3}$' }, 'Use the form ^[a-z]{3}$.'],
    ['ab', { type: 'string', pattern: '(?<!' }, undefined],
    ['A, C', { type: 'array', items: { enum: ['A', 'B'] } }, 'Use one of A, B.'],
    ['A,B', { type: 'array', items: { enum: ['A', 'B'] }, maxItems: 2 }, undefined],
    ['A,B', { type: 'array', maxItems: 1 }, 'Use at most 1, separated by commas.'],
  ] as readonly (readonly [string, Schema, string | undefined])[]) {
    it(`says ${problem ?? 'nothing'} of ${text} for ${JSON.stringify(schema)}`, () => {
      assert.equal(explainMismatch(text, schema), problem);
    });
  }
});

describe('describeType', () => {
  for (const [schema, words] of [
    [{ type: 'integer' }, 'whole number'],
    [{ enum: ['A', 'B'] }, 'one of A, B'],
    [{ type: 'array', items: { type: 'integer' } }, 'whole number, several separated by commas'],
    [{ type: 'string', format: 'date' }, 'date (yyyy-MM-dd)'],
    [{}, 'text'],
  ] as readonly (readonly [Schema, string])[]) {
    it(`calls ${JSON.stringify(schema)} ${words}`, () => assert.equal(describeType(schema), words));
  }
});

describe('inlineReferences', () => {
  it('keeps within bounds where every schema holds the next one twice', () => {
    const last = 40;
    const schemas = Object.fromEntries(
      Array.from({ length: last }, (_, i) => {
        const next = { $ref: `#/components/schemas/S${i + 1}` };
        return [`S${i}`, i + 1 === last ? { type: 'string' } : { properties: { a: next, b: next } }];
      }),
    );
    const inlined = inlineReferences({ $ref: '#/components/schemas/S0' }, schemas);
    assert.ok(JSON.stringify(inlined).length < 5_000_000);
    assert.ok(new Ajv2020({ strict: false }).validateSchema(inlined));
  });

  it('replaces references and keeps what stands beside them', () => {
    const schemas: Record<string, Schema> = { A: { type: 'string', description: 'a' } };
    assert.deepEqual(
      inlineReferences({ properties: { x: { $ref: '#/components/schemas/A', description: 'b' } } }, schemas),
      {
        properties: { x: { type: 'string', description: 'b' } },
      },
    );
  });

  it('ends where a schema contains itself', () => {
    const schemas: Record<string, Schema> = { Node: { properties: { child: { $ref: '#/components/schemas/Node' } } } };
    assert.deepEqual(inlineReferences({ $ref: '#/components/schemas/Node' }, schemas), {
      properties: { child: { $ref: '#/$defs/Node' } },
      $defs: { Node: { properties: { child: { $ref: '#/$defs/Node' } } } },
    });
  });
});
