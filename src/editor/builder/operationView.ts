import { l10n } from 'vscode';
import type { ContentView, OperationView, ParameterView, SchemaLine } from '../../builder/operationView.js';
import type { ApiEntry, MediaType, Operation, Parameter, Schema } from '../../catalog/model.js';
import { sampleBody, sampleParameter } from '../../catalog/sample.js';
import { describeType, typeOf } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { resolveSchema } from './bodyForm/schemaRows.js';

/** What a free request shows: nothing is known of it. */
export function blankView(): OperationView {
  return {
    title: l10n.t('Request'),
    api: '',
    description: l10n.t('Any address: a path goes to the connection, a whole URL where it says.'),
    path: '',
    scopes: [],
    canSend: true,
    parameters: [],
    mediaTypes: FREE_MEDIA_TYPES,
    takesBody: true,
    isBodyRequired: false,
    requestDocs: [],
    responseDocs: [],
  };
}

const FREE_MEDIA_TYPES = [
  'application/json',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/octet-stream',
  'text/plain',
];

/**
 * What the panel shows of an operation.
 * @param replacement the API to move to, when there is one
 * @param suggest values to offer for a parameter, the best first
 */
export function toOperationView(
  operation: Operation,
  replacement: ApiEntry | undefined,
  suggest: (parameter: Parameter) => readonly string[],
): OperationView {
  const { title, apiTitle, version, description, scopes, docs, caller, parameters, requestBody, path } = operation;
  const deprecation = describeDeprecation(operation, replacement);
  return {
    title,
    api: l10n.t('{0} v{1}', apiTitle, version),
    description,
    path,
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(deprecation !== undefined && replacement
      ? { replacement: { id: replacement.id, name: l10n.t('{0} v{1}', replacement.title, replacement.version) } }
      : {}),
    scopes: [...scopes],
    ...(docs !== undefined && /^https?:/i.test(docs) ? { docs } : {}), // an imported description may name anything
    canSend: caller !== 'concur',
    parameters: parameters
      .toSorted((a, b) => Number(b.required) - Number(a.required))
      .map((parameter) => toParameterView(parameter, suggest(parameter))),
    mediaTypes: requestBody?.content.map(({ mediaType }) => mediaType) ?? [],
    takesBody: requestBody !== undefined,
    isBodyRequired: requestBody?.required ?? false,
    requestDocs: requestBody?.content.map(toContentView) ?? [],
    responseDocs: Object.entries(operation.responses).map(([status, response]) => ({
      status,
      description: response.description,
      content: response.content.map(toContentView),
    })),
  };
}

function describeDeprecation(
  { status, deprecated, retiredOn, deprecatedOn }: Operation,
  replacement: ApiEntry | undefined,
): string | undefined {
  const isRetired = status === 'retired';
  if (!isRetired && status !== 'deprecated' && !deprecated) return undefined;
  const since = isRetired ? retiredOn : deprecatedOn;
  return [
    isRetired
      ? l10n.t('Retired: Concur no longer answers.')
      : l10n.t('Deprecated: it still answers, but new apps are refused.'),
    ...(since === undefined ? [] : [isRetired ? l10n.t('Switched off on {0}.', since) : l10n.t('Since {0}.', since)]),
    ...(replacement ? [l10n.t('Use {0} v{1} instead.', replacement.title, replacement.version)] : []),
  ].join(' ');
}

function toParameterView(parameter: Parameter, suggestions: readonly string[]): ParameterView {
  const { name, required, description, in: place } = parameter;
  const input = inputOf(parameter);
  const isOpen = input.kind === 'text' || input.kind === 'number';
  return {
    name,
    place,
    required,
    description,
    facts: factsOf(parameter),
    input,
    suggestions: isOpen ? [...suggestions] : [],
  };
}

function inputOf(parameter: Parameter): ParameterView['input'] {
  const { schema } = parameter;
  if (isSecretParameter(parameter)) return { kind: 'secret' };
  if (schema.enum) return { kind: 'choice', choices: schema.enum.map(String) };
  const type = typeOf(schema);
  if (type === 'boolean') return { kind: 'choice', choices: ['true', 'false'] };
  const placeholder = placeholderOf(parameter);
  if (type === 'array') return { kind: 'list', placeholder, choices: (schema.items?.enum ?? []).map(String) };
  if (type === 'integer' || type === 'number') {
    const { minimum, maximum } = schema;
    return {
      kind: 'number',
      placeholder,
      ...(typeof minimum === 'number' ? { min: minimum } : {}),
      ...(typeof maximum === 'number' ? { max: maximum } : {}),
    };
  }
  if (schema.format === 'date') return { kind: 'date', hasTime: false };
  if (schema.format === 'date-time') return { kind: 'date', hasTime: true };
  return { kind: 'text', placeholder };
}

function placeholderOf(parameter: Parameter): string {
  const sample = parameter.example === undefined ? '' : sampleParameter(parameter);
  const isShown = sample !== '' && !sample.includes('{{'); // what only the person can know is no example
  return isShown ? l10n.t('For example {0}', sample) : '';
}

function toContentView(media: MediaType): ContentView {
  const example = sampleBody(media).text;
  return {
    mediaType: media.mediaType,
    lines: schemaLines(media.schema),
    example: example.length > MOST_EXAMPLE ? `${example.slice(0, MOST_EXAMPLE)}\n…` : example,
  };
}

/** Characters of an example that documentation shows. */
const MOST_EXAMPLE = 20_000;
/** Lines and levels of a schema that documentation shows. */
const MOST_LINES = 250;
const MOST_DEPTH = 5;

/** A schema as a tree written out line by line. */
export function schemaLines(root: Schema): SchemaLine[] {
  const lines: SchemaLine[] = [];
  const add = (schema: Schema, depth: number): void => {
    if (depth > MOST_DEPTH) return;
    const own = resolveSchema(schema, root);
    const inner = own.items ? resolveSchema(own.items, root) : own;
    for (const [name, field] of Object.entries(inner.properties ?? {})) {
      if (lines.length >= MOST_LINES) return;
      const known = resolveSchema(field, root);
      const isRequired = (inner.required ?? []).includes(name);
      lines.push({ depth, name, type: typeName(known, root), isRequired, description: known.description ?? '' });
      add(known, depth + 1);
    }
  };
  add(root, 0);
  return lines;
}

function typeName(schema: Schema, root: Schema): string {
  if (schema.items) return l10n.t('list of {0}', typeName(resolveSchema(schema.items, root), root));
  return schema.properties ? l10n.t('object') : describeType(schema);
}

function factsOf({ in: place, schema }: Parameter): string[] {
  const { default: preset } = schema;
  const isChosen = schema.enum !== undefined || typeOf(schema) === 'boolean';
  return [
    place,
    ...(isChosen ? [] : [describeType(schema), ...boundsOf(schema)]),
    ...(preset === undefined ? [] : [l10n.t('default {0}', String(preset))]),
  ];
}

function boundsOf({ minimum, maximum }: Schema): string[] {
  if (typeof minimum === 'number' && typeof maximum === 'number') return [l10n.t('{0} to {1}', minimum, maximum)];
  if (typeof minimum === 'number') return [l10n.t('{0} or more', minimum)];
  return typeof maximum === 'number' ? [l10n.t('{0} or less', maximum)] : [];
}
