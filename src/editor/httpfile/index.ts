import { commands, type Disposable, type LogOutputChannel, languages, Uri } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { ParsedDocuments } from './language/parsedDocuments.js';
import { RequestFindings } from './language/requestFindings.js';
import { RequestLens } from './requestLens.js';
import { RequestSymbols } from './language/requestSymbols.js';

/** What request files need. */
export interface HttpFileNeeds {
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
  readonly log: LogOutputChannel;
}

/** `.http` files: CodeLens, symbols, findings, and sending from editor, explorer and keyboard. */
export function registerHttpFile({ catalog, runner, log }: HttpFileNeeds): Disposable {
  const store = new DisposableStore();
  const documents = store.add(new ParsedDocuments());
  const warmUp = (): void => {
    void guard(log, () =>
      Promise.all([import('./sendHttp.js'), import('../../httpfile/variables/resolve.js'), runner.warmUp()]),
    );
  };
  store.add(languages.registerCodeLensProvider({ language: 'http' }, new RequestLens(documents, warmUp)));
  store.add(languages.registerDocumentSymbolProvider({ language: 'http' }, new RequestSymbols(documents)));
  store.add(new RequestFindings(documents));
  store.add(
    // From a CodeLens: file and line. From a menu: the file, and what was selected. From the keyboard: nothing.
    commands.registerCommand('concur.http.send', (uri: unknown, line: unknown) =>
      guard(log, async () => {
        const { sendFromFile } = await import('./sendHttp.js');
        await sendFromFile(uri instanceof Uri ? uri : undefined, typeof line === 'number' ? line : undefined, {
          catalog,
          runner,
          documents,
        });
      }),
    ),
  );
  return store;
}
