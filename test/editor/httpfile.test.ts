import assert from 'node:assert/strict';
import { type CodeLens, commands, type DocumentSymbol, languages, Selection, Uri, window, workspace } from 'vscode';
import { documentOf, waitFor, waitForTab } from './waiting.js';

/** Shown at once: an untitled document that nobody sees outlives its test and comes back under its name. */
async function openHttp(content: string) {
  const document = await workspace.openTextDocument({ language: 'http', content });
  await window.showTextDocument(document);
  return document;
}

describe('.http files in VS Code', () => {
  before(() => commands.executeCommand('concur.sandbox.start'));
  afterEach(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('have "Send Request" above each request, and an outline', async () => {
    const { uri } = await openHttp('### One\nGET /a\n\n###\n# @name two\nPOST /b\n\nbody\n');
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    assert.deepEqual(
      lenses.map(({ range, command }) => [range.start.line, command?.title]),
      [
        [1, '$(play) Send Request'],
        [1, 'Send All'],
        [1, 'Open in Builder'],
        [5, '$(play) Send Request'],
        [5, 'Open in Builder'],
      ],
    );
    const symbols = await commands.executeCommand<DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ['One', 'two'],
    );
  });

  it('send the request at the cursor, with the token of the connection', async () => {
    const document = await openHttp('GET /nowhere\n\n###\n@n = 3\nGET /api/v3.0/expense/reports?limit={{n}}\n');
    const editor = await window.showTextDocument(document);
    editor.selection = new Selection(4, 2, 4, 2);
    await commands.executeCommand('concur.http.send');
    const response = await documentOf(await waitForTab(/^GET listReports 200\.json$/));
    assert.equal(JSON.parse(response.getText()).Items.length, 3);
  });

  it('send from a CodeLens and from the explorer', async () => {
    const folder = workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const uri = Uri.joinPath(folder, 'one.http');
    await workspace.fs.writeFile(uri, Buffer.from('GET /api/travel/trip/v1.1\n'));
    await commands.executeCommand('concur.http.send', uri, [uri]);
    assert.ok(await waitForTab(/^GET listTrips 200\.xml$/));
    await commands.executeCommand('workbench.action.closeAllEditors');
    await commands.executeCommand('concur.http.send', uri, 0);
    assert.ok(await waitForTab(/^GET listTrips 200\.xml$/));
  });

  it('say in the Problems view what needs mending, and no longer once it is mended', async () => {
    const document = await openHttp('GET /api/v3.0/expense/reports\nthis is no header\n');
    const editor = await window.showTextDocument(document);
    const findings = await waitFor('a finding', languages.onDidChangeDiagnostics, () => {
      const found = languages.getDiagnostics(document.uri);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(findings[0]?.range.start.line, 1);
    assert.equal(findings[0]?.source, 'Concur');
    await editor.edit((edit) => edit.replace(document.lineAt(1).range, 'Accept: */*'));
    await waitFor('no finding', languages.onDidChangeDiagnostics, () =>
      languages.getDiagnostics(document.uri).length === 0 ? true : undefined,
    );
  });
});
