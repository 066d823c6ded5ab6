import { commands, type Disposable, l10n, type TextDocument, workspace } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import type { LanguageNeeds } from './language/index.js';

/**
 * Help with request files, whose code is loaded with the first of them: windows without one pay nothing for it. Its two
 * commands are there at once.
 */
export function registerLanguageOnDemand(needs: LanguageNeeds): Disposable {
  const { catalog, documents, secrets, log } = needs;
  const store = new DisposableStore();
  let isLoading = false;
  const look = ({ languageId }: TextDocument): void => {
    if (languageId !== 'http' || isLoading) return;
    isLoading = true;
    void guard(log, async () => {
      const { registerLanguage } = await import('./language/index.js');
      store.add(registerLanguage(needs));
    });
  };
  for (const document of workspace.textDocuments) look(document);
  store.add(workspace.onDidOpenTextDocument(look));
  store.add(
    commands.registerCommand('concur.http.moveToSecretStore', (uri: unknown, range: unknown) =>
      guard(log, async () => (await import('./language/quickFixes.js')).moveToSecretStore(uri, range, secrets)),
    ),
  );
  store.add(
    commands.registerCommand('concur.insertOperation', (argument: unknown) =>
      guard(log, async () => {
        const [{ operationOf }, { insertOperation }] = await Promise.all([
          import('../requests/index.js'),
          import('./language/insertOperation.js'),
        ]);
        const picked = await operationOf(argument, catalog, l10n.t('Insert Request'));
        if (picked) await insertOperation(await catalog.operation(picked.id), documents);
      }),
    ),
  );
  return store;
}
