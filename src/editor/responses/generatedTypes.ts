import { l10n, ProgressLocation, window, workspace } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { type BackgroundWork, WorkError } from '../../response/background/backgroundWork.js';
import { toTypeName } from '../../response/typeName.js';
import { bodyOf, filterLanguageOf } from './target.js';

/** Asks which, makes TypeScript types or a JSON Schema of a response, and opens them as a new document. */
export async function showTypes(exchange: Exchange, work: BackgroundWork): Promise<void> {
  if (filterLanguageOf(exchange) !== 'json') {
    void window.showInformationMessage(l10n.t('Types can be made of JSON only.'));
    return;
  }
  const choice = await window.showQuickPick(
    [
      { label: l10n.t('TypeScript types'), target: 'typescript', language: 'typescript' },
      { label: l10n.t('JSON Schema'), target: 'schema', language: 'json' },
    ] as const,
    { title: l10n.t('Generate From This Response') },
  );
  if (!choice) return;
  const { operationId, request } = exchange;
  const name = toTypeName(operationId?.split('/').pop() ?? new URL(request.url).pathname.split('/').pop() ?? '');
  const options = { location: ProgressLocation.Window, title: l10n.t('Generating types') };
  try {
    const content = await window.withProgress(options, () =>
      work.run('generateTypes', { body: bodyOf(exchange), target: choice.target, name }),
    );
    await window.showTextDocument(await workspace.openTextDocument({ language: choice.language, content }));
  } catch (error) {
    if (!(error instanceof WorkError)) throw error;
    void window.showWarningMessage(
      l10n.t('No types can be made of this body: {0}. Look whether it is complete JSON.', error.message),
    );
  }
}
