import { l10n } from 'vscode';
import type { OperationView, ParameterView } from '../../builder/operationView.js';
import type { ApiEntry, Operation, Parameter, Schema } from '../../catalog/model.js';
import { sampleParameter } from '../../catalog/sample.js';
import { describeType, typeOf } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';

/**
 * What the panel shows of an operation.
 * @param replacement the API to move to, when there is one
 */
export function toOperationView(operation: Operation, replacement: ApiEntry | undefined): OperationView {
  const { method, title, apiTitle, version, description, scopes, docs, caller, parameters, requestBody } = operation;
  const deprecation = describeDeprecation(operation, replacement);
  return {
    method,
    title,
    api: l10n.t('{0} v{1}', apiTitle, version),
    description,
    ...(deprecation === undefined ? {} : { deprecation }),
    scopes: [...scopes],
    ...(docs !== undefined && /^https?:/i.test(docs) ? { docs } : {}), // an imported description may name anything
    canSend: caller !== 'concur',
    parameters: parameters.toSorted((a, b) => Number(b.required) - Number(a.required)).map(toParameterView),
    mediaTypes: requestBody?.content.map(({ mediaType }) => mediaType) ?? [],
    isBodyRequired: requestBody?.required ?? false,
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

function toParameterView(parameter: Parameter): ParameterView {
  const { name, required, description } = parameter;
  return { name, required, description, facts: factsOf(parameter), input: inputOf(parameter) };
}

function inputOf(parameter: Parameter): ParameterView['input'] {
  const { schema, example } = parameter;
  if (isSecretParameter(parameter)) return { kind: 'secret' };
  if (schema.enum) return { kind: 'choice', choices: schema.enum.map(String) };
  if (typeOf(schema) === 'boolean') return { kind: 'choice', choices: ['true', 'false'] };
  const sample = example === undefined ? '' : sampleParameter(parameter);
  const isShown = sample !== '' && !sample.includes('{{'); // what only the person can know is no example
  return { kind: 'text', placeholder: isShown ? l10n.t('For example {0}', sample) : '' };
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
