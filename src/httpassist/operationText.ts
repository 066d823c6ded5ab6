import type { Operation, Parameter } from '../catalog/model.js';
import { describeType } from '../catalog/schema.js';

const STATUS_WORDS = {
  current: undefined,
  limited: 'limited availability',
  deprecated: 'deprecated',
  retired: 'retired',
} as const;

/** An operation as Markdown: what it does, what it needs, where it stands. */
export function describeOperation(operation: Operation, replacement?: string): string {
  const { method, path, title, apiTitle, version, description, scopes, parameters, docs, status } = operation;
  const state = operation.deprecated && status === 'current' ? 'deprecated' : STATUS_WORDS[status];
  const since = status === 'retired' ? operation.retiredOn : operation.deprecatedOn;
  const lines = [
    `**${title}**`,
    `\`${method} ${path}\``,
    [`${apiTitle} v${version}`, ...(state ? [`**${state}**${since === undefined ? '' : ` since ${since}`}`] : [])].join(
      ' · ',
    ),
    ...(replacement === undefined ? [] : [`Replaced by ${replacement}.`]),
    ...(description === '' || description === title ? [] : [description]),
    ...(scopes.length === 0 ? [] : [`Scopes: ${scopes.map((scope) => `\`${scope}\``).join(', ')}`]),
    ...describeParameters(parameters),
    ...(docs === undefined ? [] : [`[Documentation](${docs})`]),
  ];
  return lines.join('\n\n');
}

function describeParameters(parameters: readonly Parameter[]): string[] {
  const required = parameters.filter((parameter) => parameter.required);
  return required.length === 0
    ? []
    : [`Needs: ${required.map(({ name, in: place }) => `\`${name}\` (${place})`).join(', ')}`];
}

/** A parameter as Markdown. */
export function describeParameter({ name, required, description, schema }: Parameter): string {
  return `**${name}** · ${describeType(schema)}${required ? ' · required' : ''}${description === '' ? '' : `\n\n${description}`}`;
}
