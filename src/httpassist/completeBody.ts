import { getLocation } from 'jsonc-parser';
import type { Operation, Schema } from '../catalog/model.js';
import { describeType, typeOf } from '../catalog/schema.js';
import { alternativesOf, describeField, type JsonPath } from '../response/schemaPath.js';
import { sampleOf } from './checkBody.js';
import { onLine, plain, type Suggestion } from './completion.js';
import { maskBody } from './maskedBody.js';
import { type BodyFormat, mediaOf } from './media.js';

/** A body with the cursor in it. */
export interface OpenBody {
  /** All of it, as it stands. */
  readonly text: string;
  /** The cursor in it. */
  readonly offset: number;
  readonly line: number;
  readonly character: number;
  readonly format: BodyFormat;
}

/** Properties and values that the operation's schema names at this place. */
export function completeBody(body: OpenBody, operation: Operation): readonly Suggestion[] {
  const schema = mediaOf(operation, body.format)?.schema;
  if (!schema) return [];
  if (body.format === 'json') return completeJson(body, schema);
  if (body.format === 'xml') return completeXml(body, schema);
  return body.format === 'form' ? completeForm(body, schema) : [];
}

/** All schemas that a place may have: those of the alternatives that have such a place. */
function schemasAt(root: Schema, path: JsonPath): readonly Schema[] {
  let current = alternativesOf(root, root);
  for (const step of path) {
    current = current
      .flatMap((schema) => {
        if (typeof step === 'number') return schema.items ? [schema.items] : [];
        const own = schema.properties?.[step];
        const others = schema.additionalProperties;
        if (own) return [own];
        return typeof others === 'object' && others !== null ? [others as Schema] : [];
      })
      .flatMap((schema) => alternativesOf(schema, root));
  }
  return current;
}

function completeJson({ text, offset, line, character }: OpenBody, root: Schema): readonly Suggestion[] {
  const masked = maskBody(text).text;
  const { path, isAtPropertyKey, previousNode } = getLocation(masked, offset);
  const lineStart = masked.lastIndexOf('\n', offset - 1) + 1;
  const isInNode =
    previousNode !== undefined && previousNode.offset <= offset && offset <= previousNode.offset + previousNode.length;
  const word = isInNode
    ? {
        start: previousNode.offset,
        end: Math.min(previousNode.offset + previousNode.length, endOfLine(masked, offset)),
      }
    : { start: offset - (/[\w"-]*$/.exec(masked.slice(lineStart, offset))?.[0].length ?? 0), end: offset };
  if (word.start < lineStart) return [];
  const range = onLine(line, character - (offset - word.start), character + (word.end - offset));
  if (!isAtPropertyKey) return valuesFor(schemasAt(root, path), range);
  const used = siblings(masked, offset, path.slice(0, -1), path.at(-1));
  const hasColon = /^\s*:/.test(masked.slice(word.end));
  const schemas = schemasAt(root, path.slice(0, -1));
  const found = new Map<string, Suggestion>();
  for (const schema of schemas) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (used.has(name) || found.has(name) || property.readOnly === true) continue;
      const isRequired = schema.required?.includes(name) ?? false;
      const [meant = property] = alternativesOf(property, root);
      found.set(name, {
        label: name,
        kind: 'property',
        detail: describeType(meant) + (isRequired ? ' · required' : ''),
        documentation: describeField(name, meant, isRequired),
        snippet: hasColon ? plain(JSON.stringify(name)) : `${plain(JSON.stringify(name))}: ${valueSnippet(meant)}`,
        range,
        rank: isRequired ? 0 : 1,
        goesOn: meant.enum !== undefined && !hasColon,
      });
    }
  }
  return [...found.values()];
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}

/** Names that the object around the cursor has already, but for the one that is being written. */
function siblings(text: string, offset: number, path: JsonPath, own: string | number | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const pattern = /"((?:[^"\\\n]|\\.)*)"\s*:/g;
  for (const match of text.matchAll(pattern)) {
    if (match.index <= offset && offset <= match.index + match[0].length && match[1] === own) continue;
    const location = getLocation(text, match.index + 1);
    const parent = location.path.slice(0, -1);
    if (parent.length === path.length && parent.every((step, index) => step === path[index])) names.add(match[1] ?? '');
  }
  return names;
}

function valueSnippet(schema: Schema): string {
  if (schema.enum) return '$0';
  switch (typeOf(schema)) {
    case 'string':
      return '"$1"$0';
    case 'object':
      return '{$1}$0';
    case 'array':
      return '[$1]$0';
    case 'boolean':
      return `\${1|true,false|}$0`;
    default:
      return '$0';
  }
}

function valuesFor(schemas: readonly Schema[], range: Suggestion['range']): readonly Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const schema of schemas) {
    const isFlag = typeOf(schema) === 'boolean';
    const known = schema.enum ?? (isFlag ? [true, false] : schema.example === undefined ? [] : [schema.example]);
    for (const value of known) {
      if (typeof value === 'object' && value !== null) continue;
      const label = JSON.stringify(value);
      found.set(label, {
        label,
        kind: 'value',
        ...(schema.enum || isFlag ? {} : { detail: 'example' }),
        ...(schema.description === undefined ? {} : { documentation: schema.description }),
        snippet: plain(label),
        range,
      });
    }
  }
  return [...found.values()];
}

