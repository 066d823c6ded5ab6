import { l10n, MarkdownString } from 'vscode';
import type { ApiEntry, ApiStatus, Operation } from '../../catalog/model.js';
import { describeType } from '../../catalog/schema.js';

/** What an API is, where it stands and what it speaks. */
export function apiTooltip(api: ApiEntry): MarkdownString {
  return inParagraphs([
    `**${plain(`${api.title} v${api.version}`)}**`,
    ...[
      api.summary,
      ...describeStatus(api),
      ...(api.caller === 'concur' ? [l10n.t('Concur makes these calls; a connector of yours answers them.')] : []),
      ...(api.own ? [l10n.t('Imported from {0}', api.own.source)] : []),
      ...(api.own?.server === undefined ? [] : [l10n.t('Server: {0}', api.own.server)]),
      l10n.t('Formats: {0}', api.formats.join(', ') || l10n.t('none')),
      l10n.t('Paging: {0}. Errors: {1}', api.pagination, api.errorShape),
      api.id,
    ].map(plain),
    ...linkToDocs(api),
  ]);
}

/** How many parameters a tooltip lists before it only counts them. */
const MOST_PARAMETERS = 12;

/** Everything one wants to know before calling an operation. */
export function operationTooltip(
  api: ApiEntry,
  operation: Operation,
  replacement: ApiEntry | undefined,
): MarkdownString {
  const formats = operation.requestBody?.content.map(({ mediaType }) => mediaType) ?? [];
  const isAlone = operation.deprecated && api.status === 'current';
  return inParagraphs([
    `**${plain(operation.title)}**`,
    new MarkdownString().appendCodeblock(`${operation.method} ${operation.path}`, 'http').value,
    ...[
      operation.description,
      ...(isAlone ? [l10n.t('Deprecated.')] : describeStatus(api)),
      l10n.t('Scopes: {0}', operation.scopes.join(' ') || l10n.t('none')),
    ].map(plain),
    listParameters(operation.parameters),
    ...[
      ...(formats.length === 0 ? [] : [l10n.t('Body: {0}', formats.join(', '))]),
      ...(replacement ? [l10n.t('Replacement: {0} v{1}', replacement.title, replacement.version)] : []),
    ].map(plain),
    ...linkToDocs(api),
  ]);
}

/** Required ones first. */
function listParameters(parameters: Operation['parameters']): string {
  const sorted = parameters.toSorted((a, b) => Number(b.required) - Number(a.required));
  const lines = sorted.slice(0, MOST_PARAMETERS).map(({ name, required, schema, description }) => {
    const facts = `${required ? `${l10n.t('(required)')} ` : ''}${describeType(schema)}: ${description}`;
    return `- **${plain(name)}** ${plain(facts)}`;
  });
  const more = sorted.length - MOST_PARAMETERS;
  return [...lines, ...(more > 0 ? [`- ${plain(l10n.t('and {0} more', more))}`] : [])].join('\n');
}

function linkToDocs({ docs }: ApiEntry): string[] {
  return docs === undefined ? [] : [`[${l10n.t('Documentation')}](<${docs.replaceAll('>', '%3E')}>)`];
}

function inParagraphs(paragraphs: readonly string[]): MarkdownString {
  return new MarkdownString(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'));
}

function describeStatus(api: ApiEntry): string[] {
  const lines = api.status === 'current' ? [] : [statusSentence(api.status)];
  if (api.deprecatedOn !== undefined) lines.push(l10n.t('Deprecated on {0}.', api.deprecatedOn));
  if (api.retiredOn !== undefined) lines.push(l10n.t('Switched off on {0}.', api.retiredOn));
  if (api.replacedBy !== undefined) lines.push(l10n.t('Use {0} instead.', api.replacedBy));
  return lines;
}

function statusSentence(status: Exclude<ApiStatus, 'current'>): string {
  switch (status) {
    case 'limited':
      return l10n.t('Limited: Concur opens it to some partners or regions only.');
    case 'deprecated':
      return l10n.t('Deprecated: it still answers, but new apps are refused.');
    case 'retired':
      return l10n.t('Retired: Concur no longer answers.');
  }
}

/** Text that Markdown shows as it is and may break into lines, which `appendText` with its fixed blanks does not. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&$]/g, '\\$&');
}
