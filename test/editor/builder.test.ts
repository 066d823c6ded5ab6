import assert from 'node:assert/strict';
import { commands, type Tab, TabInputWebview, window } from 'vscode';
import { waitFor, waitForTab } from './waiting.js';

const panels = (): Tab[] =>
  window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof TabInputWebview);

describe('the request builder', () => {
  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens a panel named for the operation', async () => {
    await commands.executeCommand('concur.openBuilder', 'expense-reports-v3/listReports');
    const { input } = await waitForTab(/^GET listReports$/);
    assert.ok(input instanceof TabInputWebview);
    assert.match(input.viewType, /concur\.builder$/);
  });

  it('opens another panel with every call', async () => {
    for (const id of ['expense-reports-v3/listReports', 'expense-reports-v3/listReports', 'lists-v4/listLists']) {
      await commands.executeCommand('concur.openBuilder', id);
    }
    await waitFor('three panels', window.tabGroups.onDidChangeTabs, () => panels().length === 3 || undefined);
    assert.deepEqual(
      panels()
        .map(({ label }) => label)
        .sort(),
      ['GET listLists', 'GET listReports', 'GET listReports'],
    );
  });

  it('takes the row of the APIs view that it is called on', async () => {
    await commands.executeCommand('concur.openBuilder', {
      kind: 'operation',
      operation: { id: 'expense-reports-v3/createReport' },
    });
    assert.ok(await waitForTab(/^POST createReport$/));
  });
});
