import assert from 'node:assert/strict';
import { commands, extensions, window, workspace } from 'vscode';
import { parseTokenSet } from '../../src/auth/tokenSet.js';
import type { TestExports } from '../../src/extension.js';
import { documentOf, waitForTab } from './waiting.js';

const ID = 'concur-explorer.concur-api-explorer';

async function exportsOfExtension(): Promise<TestExports> {
  const extension = extensions.getExtension<TestExports>(ID);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

describe('the extension in VS Code', () => {
  before(async () => {
    await exportsOfExtension();
    await commands.executeCommand('concur.sandbox.start');
  });

  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => commands.executeCommand('concur.sandbox.stop'));

  it('registers every command that its package.json promises', async () => {
    const promised = extensions.getExtension(ID)?.packageJSON.contributes.commands as { command: string }[];
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(
      promised.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });

  it('keeps the token set in SecretStorage', async () => {
    const { secrets } = await exportsOfExtension();
    const stored = await secrets.get('concur.connection.sandbox.tokens');
    assert.ok(stored);
    const tokenSet = parseTokenSet(stored);
    assert.ok(tokenSet && tokenSet.expiresAt > new Date());
    assert.ok(tokenSet.scopes.includes('EXPRPT'));
  });

  it('sends an operation and shows the formatted response in a tab named for it', async () => {
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    const document = await documentOf(await waitForTab(/^GET listReports 200\.json$/));
    assert.equal(document.languageId, 'json');
    assert.match(document.getText(), /^\{\n {2}"Items": \[\n {4}\{\n/);
    assert.equal(JSON.parse(document.getText()).Items.length, 25);
  });

  it('shows status, time and size above the response', async () => {
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    const { uri } = await documentOf(await waitForTab(/^GET listReports 200/));
    const lenses = await commands.executeCommand<{ command?: { title: string } }[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.match(lenses[0]?.command?.title ?? '', /^200 OK · \d+ ms · [\d.]+ KB$/);
  });

  it('shows XML for an operation that answers in XML', async () => {
    await commands.executeCommand('concur.sendOperation', 'itinerary-trips-v1.1/listTrips');
    const document = await documentOf(await waitForTab(/^GET listTrips 200\.xml$/));
    assert.match(document.getText(), /<ItineraryInfoList[\s\S]*\n {2}<ItineraryInfo>\n {4}<TripId>/);
  });

  it('leaves no token in the response documents, their headers, or the settings', async () => {
    const { secrets } = await exportsOfExtension();
    const token = parseTokenSet((await secrets.get('concur.connection.sandbox.tokens')) ?? '')?.accessToken ?? '';
    assert.notEqual(token, '');
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    const response = await documentOf(await waitForTab(/^GET listReports 200\.json/));
    await commands.executeCommand('concur.response.showHeaders', response.uri);
    const headers = await documentOf(await waitForTab(/headers\.txt$/));
    assert.match(headers.getText(), /Authorization: Bearer •••/);
    const settings = JSON.stringify(workspace.getConfiguration());
    for (const text of [response.getText(), headers.getText(), settings]) assert.ok(!text.includes(token));
  });

  it('renews a token that the sandbox no longer knows, without a word', async () => {
    await commands.executeCommand('concur.sandbox.stop');
    await commands.executeCommand('concur.sandbox.start');
    await commands.executeCommand('concur.connections.signOut');
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    assert.ok(await waitForTab(/^GET listReports 200/));
  });

  it('shows a response read-only', async () => {
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    const tab = await waitForTab(/^GET listReports 200/);
    const editor = await window.showTextDocument(await documentOf(tab));
    await commands.executeCommand('type', { text: 'x' });
    assert.equal(editor.document.isDirty, false);
  });
});
