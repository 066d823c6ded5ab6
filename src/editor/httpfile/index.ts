import type { Disposable } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { ParsedDocuments } from './language/parsedDocuments.js';
import { registerLanguageOnDemand } from './languageOnDemand.js';
import { type RunningNeeds, registerRunning } from './run/index.js';

/** What request files need. */
export type HttpFileNeeds = Omit<RunningNeeds, 'documents'>;

/** `.http` files: CodeLens, symbols, findings, and sending from editor, explorer and keyboard. */
export function registerHttpFile(needs: HttpFileNeeds): Disposable {
  const store = new DisposableStore();
  const documents = store.add(new ParsedDocuments());
  store.add(registerLanguageOnDemand({ ...needs, documents }));
  store.add(registerRunning({ ...needs, documents }));
  return store;
}
