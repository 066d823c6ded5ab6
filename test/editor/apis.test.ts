import assert from 'node:assert/strict';
import { ConfigurationTarget, commands, env, workspace } from 'vscode';
import { waitFor } from './waiting.js';

/** A row as the APIs view hands it to a command. */
function rowOf(id: string): object {
  return { kind: 'operation', operation: { id } };
}

describe('rows of the APIs view in VS Code', () => {
  for (const [command, id, copied] of [
    ['concur.apis.copyPath', 'lists-v4/getList', /^\/list\/v4\/lists\/\{listId\}$/],
    ['concur.apis.copyUrl', 'lists-v4/getList', /^https?:\/\/[^/]+\/list\/v4\/lists\/\{listId\}$/],
    [
      'concur.apis.copyCurl',
      'lists-v4/createList',
      /^curl --request POST[\s\S]+\/list\/v4\/lists[\s\S]+Authorization: Bearer YOUR_ACCESS_TOKEN[\s\S]+--data-raw '\{/,
    ],
  ] as const) {
    it(`${command} puts it on the clipboard, without any token`, async () => {
      await commands.executeCommand(command, rowOf(id));
      assert.match(await env.clipboard.readText(), copied);
    });
  }

  it('turn a setting on and off for the person, in every workspace', async () => {
    const setting = () => workspace.getConfiguration('concur.apis').inspect<boolean>('showDeprecated')?.globalValue;
    const toggled = (expected: boolean) =>
      waitFor('the setting to change', workspace.onDidChangeConfiguration, () =>
        setting() === expected ? true : undefined,
      );
    await commands.executeCommand('concur.apis.toggleDeprecated');
    await toggled(true);
    await commands.executeCommand('concur.apis.toggleDeprecated');
    await toggled(false);
    await workspace.getConfiguration('concur.apis').update('showDeprecated', undefined, ConfigurationTarget.Global);
  });

  it('open what Concur sends to a connector as a request file for that connector', async () => {
    await commands.executeCommand('concur.sendOperation', 'callouts/fetchAttendees');
    const document = await waitFor('a request file', workspace.onDidOpenTextDocument, () =>
      workspace.textDocuments.find((open) => open.languageId === 'http' && open.getText().includes('{{connector}}')),
    );
    assert.match(document.getText(), /^POST \{\{connector\}\}\/concur\/attendee\//m);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
});
