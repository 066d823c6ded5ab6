import { type Disposable, type LogOutputChannel, languages } from 'vscode';
import { DisposableStore } from '../../../kernel/disposable.js';
import { Assist, type AssistNeeds } from './assist.js';
import { COMPLETION_SIGNS, Completions } from './completions.js';
import { RequestFormatting } from './formatting.js';
import { OperationDrop } from './insertOperation.js';
import { Navigation } from './navigation.js';
import { QuickFixes } from './quickFixes.js';
import { RequestFindings } from './requestFindings.js';
import { RequestSymbols } from './requestSymbols.js';
import { LEGEND, RequestFolding, RequestSelection, VariableTokens } from './shapes.js';

/** What helping with request files needs. */
export interface LanguageNeeds extends AssistNeeds {
  readonly log: LogOutputChannel;
}

const HTTP = { language: 'http' } as const;

/** Everything that helps while request files are written and read. */
export function registerLanguage(needs: LanguageNeeds): Disposable {
  const { catalog, documents } = needs;
  const store = new DisposableStore();
  const assist = store.add(new Assist(needs));
  const findings = store.add(new RequestFindings(assist));
  const navigation = new Navigation(assist);
  const formatting = new RequestFormatting(documents);
  store.add(languages.registerDocumentSymbolProvider(HTTP, new RequestSymbols(documents)));
  store.add(languages.registerFoldingRangeProvider(HTTP, new RequestFolding(documents)));
  store.add(languages.registerSelectionRangeProvider(HTTP, new RequestSelection(documents)));
  store.add(languages.registerDocumentRangeSemanticTokensProvider(HTTP, new VariableTokens(assist), LEGEND));
  store.add(languages.registerDefinitionProvider(HTTP, navigation));
  store.add(languages.registerReferenceProvider(HTTP, navigation));
  store.add(languages.registerRenameProvider(HTTP, navigation));
  store.add(languages.registerHoverProvider(HTTP, navigation));
  store.add(languages.registerCompletionItemProvider(HTTP, new Completions(assist), ...COMPLETION_SIGNS));
  store.add(languages.registerCodeActionsProvider(HTTP, new QuickFixes(findings)));
  store.add(languages.registerDocumentFormattingEditProvider(HTTP, formatting));
  store.add(languages.registerDocumentRangeFormattingEditProvider(HTTP, formatting));
  store.add(languages.registerDocumentDropEditProvider(HTTP, new OperationDrop(catalog, documents)));
  return store;
}