function completeXml({ text, offset, line, character }: OpenBody, root: Schema): readonly Suggestion[] {
  const before = text.slice(0, offset);
  const typed = /<([\w:.-]*)$/.exec(before);
  const names = openElements(typed ? before.slice(0, typed.index) : before);
  const closing = /<\/([\w:.-]*)$/.exec(before);
  if (closing) return closeElement(openElements(before.slice(0, closing.index)), closing[1] ?? '', line, character);
  const schemas = schemasOfElement(root, names.slice(1));
  const word = typed ? typed[0].length : (/[\w.-]*$/.exec(before)?.[0].length ?? 0);
  const range = onLine(line, character - word, character);
  if (!typed && />[^<\n]*$/.test(before)) {
    const values = valuesFor(schemas, range).map((value) => {
      const label = value.label.replace(/^"|"$/g, '');
      return { ...value, label, snippet: plain(label) };
    });
    if (values.length > 0) return values;
  }
  const root1 = (root.xml as { readonly name?: string } | undefined)?.name;
  if (names.length === 0) return root1 === undefined ? [] : [element(root1, root, range, false)];
  const found = new Map<string, Suggestion>();
  for (const schema of schemas) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      if (property.readOnly === true) continue;
      const [meant = property] = alternativesOf(property, root);
      const own = (property.xml as { readonly name?: string } | undefined)?.name ?? name;
      if (!found.has(own)) found.set(own, element(own, meant, range, schema.required?.includes(name) ?? false));
    }
  }
  return [...found.values()];
}

function element(name: string, schema: Schema, range: Suggestion['range'], isRequired: boolean): Suggestion {
  const sample = schema.enum ? '' : typeOf(schema) === 'string' || schema.properties ? '' : sampleOf(schema);
  return {
    label: name,
    kind: 'property',
    detail: describeType(schema) + (isRequired ? ' · required' : ''),
    documentation: describeField(name, schema, isRequired),
    snippet: `<${name}>\${1:${plain(sample.replace(/^[[{"].*/, ''))}}</${name}>$0`,
    range,
    rank: isRequired ? 0 : 1,
    goesOn: schema.enum !== undefined,
  };
}

function closeElement(open: readonly string[], typed: string, line: number, character: number): Suggestion[] {
  const name = open.at(-1);
  if (name === undefined) return [];
  const range = onLine(line, character - typed.length, character);
  return [{ label: name, kind: 'property', snippet: `${name}>`, range }];
}

/** Names of the elements that are open at the end of a text, the outermost first, without prefixes. */
function openElements(text: string): string[] {
  const open: string[] = [];
  for (const [, close, name = '', rest = ''] of text.matchAll(
    /<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g,
  )) {
    if (close === '/') open.pop();
    else if (!rest.endsWith('/')) open.push(name.replace(/^.*:/, ''));
  }
  return open;
}

/** A name that no schema knows, such as the element around the items of a list, is passed over. */
function schemasOfElement(root: Schema, names: readonly string[]): readonly Schema[] {
  let current = alternativesOf(root, root);
  for (const name of names) {
    const lists = current.flatMap((schema) => (schema.items ? alternativesOf(schema.items, root) : [schema]));
    const next = lists.flatMap((schema) => {
      const { properties = {} } = schema;
      const key = Object.keys(properties).find(
        (candidate) =>
          candidate === name || (properties[candidate]?.xml as { name?: string } | undefined)?.name === name,
      );
      return key === undefined ? [] : [properties[key] as Schema];
    });
    current = next.length > 0 ? next.flatMap((schema) => alternativesOf(schema, root)) : lists;
  }
  return current.flatMap((schema) => (schema.items ? alternativesOf(schema.items, root) : [schema]));
}

function completeForm({ text, offset, line, character }: OpenBody, root: Schema): readonly Suggestion[] {
  const part = /[^&\n]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const equals = part.indexOf('=');
  const [schema = root] = alternativesOf(root, root);
  if (equals >= 0) {
    const property = schema.properties?.[part.slice(0, equals).trim()];
    const range = onLine(line, character - (part.length - equals - 1), character);
    return property
      ? valuesFor([property], range).map((value) => {
          const label = value.label.replace(/^"|"$/g, '');
          return { ...value, label, snippet: plain(encodeURIComponent(label)) };
        })
      : [];
  }
  const used = new Set([...text.matchAll(/(?:^|&|\n)\s*([\w.-]+)=/g)].map(([, name]) => name));
  const typed = part.trimStart().length;
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !used.has(name))
    .map(([name, property]) => ({
      label: name,
      kind: 'property',
      detail: describeType(property),
      documentation: describeField(name, property, schema.required?.includes(name) ?? false),
      snippet: `${plain(name)}=$0`,
      range: onLine(line, character - typed, character),
      rank: schema.required?.includes(name) ? 0 : 1,
    }));
}
