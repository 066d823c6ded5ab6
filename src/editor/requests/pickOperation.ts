import { l10n, type QuickPickItem, window } from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { OperationHit } from '../../catalog/search.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { methodIcon } from '../apis/icons.js';
import { statusName } from '../apis/statusName.js';

/** The operation that was picked. */
export interface PickedOperation {
  readonly id: string;
  /** Values that a pasted URL held, by parameter name. */
  readonly values: Readonly<Record<string, string>>;
}

interface OperationItem extends QuickPickItem {
  readonly operation: PickedOperation;
}

/** Rows that are drawn for a search; whoever wants a later one types on. */
const MOST_ROWS = 200;

/**
 * Finds an operation by its name, path, scope or API as the person types, or by a URL that is pasted.
 * @param title of the box
 * @param blank label of a first row for no operation at all, which is picked as the id ''
 * @returns undefined when nothing was picked
 */
export async function pickOperation(
  catalog: Catalog,
  title: string,
  blank?: string,
): Promise<PickedOperation | undefined> {
  const search = await catalog.search();
  const store = new DisposableStore();
  const pick = store.add(window.createQuickPick<OperationItem>());
  pick.title = title;
  pick.placeholder = l10n.t('Type parts of a name, path, scope or API, such as "rep list", or paste a URL');
  const show = (query: string): void => {
    const found = search
      .search(query)
      .slice(0, query === '' ? undefined : MOST_ROWS)
      .map(toItem);
    const none = blank === undefined ? [] : [{ label: blank, alwaysShow: true, operation: { id: '', values: {} } }];
    pick.items = query === '' ? [...none, ...found] : [...found, ...none];
  };
  show('');
  return new Promise<PickedOperation | undefined>((resolve) => {
    store.add(pick.onDidChangeValue(show));
    store.add(pick.onDidAccept(() => resolve(pick.activeItems[0]?.operation)));
    store.add(pick.onDidHide(() => resolve(undefined)));
    pick.show();
  }).finally(() => store.dispose());
}

function toItem({ api, operation, values = {} }: OperationHit): OperationItem {
  const state = operation.deprecated && api.status === 'current' ? 'deprecated' : api.status;
  const filled = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return {
    operation: { id: operation.id, values },
    label: operation.title,
    description: `${operation.method} ${operation.path}`,
    detail: [
      `${api.title} v${api.version}`,
      operation.name,
      ...(state === 'current' ? [] : [statusName(state)]),
      ...filled,
    ].join(' · '),
    iconPath: methodIcon(operation.method),
    alwaysShow: true, // our search has decided already; the picker's own would hide hits whose words are in another order
  };
}
