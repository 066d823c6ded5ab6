/** The form of an XML body. Comments, declaration and attributes stay; only elements that an edit is about change. */
import { DOMParser, type Document, type Element, XMLSerializer } from '@xmldom/xmldom';
import type { BodyPath, FormRow } from '../../../builder/formView.js';
import type { FormEdit } from '../../../builder/messages.js';
import type { Schema } from '../../../catalog/model.js';
import { fieldsOf, kindOf, MOST_LEVELS, MOST_ROWS, resolveSchema, rowOf } from './schemaRows.js';

/** What is wrong with a text as XML. */
export interface XmlProblem {
  /** One-based. */
  readonly line: number;
  readonly what: string;
}

/** Reads a text; a problem when it is not well-formed. */
export function parseXml(text: string): { readonly document: Document } | { readonly problem: XmlProblem } {
  try {
    const parser = new DOMParser({
      onError: (level, message) => {
        if (level !== 'warning') throw new XmlError(message);
      },
    });
    const document = parser.parseFromString(text, 'text/xml');
    return document.documentElement ? { document } : { problem: { line: 1, what: 'There is no element.' } };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/line:?\s*(\d+)/i.exec(message)?.[1] ?? lineOfLocator(error));
    return { problem: { line, what: `This is not well-formed XML: ${message.split('\n')[0]?.trim() ?? ''}.` } };
  }
}

class XmlError extends Error {
  override readonly name = 'XmlError';
}

function lineOfLocator(error: unknown): number {
  const locator = typeof error === 'object' && error !== null && 'locator' in error ? error.locator : undefined;
  const line = typeof locator === 'object' && locator !== null && 'lineNumber' in locator ? locator.lineNumber : 1;
  return typeof line === 'number' && line > 0 ? line : 1;
}

/** Rows of a body; undefined when the text is no XML. */
export function xmlRows(text: string, schema: Schema): FormRow[] | undefined {
  const parsed = parseXml(text);
  if ('problem' in parsed) return undefined;
  const rows: FormRow[] = [];
  const top = parsed.document.documentElement;
  if (top) addInner(rows, top, schema, schema, [], 0);
  return rows.slice(0, MOST_ROWS);
}

function addInner(
  rows: FormRow[],
  element: Element,
  schema: Schema,
  root: Schema,
  path: BodyPath,
  level: number,
): void {
  if (rows.length >= MOST_ROWS || level > MOST_LEVELS) return;
  const own = itemsOf(resolveSchema(schema, root), root);
  const children = childrenOf(element);
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  const addAll = (name: string, field: Schema, isRequired: boolean): void => {
    seen.add(name);
    const same = children.filter((child) => nameOf(child) === name);
    if (same.length === 0) push(rows, undefined, field, root, [...path, name], { name, isRequired, level });
    for (const child of same) {
      const index = counts.get(name) ?? 0;
      counts.set(name, index + 1);
      const step = index === 0 ? [name] : [name, index];
      const label = same.length > 1 ? `${name} ${index + 1}` : name;
      push(rows, child, field, root, [...path, ...step], {
        name: label,
        isRequired: isRequired && same.length === 1,
        level,
      });
    }
  };
  for (const [name, field] of fieldsOf(own)) addAll(name, field, (own.required ?? []).includes(name));
  for (const child of children) {
    const name = nameOf(child);
    if (!seen.has(name)) addAll(name, childrenOf(child).length > 0 ? { type: 'object' } : { type: 'string' }, false);
  }
}

function push(
  rows: FormRow[],
  element: Element | undefined,
  schema: Schema,
  root: Schema,
  path: BodyPath,
  { name, isRequired, level }: { readonly name: string; readonly isRequired: boolean; readonly level: number },
): void {
  const known = itemsOf(resolveSchema(schema, root), root);
  const isNested = element !== undefined && childrenOf(element).length > 0;
  const own: Schema = isNested && kindOf(known) !== 'object' ? { ...known, type: 'object' } : known;
  const value = element && !isNested ? (element.textContent ?? '') : '';
  rows.push(
    rowOf(own, {
      path: [...path],
      label: name,
      isRequired,
      isPresent: !!element,
      isRemovable: !!element && !isRequired,
      value,
    }),
  );
  if (element) addInner(rows, element, own, root, path, level + 1);
}

/** In XML a list is its items, one after the other. */
function itemsOf(schema: Schema, root: Schema): Schema {
  return kindOf(schema) === 'list' && schema.items ? resolveSchema(schema.items, root) : schema;
}

