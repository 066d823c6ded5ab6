import { type Disposable, languages } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { ParsedDocuments } from './language/parsedDocuments.js';
import { RequestFindings } from './language/requestFindings.js';
import { RequestSymbols } from './language/requestSymbols.js';
import { type RunningNeeds, registerRunning } from './run/index.js';

/** What request files need. */
export type HttpFileNeeds = Omit<RunningNeeds, 'documents'>;

/** `.http` files: CodeLens, symbols, findings, and sending from editor, explorer and keyboard. */
export function registerHttpFile(needs: HttpFileNeeds): Disposable {
  const store = new DisposableStore();
  const documents = store.add(new ParsedDocuments());
  store.add(languages.registerDocumentSymbolProvider({ language: 'http' }, new RequestSymbols(documents)));
  store.add(new RequestFindings(documents));
  store.add(registerRunning({ ...needs, documents }));
  return store;
}
