import { l10n, type QuickInputButton, ThemeIcon, window } from 'vscode';
import { DisposableStore } from '../../kernel/disposable.js';
import type { ApisTree } from './apisTree.js';

/** Asks for a filter and narrows the tree with every keystroke. Escape brings back the filter that was there before. */
export function showFilterBox(tree: ApisTree): void {
  const store = new DisposableStore();
  const before = tree.filter;
  const input = store.add(window.createInputBox());
  const clear: QuickInputButton = { iconPath: new ThemeIcon('clear-all'), tooltip: l10n.t('Clear Filter') };
  input.title = l10n.t('Filter APIs');
  input.placeholder = l10n.t('Parts of a name, path, scope or id, such as "reports v4" or "spend.list"');
  input.value = before;
  input.buttons = [clear];
  input.ignoreFocusOut = true;
  let kept = before;
  store.add(
    input.onDidChangeValue((text) => {
      tree.filter = text.trim();
    }),
  );
  store.add(
    input.onDidAccept(() => {
      kept = input.value.trim();
      input.hide();
    }),
  );
  store.add(
    input.onDidTriggerButton(() => {
      kept = '';
      input.hide();
    }),
  );
  store.add(
    input.onDidHide(() => {
      tree.filter = kept;
      store.dispose();
    }),
  );
  input.show();
}
