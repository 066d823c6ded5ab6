import { l10n, type QuickInputButton, ThemeIcon, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import type { HistoryTree } from './historyTree.js';

/** Asks for words and narrows the view with every keystroke. Escape brings back the search that was there before. */
export function showSearchBox(tree: HistoryTree, changed: () => void): void {
  const store = new DisposableStore();
  const before = tree.query;
  let kept = before;
  const box = store.add(window.createInputBox());
  const clear: QuickInputButton = { iconPath: new ThemeIcon('clear-all'), tooltip: l10n.t('Clear Search') };
  box.title = l10n.t('Search History');
  box.placeholder = l10n.t('Parts of a method, address, status, operation or connection, such as "post reports 400"');
  box.value = before;
  box.buttons = [clear];
  box.ignoreFocusOut = true;
  store.add(
    box.onDidChangeValue((text) => {
      tree.query = text.trim();
      changed();
    }),
  );
  store.add(
    box.onDidAccept(() => {
      kept = box.value.trim();
      box.hide();
    }),
  );
  store.add(
    box.onDidTriggerButton(() => {
      kept = '';
      box.hide();
    }),
  );
  store.add(
    box.onDidHide(() => {
      tree.query = kept;
      changed();
      store.dispose();
    }),
  );
  box.show();
}
