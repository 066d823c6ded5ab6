import { l10n, type QuickPickItem, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { OperationHit } from '../../catalog/search.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { methodIcon } from '../apis/icons.js';

interface OperationItem extends QuickPickItem {
  readonly id: string;
}

/** Finds an operation by its name, path, scope or API as the person types. Undefined when nothing was picked. */
export async function pickOperation(catalog: Catalog): Promise<string | undefined> {
  const { OperationSearch } = await import('../../catalog/search.js');
  const search = new OperationSearch(await catalog.apis());
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<OperationItem>());
  pick.title = l10n.t('Send Request');
  pick.placeholder = l10n.t('Type a part of a name, path, scope or API, such as "reports" or "trip get"');
  const show = (query: string): void => {
    pick.items = search.search(query).map(toItem);
  };
  show('');
  return new Promise<string | undefined>((resolve) => {
    store.add(pick.onDidChangeValue(show));
    store.add(pick.onDidAccept(() => resolve(pick.activeItems[0]?.id)));
    store.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => store.dispose());
}

function toItem({ api, operation }: OperationHit): OperationItem {
  return {
    id: operation.id,
    label: operation.title,
    description: `${operation.method} ${operation.path}`,
    detail: `${api.title} v${api.version} · ${operation.name}${operation.deprecated ? ` · ${l10n.t('deprecated')}` : ''}`,
    iconPath: methodIcon(operation.method),
    alwaysShow: true, // our search has decided already; the picker's own would hide hits whose words are in another order
  };
}
