import { commands, type Tab, type Uri, ViewColumn, window } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { readResponseSettings } from '../host/settings.js';
import { callOf } from './recentExchanges.js';
import { type ResponseStore, uriOf } from './responseStore.js';

/**
 * Opens a response as the settings say: beside the editor that asked for it, keeping the cursor there, below it, or as the
 * active tab; in a tab of its own, or in the place of an earlier response.
 */
export async function openResponse(responses: ResponseStore, exchange: Exchange, isBeside: boolean): Promise<void> {
  const { openIn, reuseTab } = readResponseSettings();
  const uri = await responses.add(exchange);
  const earlier = reuseTab === 'never' ? [] : findEarlier(responses, exchange, uri, reuseTab === 'perOperation');
  const isApart = isBeside && openIn !== 'tab';
  // Not where another tab is in front, which may be the very request.
  const own = earlier.find(({ isActive }) => isActive)?.group.viewColumn;
  const isBelow = isApart && openIn === 'builder' && own === undefined && window.tabGroups.all.length === 1;
  if (isBelow) await commands.executeCommand('workbench.action.newGroupBelow');
  const apart = isBelow ? ViewColumn.Active : (own ?? ViewColumn.Beside);
  await commands.executeCommand('vscode.open', uri, {
    viewColumn: isApart ? apart : ViewColumn.Active,
    preserveFocus: isApart && !isBelow,
    preview: false,
  });
  if (isBelow) await commands.executeCommand('workbench.action.focusPreviousGroup');
  const stillOpen = new Set(window.tabGroups.all.flatMap(({ tabs }) => tabs));
  const toClose = earlier.filter((tab) => stillOpen.has(tab));
  if (toClose.length > 0) await window.tabGroups.close(toClose, true);
}

/** Tabs with earlier responses whose place this one takes. */
function findEarlier(responses: ResponseStore, exchange: Exchange, uri: Uri, sameCallOnly: boolean): Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => {
      const other = uriOf(tab);
      if (!other || tab.isPinned || other.toString() === uri.toString()) return false;
      const shown = responses.findBody(other);
      return shown !== undefined && (!sameCallOnly || callOf(shown) === callOf(exchange));
    });
}
