import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Operation, Schema } from '../catalog/model.js';
import { explainMismatch, typeOf } from '../catalog/schema.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import { locateInBody } from '../httpfile/variables/resolve.js';
import type { TextRange } from '../kernel/text.js';
import { alternativesOf } from '../response/schemaPath.js';
import { type AssistFinding, at, type Fix } from './finding.js';
import { type MaskedBody, maskBody } from './maskedBody.js';
import { bodyFormatOf, mediaOf } from './media.js';
import { closeWords } from './spelling.js';

/** Enough to see that the body is meant for another operation. */
const MOST_FINDINGS = 50;
const MOST_VALUES = 8;

/** Where a JSON body is not as the operation wants it. What variables and files put in is not looked at. */
export function checkBody(request: HttpFileRequest, operation: Operation | undefined): readonly AssistFinding[] {
  const { body, bodyParts, places, curl } = request;
  if (body === undefined || curl !== undefined || bodyParts.some(({ kind }) => kind === 'file')) return [];
  if (bodyFormatOf(request) !== 'json') return [];
  const masked = maskBody(body);
  const locate = locateInBody(places.bodyLines, request.requestLine.start);
  const rangeOf = (offset: number, length: number): TextRange => ({
    start: locate(offset),
    end: locate(Math.min(offset + length, body.length)),
  });
  const errors: ParseError[] = [];
  const tree = parseTree(masked.text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) {
    const range = rangeOf(Math.min(error.offset, Math.max(0, body.length - 1)), Math.max(1, error.length));
    return [
      finding(
        'The body is no JSON from here on. Look for a comma, quote or bracket that is missing or too much.',
        range,
      ),
    ];
  }
  const schema = operation && mediaOf(operation, 'json')?.schema;
  if (!tree || !schema) return [];
  return new BodyCheck(schema, masked, rangeOf).check(tree, schema).slice(0, MOST_FINDINGS);
}

class BodyCheck {
  readonly #root: Schema;
  readonly #body: MaskedBody;
  readonly #rangeOf: (offset: number, length: number) => TextRange;

  constructor(root: Schema, body: MaskedBody, rangeOf: (offset: number, length: number) => TextRange) {
    this.#root = root;
    this.#body = body;
    this.#rangeOf = rangeOf;
  }