/** The text after a change by the form; unchanged when it is no XML or the place is gone. */
export function editXml(text: string, edit: FormEdit, schema: Schema, sample: (schema: Schema) => unknown): string {
  const parsed = parseXml(text);
  if ('problem' in parsed) return text;
  const { document } = parsed;
  const top = document.documentElement;
  if (!top) return text;
  const target = find(top, edit.path);
  if (edit.kind === 'remove') {
    if (!target?.parentNode) return text;
    const before = target.previousSibling;
    if (before && before.nodeType === 3 && (before.nodeValue ?? '').trim() === '')
      target.parentNode.removeChild(before);
    target.parentNode.removeChild(target);
  } else if (target) {
    if (edit.kind === 'set' && childrenOf(target).length === 0) target.textContent = edit.value;
  } else {
    const { parent, name } = placeOf(top, edit.path);
    if (!parent || name === undefined) return text;
    const field = schemaFor(schema, edit.path);
    const value = edit.kind === 'set' ? edit.value : sample(field);
    insert(
      document,
      parent,
      fill(document, name, parent, value, field),
      orderOf(schemaFor(schema, edit.path.slice(0, -1))),
    );
  }
  return new XMLSerializer().serializeToString(document);
}

function fill(document: Document, name: string, parent: Element, value: unknown, schema: Schema): Element {
  const element = document.createElementNS(parent.namespaceURI, qualify(name, parent));
  if (typeof value !== 'object' || value === null) {
    element.textContent = value === undefined || value === null ? '' : String(value);
    return element;
  }
  for (const [key, inner] of Object.entries(value)) {
    for (const item of Array.isArray(inner) ? inner : [inner]) {
      insert(document, element, fill(document, key, parent, item, schema.properties?.[key] ?? {}), []);
    }
  }
  return element;
}

function qualify(name: string, { prefix }: Element): string {
  return prefix ? `${prefix}:${name}` : name;
}

/** Puts an element where the schema has it among its siblings, on a line of its own. */
function insert(document: Document, parent: Element, element: Element, order: readonly string[]): void {
  const rank = order.indexOf(nameOf(element));
  const next = rank < 0 ? undefined : childrenOf(parent).find((child) => order.indexOf(nameOf(child)) > rank);
  const indent = indentOf(parent);
  if (next) {
    parent.insertBefore(element, next);
    parent.insertBefore(document.createTextNode(`\n${indent}  `), next);
    return;
  }
  const last = parent.lastChild;
  if (last && last.nodeType === 3 && (last.nodeValue ?? '').trim() === '') parent.removeChild(last);
  parent.appendChild(document.createTextNode(`\n${indent}  `));
  parent.appendChild(element);
  parent.appendChild(document.createTextNode(`\n${indent}`));
}

function indentOf(element: Element): string {
  const before = element.previousSibling;
  return before?.nodeType === 3 ? (/\n([ \t]*)$/.exec(before.nodeValue ?? '')?.[1] ?? '') : '';
}

function orderOf(schema: Schema): readonly string[] {
  return Object.keys(schema.properties ?? {});
}

function schemaFor(root: Schema, path: BodyPath): Schema {
  return path
    .filter((step) => typeof step === 'string')
    .reduce<Schema>(
      (schema, name) => {
        const own = itemsOf(resolveSchema(schema, root), root);
        return itemsOf(resolveSchema(own.properties?.[name], root), root);
      },
      itemsOf(resolveSchema(root, root), root),
    );
}

/** Steps are names; a number after a name counts elements of that name. */
function find(top: Element, path: BodyPath): Element | undefined {
  let current: Element | undefined = top;
  for (let at = 0; at < path.length && current; at += 1) {
    const name = path[at];
    const next = path[at + 1];
    const index = typeof next === 'number' ? next : 0;
    if (typeof next === 'number') at += 1;
    current = childrenOf(current).filter((child) => nameOf(child) === name)[index];
  }
  return current;
}

function placeOf(
  top: Element,
  path: BodyPath,
): { readonly parent: Element | undefined; readonly name: string | undefined } {
  const steps = typeof path.at(-1) === 'number' ? path.slice(0, -1) : path;
  const name = steps.at(-1);
  return { parent: find(top, steps.slice(0, -1)), name: typeof name === 'string' ? name : undefined };
}

function childrenOf(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

function nameOf({ localName, nodeName }: Element): string {
  return localName ?? nodeName;
}
