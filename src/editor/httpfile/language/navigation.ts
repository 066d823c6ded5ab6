import {
  type CancellationToken,
  type DefinitionProvider,
  Hover,
  type HoverProvider,
  Location,
  l10n,
  MarkdownString,
  type Position,
  type Range,
  type ReferenceContext,
  type ReferenceProvider,
  type RenameProvider,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { explainAt } from '../../../httpassist/hover.js';
import type { Word } from '../../../httpassist/words.js';
import { toRange } from '../positions.js';
import type { Assist } from './assist.js';

/** From a reference to what it means and back, for variables and named requests. */
export class Navigation implements DefinitionProvider, ReferenceProvider, RenameProvider, HoverProvider {
  readonly #assist: Assist;

  constructor(assist: Assist) {
    this.#assist = assist;
  }

  provideDefinition(document: TextDocument, position: Position): Location[] {
    return this.#all(document, position)
      .filter(({ isDefinition }) => isDefinition)
      .map(({ range }) => new Location(document.uri, toRange(range)));
  }

  provideReferences(document: TextDocument, position: Position, { includeDeclaration }: ReferenceContext): Location[] {
    return this.#all(document, position)
      .filter(({ isDefinition }) => includeDeclaration || !isDefinition)
      .map(({ range }) => new Location(document.uri, toRange(range)));
  }

  prepareRename(document: TextDocument, position: Position): Range {
    const word = this.#at(document, position);
    if (word?.kind === 'variable' || word?.kind === 'request') {
      const isOwn = this.#all(document, position).some(({ isDefinition }) => isDefinition);
      if (isOwn) return toRange(word.range);
      throw new Error(l10n.t('{0} is not set in this file. Rename it where it is set.', word.name));
    }
    throw new Error(l10n.t('Place the cursor on a variable or on the name of a request.'));
  }

  provideRenameEdits(document: TextDocument, position: Position, newName: string): WorkspaceEdit {
    const word = this.#at(document, position);
    const form = word?.kind === 'request' ? /^[\w-]+$/ : /^[\w.-]+$/;
    if (!form.test(newName)) throw new Error(l10n.t('Use letters, digits, hyphens and underscores for a name.'));
    const edit = new WorkspaceEdit();
    for (const { range } of this.#all(document, position)) edit.replace(document.uri, toRange(range), newName);
    return edit;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    const known = await this.#assist.known(document);
    if (token.isCancellationRequested) return undefined;
    const { words } = this.#assist;
    const explanation = await explainAt(this.#assist.parse(document), position, words, known, () =>
      this.#assist.catalog(),
    );
    return explanation && new Hover(new MarkdownString(explanation.markdown), toRange(explanation.range));
  }

  #at(document: TextDocument, position: Position): Word | undefined {
    return this.#assist.words.at(this.#assist.parse(document), position);
  }

  #all(document: TextDocument, position: Position): readonly Word[] {
    const word = this.#at(document, position);
    return word && word.kind !== 'builtIn'
      ? this.#assist.words.all(this.#assist.parse(document), word.kind, word.name)
      : [];
  }
}
