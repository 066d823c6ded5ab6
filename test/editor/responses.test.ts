import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import {
  commands,
  type Diagnostic,
  type DocumentLink,
  env,
  extensions,
  type Hover,
  languages,
  type MarkdownString,
  TabInputCustom,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { documentOf, waitFor, waitForTab } from './waiting.js';

/** A server that answers every path with what was put there. */
class Answers {
  readonly #answers = new Map<string, { type: string; body: string | Buffer; status: number }>();
  readonly #server: Server = createServer(({ url = '' }, response) => {
    const answer = this.#answers.get(new URL(url, 'http://x').pathname);
    response.writeHead(answer?.status ?? 404, {
      'content-type': answer?.type ?? 'text/plain',
      'concur-correlationid': 'corr-1',
    });
    response.end(answer?.body ?? 'nothing here');
  });

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  put(path: string, type: string, body: string | Buffer, status = 200): void {
    this.#answers.set(path, { type, body, status });
  }

  /** Sends a request file with this path; gives the tab's document. */
  async send(path: string, tab: RegExp): Promise<TextDocument> {
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === 'object');
    const content = `GET http://127.0.0.1:${address.port}${path}\n`;
    await window.showTextDocument(await workspace.openTextDocument({ language: 'http', content }));
    await commands.executeCommand('concur.http.send');
    return documentOf(await waitForTab(tab));
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function lensTitles(uri: Uri): Promise<string[]> {
  const lenses = await commands.executeCommand<{ command?: { title: string } }[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** Labels of the tabs with responses in JSON. */
function responseTabs(): string[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs.map(({ label }) => label))
    .filter((label) => label.endsWith('.json'));
}

describe('responses in VS Code', () => {
  const answers = new Answers();
  before(async () => {
    await extensions.getExtension('concur-explorer.concur-api-explorer')?.activate();
    await answers.start();
    await commands.executeCommand('concur.sandbox.start');
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(async () => {
    answers.close();
    await commands.executeCommand('concur.sandbox.stop');
  });

  async function listReports(): Promise<TextDocument> {
    await commands.executeCommand('concur.sendOperation', 'expense-reports-v3/listReports');
    return documentOf(await waitForTab(/^GET listReports 200\.json$/));
  }

  it('opens a body above half a megabyte formatted, as a file that cannot be typed into', async function () {
    this.timeout(60_000); // the window takes megabytes of text in and out
    const rows = Array.from({ length: 20_000 }, (_, i) => ({ id: i, total: 1.5, name: `é${i}` }));
    answers.put('/large', 'application/json', JSON.stringify({ rows }));
    const document = await answers.send('/large', /^GET large 200\.json$/);
    assert.equal(document.uri.scheme, 'file');
    assert.equal(document.getText(), JSON.stringify({ rows }, undefined, 2));
    await window.showTextDocument(document);
    await commands.executeCommand('type', { text: 'x' });
    assert.equal(document.isDirty, false);
    assert.match((await lensTitles(document.uri)).join(' | '), /200 OK/);
  });

  it('opens a body above the limit as it came, and formats it on demand', async function () {
    this.timeout(60_000); // the window takes megabytes of text in and out
    await workspace.getConfiguration('concur.response').update('largeBodyMegabytes', 1, true);
    try {
      const rows = Array.from({ length: 30_000 }, (_, i) => ({ id: i, name: `item ${i}`, note: 'as it came' }));
      const body = `[${rows.map((row) => JSON.stringify(row)).join(',\n')}]`; // one long line would keep the window busy
      answers.put('/huge', 'application/json', body);
      const document = await answers.send('/huge', /^GET huge 200\.json$/);
      assert.equal(document.getText(), body);
      await commands.executeCommand('concur.response.format', document.uri);
      const formatted = await documentOf(await waitForTab(/^GET huge 200 formatted\.json$/));
      assert.equal(formatted.getText(), JSON.stringify(rows, undefined, 2));
    } finally {
      await workspace.getConfiguration('concur.response').update('largeBodyMegabytes', undefined, true);
    }
  });

  it('shows bytes that are no text in hex, and an image as an image', async () => {
    answers.put('/bytes', 'application/octet-stream', Buffer.from([0, 1, 2, 0x41]));
    const document = await answers.send('/bytes', /^GET bytes 200\.txt$/);
    assert.match(document.getText(), /which is no text[\s\S]*00000000 {2}00 01 02 41/);
  });

  it('honours the charset of the header', async () => {
    answers.put('/latin', 'text/plain; charset=iso-8859-1', Buffer.from([0xe9]));
    assert.equal((await answers.send('/latin', /^GET latin 200\.txt$/)).getText(), 'é');
  });

  it('puts one sentence above a refusal, with the field and the correlation id', async () => {
    const body = {
      errorId: '7',
      errorMessage: 'Bad report',
      validationErrors: [{ source: 'name', message: 'required' }],
    };
    answers.put('/refused', 'application/json', JSON.stringify(body), 400);
    const { uri } = await answers.send('/refused', /^GET refused 400\.json$/);
    const [sentence] = await lensTitles(uri);
    assert.match(
      sentence ?? '',
      /not understood \(400\)\. It says: Bad report \(name: required\)\..*Correlation id corr-1/,
    );
    await commands.executeCommand('concur.response.copySupportDetails', uri);
    const copied = await env.clipboard.readText();
    for (const part of ['Correlation id: corr-1', 'Error id: 7', 'Status: 400 Bad Request', 'Field: name: required'])
      assert.ok(copied.includes(part), part);
  });

  it('says what a field means when the mouse is on it', async () => {
    const document = await listReports();
    const at = document.positionAt(document.getText().indexOf('"ApprovalStatusName"') + 3);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
    const said = hovers.flatMap(({ contents }) => contents).map((content) => (content as MarkdownString).value);
    assert.match(said.join('\n'), /\*\*ApprovalStatusName\*\* · text[\s\S]*\$\.Items\[0\]\.ApprovalStatusName/);
  });

  it('makes links of ids and of the next page', async () => {
    const document = await listReports();
    const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    const texts = links.map(({ range }) => document.getText(range));
    assert.ok(texts.some((text) => text.startsWith('http') && text.includes('offset=')));
    const id = JSON.parse(document.getText()).Items[0].ID;
    assert.ok(texts.includes(id));
  });

  it('gets the next page with the same connection', async () => {
    const first = await listReports();
    const firstId = JSON.parse(first.getText()).Items[0].ID;
    await commands.executeCommand('concur.response.nextPage', first.uri);
    const second = await waitFor('another page', window.tabGroups.onDidChangeTabs, () =>
      workspace.textDocuments.find(({ uri }) => /listReports 200\.json$/.test(uri.path) && uri.path !== first.uri.path),
    );
    assert.notEqual(JSON.parse(second.getText()).Items[0].ID, firstId);
  });

  it('marks as hints where an answer departs from its documentation', async () => {
    answers.put(
      '/api/v3.0/expense/reports',
      'application/json',
      '{"Items":[{"ID":5,"Surprise":true}],"NextPage":null}',
    );
    const document = await answers.send('/api/v3.0/expense/reports', /^GET (listReports|expense-reports) 200\.json$/);
    const hints = await waitFor<Diagnostic[]>('hints', languages.onDidChangeDiagnostics, () => {
      const found = languages.getDiagnostics(document.uri);
      return found.length > 0 ? found : undefined;
    });
    const said = hints.map(({ message, range }) => `${document.getText(range)}: ${message}`).join('\n');
    assert.match(said, /"Surprise": The documentation does not name/);
    assert.match(said, /5: This is 5, a number: string is documented/);
  });

  it('takes the place of the earlier response, or not, as the settings say', async () => {
    answers.put('/a', 'application/json', '{}');
    answers.put('/b', 'application/json', '{}');
    await answers.send('/a', /^GET a 200/);
    await answers.send('/b', /^GET b 200/);
    assert.deepEqual(responseTabs(), ['GET b 200.json']);
    await workspace.getConfiguration('concur.response').update('reuseTab', 'never', true);
    try {
      await answers.send('/a', /^GET a 200/);
      await answers.send('/b', /^GET b 200/);
      assert.deepEqual(responseTabs().toSorted(), ['GET a 200.json', 'GET b 200.json', 'GET b 200.json']);
    } finally {
      await workspace.getConfiguration('concur.response').update('reuseTab', undefined, true);
    }
  });

  it('compares with the previous answer and leaves out what changes with every one', async () => {
    answers.put('/c', 'application/json', '{"requestId":"1","total":1.10}');
    await answers.send('/c', /^GET c 200/);
    answers.put('/c', 'application/json', '{"requestId":"2","total":1.20}');
    const { uri } = await answers.send('/c', /^GET c 200/);
    await commands.executeCommand('concur.response.compareWithPrevious', uri);
    const compared = await waitFor('both sides', window.onDidChangeVisibleTextEditors, () => {
      const texts = window.visibleTextEditors
        .map(({ document }) => document.getText())
        .filter((text) => text.includes('(ignored)'));
      return texts.length === 2 ? texts : undefined;
    });
    assert.deepEqual(
      compared.toSorted(),
      ['1.10', '1.20'].map((total) => `{\n  "requestId": "(ignored)",\n  "total": ${total}\n}`),
    );
  });

  it('shows the rows of a response as a table in a panel of its own', async () => {
    const { uri } = await listReports();
    await commands.executeCommand('concur.response.table', uri);
    await waitForTab(/^GET listReports 200 table$/);
  });

  it('takes the place of an earlier response of the same operation only, when set so', async () => {
    await workspace.getConfiguration('concur.response').update('reuseTab', 'perOperation', true);
    try {
      answers.put('/a', 'application/json', '{}');
      answers.put('/b', 'application/json', '{}');
      await answers.send('/a', /^GET a 200/);
      await answers.send('/b', /^GET b 200/);
      await answers.send('/a', /^GET a 200/);
      assert.deepEqual(responseTabs().toSorted(), ['GET a 200.json', 'GET b 200.json']);
    } finally {
      await workspace.getConfiguration('concur.response').update('reuseTab', undefined, true);
    }
  });

  it('opens as the active tab, beside or below the request, as the settings say', async () => {
    answers.put('/a', 'application/json', '{}');
    for (const [openIn, groups] of [
      ['tab', 1],
      ['side', 2],
      ['builder', 2],
    ] as const) {
      await workspace.getConfiguration('concur.response').update('openIn', openIn, true);
      try {
        await answers.send('/a', /^GET a 200/);
        assert.equal(window.tabGroups.all.length, groups, openIn);
        const isOnTop = window.tabGroups.activeTabGroup.activeTab?.label === 'GET a 200.json';
        assert.equal(isOnTop, openIn === 'tab', openIn);
      } finally {
        await workspace.getConfiguration('concur.response').update('openIn', undefined, true);
        await commands.executeCommand('workbench.action.closeAllEditors');
      }
    }
  });

  it('shows an image in the viewer for images', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    answers.put('/picture', 'image/png', png);
    await assert.rejects(answers.send('/picture', /^GET picture 200\.png$/)); // no text document
    const tab = await waitForTab(/^GET picture 200\.png$/);
    assert.ok(tab.input instanceof TabInputCustom);
    assert.equal(tab.input.viewType, 'imagePreview.previewEditor');
    assert.deepEqual(Buffer.from(await workspace.fs.readFile(tab.input.uri)), png);
  });
});
