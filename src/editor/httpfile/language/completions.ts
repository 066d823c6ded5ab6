import {
  type CancellationToken,
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionItemTag,
  MarkdownString,
  type Position,
  SnippetString,
  type TextDocument,
} from 'vscode';
import { complete } from '../../../httpassist/complete.js';
import type { Suggestion } from '../../../httpassist/completion.js';
import { toRange } from '../positions.js';
import type { Assist } from './assist.js';

/** Signs after which there is something to suggest. */
export const COMPLETION_SIGNS = ['/', '?', '&', '=', '{', '$', '.', '@', ':', ' ', '"', '<', ','] as const;

const KINDS: Readonly<Record<Suggestion['kind'], CompletionItemKind>> = {
  verb: CompletionItemKind.Method,
  path: CompletionItemKind.Interface,
  value: CompletionItemKind.Value,
  parameter: CompletionItemKind.Field,
  header: CompletionItemKind.Field,
  property: CompletionItemKind.Property,
  variable: CompletionItemKind.Variable,
  directive: CompletionItemKind.Keyword,
  request: CompletionItemKind.Reference,
};

/** Suggestions while a request is written. */
export class Completions implements CompletionItemProvider {
  readonly #assist: Assist;

  constructor(assist: Assist) {
    this.#assist = assist;
  }

  async provideCompletionItems(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<CompletionItem[]> {
    const known = await this.#assist.known(document);
    if (token.isCancellationRequested) return [];
    const suggestions = await complete(this.#assist.parse(document), position, {
      known,
      catalog: () => this.#assist.catalog(),
      recent: async () => this.#assist.recent(),
      variableValue: this.#assist.variableValue(document, known.outside),
    });
    return token.isCancellationRequested ? [] : suggestions.map((suggestion) => toItem(suggestion, document));
  }
}

function toItem(
  { label, kind, detail, documentation, snippet, range, rank, isDeprecated, goesOn }: Suggestion,
  document: TextDocument,
): CompletionItem {
  const item = new CompletionItem(detail === undefined ? label : { label, description: detail }, KINDS[kind]);
  const place = document.validateRange(toRange(range));
  item.range = place;
  item.insertText = new SnippetString(snippet);
  // What is replaced is what is compared with: a label may begin otherwise, as that of a property without its quotes.
  const written = document.getText(place);
  item.filterText = label.startsWith(written) ? label : `${/^["<]/.exec(written)?.[0] ?? ''}${label}`;
  item.sortText = `${rank ?? 5} ${label}`.replace(/^(\d) /, '0$1 ');
  if (documentation !== undefined) item.documentation = new MarkdownString(documentation);
  if (isDeprecated) item.tags = [CompletionItemTag.Deprecated];
  if (goesOn) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}