  /** Of several alternatives, the one that fits best is meant. */
  check(node: Node, schema: Schema): readonly AssistFinding[] {
    let best: readonly AssistFinding[] | undefined;
    for (const alternative of alternativesOf(schema, this.#root)) {
      const found = this.#checkOne(node, alternative);
      if (!best || found.length < best.length) best = found;
      if (best.length === 0) break;
    }
    return best ?? [];
  }

  #checkOne(node: Node, schema: Schema): readonly AssistFinding[] {
    const isWhole = node.type === 'object' || node.type === 'array';
    if (node.type === 'null' || (!isWhole && this.#body.isOpen(node.offset, Math.max(2, node.length)))) return [];
    const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
    const isInteger = node.type === 'number' && Number.isInteger(node.value);
    if (types.length > 0 && !types.some((type) => type === node.type || (type === 'integer' && isInteger))) {
      const wanted = typeOf(schema) ?? types.join(' or ');
      const range = this.#rangeOf(node.offset, isWhole ? 1 : node.length);
      return [
        finding(
          `${article(wanted)} is expected here, not ${article(node.type).toLowerCase()}.`,
          range,
          this.#retype(node, wanted, range),
        ),
      ];
    }
    if (node.type === 'object') return this.#checkObject(node, schema);
    if (node.type === 'array') {
      const { items } = schema;
      return items ? (node.children ?? []).flatMap((child) => this.check(child, items)) : [];
    }
    return this.#checkValue(node, schema);
  }

  #checkValue(node: Node, schema: Schema): readonly AssistFinding[] {
    const mismatch = explainMismatch(String(node.value), schema);
    if (mismatch === undefined) return [];
    const range = this.#rangeOf(node.offset, node.length);
    const known = (schema.enum ?? []).filter((value) => value !== null);
    const close = closeWords(String(node.value), known.map(String));
    const sorted = [
      ...known.filter((value) => close.includes(String(value))),
      ...known.filter((value) => !close.includes(String(value))),
    ];
    const fixes = sorted.slice(0, MOST_VALUES).map(
      (value, index): Fix => ({
        title: `Change to ${String(value)}`,
        changes: [{ range, newText: JSON.stringify(value) }],
        ...(index === 0 && close.length > 0 ? { isPreferred: true } : {}),
      }),
    );
    return [finding(`${JSON.stringify(node.value)} does not fit here. ${mismatch}`, range, fixes)];
  }

  #checkObject(node: Node, schema: Schema): readonly AssistFinding[] {
    const properties = schema.properties ?? {};
    const members = (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value ? [{ key, value }] : [],
    );
    const names = new Set(members.map(({ key }) => String(key.value)));
    const inner = members.flatMap(({ key, value }): readonly AssistFinding[] => {
      const name = String(key.value);
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (own) return this.check(value, own);
      const others = schema.additionalProperties;
      if (typeof others === 'object' && others !== null) return this.check(value, others as Schema);
      const isClosed =
        Object.keys(properties).length > 0 && others !== true && !this.#body.isOpen(key.offset, key.length);
      return isClosed ? [this.#unknownMember(key, properties, names)] : [];
    });
    const missing = (schema.required ?? []).filter((name) => !names.has(name) && properties[name]?.readOnly !== true);
    return [...missing.map((name) => this.#missingMember(node, name, properties[name])), ...inner];
  }

  #unknownMember(key: Node, properties: Readonly<Record<string, Schema>>, used: ReadonlySet<string>): AssistFinding {
    const range = this.#rangeOf(key.offset, key.length);
    const free = Object.keys(properties).filter((name) => !used.has(name));
    const [close] = closeWords(String(key.value), free, 1);
    const fixes =
      close === undefined
        ? []
        : [{ title: `Change to ${close}`, changes: [{ range, newText: JSON.stringify(close) }], isPreferred: true }];
    const hint = close === undefined ? ' Remove it, or check its name.' : ` Did you mean "${close}"?`;
    return finding(`There is no property "${String(key.value)}" here.${hint}`, range, fixes);
  }

  #missingMember(node: Node, name: string, schema: Schema | undefined): AssistFinding {
    const last = node.children?.at(-1);
    const value = schema ? sampleOf(schema) : '""';
    const indent = last ? this.#indentOf(last.offset) : '';
    const place = last ? last.offset + last.length : node.offset + 1;
    const newText = last
      ? `,${indent === undefined ? ' ' : `\n${indent}`}${JSON.stringify(name)}: ${value}`
      : `${JSON.stringify(name)}: ${value}`;
    return finding(`The property "${name}" is missing.`, this.#rangeOf(node.offset, 1), [
      { title: `Add "${name}"`, changes: [{ range: at(this.#rangeOf(place, 0).start), newText }], isPreferred: true },
    ]);
  }

  /** The white space a line starts with, where the member is the first of its line. */
  #indentOf(offset: number): string | undefined {
    const { text } = this.#body;
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^\s*$/.test(line) && text.lastIndexOf('\n', offset - 1) >= 0 ? line : undefined;
  }

  /** A value in quotes that should have none, and the other way round. */
  #retype(node: Node, wanted: string, range: TextRange): readonly Fix[] {
    const written = String(node.value);
    const isBare =
      node.type === 'string' &&
      ((wanted === 'boolean' && /^(?:true|false)$/.test(written)) ||
        (wanted === 'integer' && /^-?(?:0|[1-9]\d*)$/.test(written)) ||
        (wanted === 'number' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(written)));
    if (isBare) return [{ title: `Change to ${written}`, changes: [{ range, newText: written }], isPreferred: true }];
    const isQuotable = wanted === 'string' && (node.type === 'number' || node.type === 'boolean');
    const quoted = JSON.stringify(this.#body.text.slice(node.offset, node.offset + node.length));
    return isQuotable
      ? [{ title: `Change to ${quoted}`, changes: [{ range, newText: quoted }], isPreferred: true }]
      : [];
  }
}

/** A value that stands for a property until the person writes a better one. */
export function sampleOf(schema: Schema): string {
  const [value] = schema.enum ?? [schema.example];
  if (value !== undefined) return JSON.stringify(value);
  return { object: '{}', array: '[]', integer: '0', number: '0', boolean: 'true' }[typeOf(schema) ?? ''] ?? '""';
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `An ${type}` : `A ${type}`;
}

function finding(message: string, range: TextRange, fixes: readonly Fix[] = []): AssistFinding {
  return { code: 'bodyMismatch', severity: 'warning', message, range, fixes };
}
