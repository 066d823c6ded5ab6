/** The form of a JSON body. The text keeps its layout: only what an edit is about changes. */
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import type { BodyPath, FormRow } from '../../../builder/formView.js';
import type { FormEdit } from '../../../builder/messages.js';
import type { Schema } from '../../../catalog/model.js';
import { typeOf } from '../../../catalog/schema.js';
import { schemaAt } from '../../../response/schemaPath.js';
import { fieldsOf, kindOf, MOST_LEVELS, MOST_ROWS, resolveSchema, rowOf } from './schemaRows.js';

const LAYOUT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** Rows of a body; undefined when the text is no JSON. An empty text counts as `{}`. */
export function jsonRows(text: string, schema: Schema): FormRow[] | undefined {
  const tree = parseTree(text.trim() === '' ? '{}' : text);
  if (!tree || !isWhole(text)) return undefined;
  const rows: FormRow[] = [];
  addInner(rows, tree, schema, schema, [], 0);
  return rows.slice(0, MOST_ROWS);
}

function isWhole(text: string): boolean {
  if (text.trim() === '') return true;
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  return errors.length === 0;
}

function addInner(rows: FormRow[], node: Node, schema: Schema, root: Schema, path: BodyPath, level: number): void {
  if (rows.length >= MOST_ROWS || level > MOST_LEVELS) return;
  const own = resolveSchema(schema, root);
  if (node.type === 'array') {
    for (const [index, child] of (node.children ?? []).entries()) {
      add(rows, child, own.items ?? {}, root, [...path, index], level, { isRequired: false, label: String(index + 1) });
    }
    return;
  }
  if (node.type !== 'object') return;
  const members = new Map(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key && value ? [[String(key.value), value] as const] : [],
    ),
  );
  const required = own.required ?? [];
  for (const [name, field] of fieldsOf(own)) {
    const isRequired = required.includes(name);
    add(rows, members.get(name), field, root, [...path, name], level, { isRequired, label: name });
    members.delete(name);
  }
  for (const [name, value] of members) {
    add(rows, value, guess(value), root, [...path, name], level, { isRequired: false, label: name });
  }
}

function add(
  rows: FormRow[],
  node: Node | undefined,
  schema: Schema,
  root: Schema,
  path: BodyPath,
  level: number,
  { isRequired, label }: { readonly isRequired: boolean; readonly label: string },
): void {
  const known = resolveSchema(schema, root);
  const isNested = node?.type === 'object' || node?.type === 'array';
  const fits = !isNested || kindOf(known) === 'object' || kindOf(known) === 'list';
  const own = node && (!fits || Object.keys(known).length === 0) ? guess(node) : known;
  const value = node && !isNested && node.type !== 'null' ? String(node.value) : '';
  rows.push(
    rowOf(own, { path: [...path], label, isRequired, isPresent: !!node, isRemovable: !!node && !isRequired, value }),
  );
  if (node) addInner(rows, node, own, root, path, level + 1);
}

/** A schema for what the catalogue does not know, from the value that stands there. */
function guess(node: Node): Schema {
  return { type: node.type === 'null' ? 'string' : (node.type ?? 'string') };
}

/** The text after a change by the form. */
export function editJson(text: string, edit: FormEdit, schema: Schema, sample: (schema: Schema) => unknown): string {
  const source = text.trim() === '' ? '{}' : text;
  const path = [...edit.path];
  const field = resolveSchema(schemaAt(schema, path), schema);
  switch (edit.kind) {
    case 'remove':
      return applyEdits(source, modify(source, path, undefined, LAYOUT));
    case 'set':
      return put(source, path, toValue(edit.value, field, source, path));
    case 'add': {
      const node = nodeAt(source, path);
      if (node?.type === 'array') {
        const item = sample(resolveSchema(field.items, schema));
        return applyEdits(
          source,
          modify(source, [...path, node.children?.length ?? 0], item ?? '', { ...LAYOUT, isArrayInsertion: true }),
        );
      }
      return put(source, path, sample(field) ?? '');
    }
  }
}

function put(text: string, path: (string | number)[], value: unknown): string {
  return applyEdits(text, modify(text, path, value, LAYOUT));
}

function nodeAt(text: string, path: (string | number)[]): Node | undefined {
  const tree = parseTree(text);
  return tree && findNodeAtLocation(tree, path);
}

/** What is no number or flag stays a text, so that nothing typed is lost; the row says that it does not fit. */
function toValue(text: string, schema: Schema, source: string, path: (string | number)[]): unknown {
  const before = nodeAt(source, path);
  const type = typeOf(schema) ?? (before ? typeof getNodeValue(before) : 'string');
  if ((type === 'integer' || type === 'number') && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) {
    return Number(text);
  }
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
