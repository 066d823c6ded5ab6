import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CodeLens,
  ConfigurationTarget,
  commands,
  env,
  extensions,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { Credentials } from '../../src/auth/credentials.js';
import type { TestExports } from '../../src/extension.js';
import { documentOf, waitFor, waitForTab } from './waiting.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A server of the test: remembers what came, answers `/status/N` with N, and everything else with an id. */
class Listener {
  readonly seen: Seen[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Listener> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = request.url ?? '';
        listener.seen.push({
          method: request.method ?? '',
          url,
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        });
        const status = Number(/^\/status\/(\d+)/.exec(url)?.[1] ?? 200);
        response.writeHead(status, { 'Content-Type': 'application/json', 'Set-Cookie': 'seat=12; Path=/' });
        response.end(JSON.stringify({ id: `id-of-${url.slice(1)}`, secret: 'x' }));
      });
    });
    const listener = new Listener(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return listener;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get calls(): readonly string[] {
    return this.seen.map(({ method, url }) => `${method} ${url}`);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('sending from .http files', () => {
  let listener: Listener;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');

  before(async () => {
    listener = await Listener.start();
  });
  after(() => listener.close());
  beforeEach(() => {
    listener.seen.length = 0;
  });
  afterEach(async () => {
    await workspace.getConfiguration('concur.http').update('stopOnFailure', undefined, ConfigurationTarget.Global);
    await workspace.getConfiguration('concur.http').update('codeLens', undefined, ConfigurationTarget.Global);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function openFile(name: string, text: string): Promise<TextDocument> {
    const uri = Uri.joinPath(folder, name);
    await workspace.fs.writeFile(uri, Buffer.from(text.replaceAll('HOST', listener.url)));
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    return document;
  }

  async function titlesOf({ uri }: TextDocument): Promise<string[]> {
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri);
    return lenses.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`);
  }

  it('sends what a request refers to first, and only once', async () => {
    const document = await openFile(
      'chain.http',
      '# @name first\nGET HOST/first\n\n###\n# @name second\nGET HOST/second?id={{first.response.body.$.id}}\n',
    );
    await commands.executeCommand('concur.http.send', document.uri, 5);
    assert.deepEqual(listener.calls, ['GET /first', 'GET /second?id=id-of-first']);
    await commands.executeCommand('concur.http.send', document.uri, 5);
    assert.deepEqual(listener.calls.slice(2), ['GET /second?id=id-of-first']);
    assert.ok(await waitForTab(/^GET second 200\.json$/));
  });

  it('carries cookies from one request of a file to the next, unless one says otherwise', async () => {
    const document = await openFile(
      'cookies.http',
      'GET HOST/one\n\n###\nGET HOST/two\n\n###\n# @no-cookie-jar\nGET HOST/three\n',
    );
    for (const line of [0, 3, 7]) await commands.executeCommand('concur.http.send', document.uri, line);
    assert.deepEqual(
      listener.seen.map(({ headers }) => headers.cookie),
      [undefined, 'seat=12', undefined],
    );
  });

  it('takes bodies and environments from files beside it, and writes the answer to one', async () => {
    await workspace.fs.writeFile(Uri.joinPath(folder, 'lamp.json'), Buffer.from('{"name":"{{lamp}}"}'));
    await workspace.fs.writeFile(
      Uri.joinPath(folder, 'http-client.private.env.json'),
      Buffer.from('{"$shared":{"lamp":"harbour"}}'),
    );
    const document = await openFile('files.http', 'POST HOST/lamps\n\n<@ ./lamp.json\n\n>>! out.json\n');
    await commands.executeCommand('concur.http.send', document.uri, 0);
    assert.equal(listener.seen[0]?.body, '{"name":"harbour"}');
    const written = await workspace.fs.readFile(Uri.joinPath(folder, 'out.json'));
    assert.match(Buffer.from(written).toString(), /id-of-lamps/);
    await workspace.fs.delete(Uri.joinPath(folder, 'http-client.private.env.json'));
  });

  it('reads further environment files that the settings name, within the workspace only', async () => {
    await workspace.fs.writeFile(Uri.joinPath(folder, 'more.json'), Buffer.from('{"$shared":{"buoy":"red"}}'));
    const settings = workspace.getConfiguration('concur.http');
    await settings.update('environmentFiles', ['more.json', '/etc/hosts'], ConfigurationTarget.Global);
    const document = await openFile('more.http', 'GET HOST/{{buoy}}\n');
    await commands.executeCommand('concur.http.send', document.uri, 0);
    await settings.update('environmentFiles', undefined, ConfigurationTarget.Global);
    assert.deepEqual(listener.calls, ['GET /red']);
  });

  it('sends all in order and stops at the first failure, or goes on where the settings say so', async () => {
    const text = 'GET HOST/a\n\n###\nGET HOST/status/500\n?? status == 200\n\n###\nGET HOST/c\n';
    const document = await openFile('all.http', text);
    await commands.executeCommand('concur.http.sendAll', document.uri);
    assert.deepEqual(listener.calls, ['GET /a', 'GET /status/500']);
    listener.seen.length = 0;
    await workspace.getConfiguration('concur.http').update('stopOnFailure', false, ConfigurationTarget.Global);
    await commands.executeCommand('concur.http.sendAll', document.uri);
    assert.deepEqual(listener.calls, ['GET /a', 'GET /status/500', 'GET /c']);
  });

  it('sends the requests that the selection touches', async () => {
    const document = await openFile('selected.http', 'GET HOST/a\n\n###\nGET HOST/b\n\n###\nGET HOST/c\n');
    const editor = await window.showTextDocument(document);
    editor.selection = new Selection(3, 2, 6, 1);
    await commands.executeCommand('concur.http.sendSelection');
    assert.deepEqual(listener.calls, ['GET /b', 'GET /c']);
  });

  it('shows buttons above requests, and then how each was doing', async () => {
    const document = await openFile('lens.http', 'GET HOST/a\n?? status == 204\n\n###\nGET https://example.com/\n');
    assert.deepEqual(await titlesOf(document), [
      '0 $(play) Send Request',
      '0 Send All',
      '0 Open in Builder',
      '4 $(play) Send Request',
    ]);
    await commands.executeCommand('concur.http.send', document.uri, 0);
    const titles = await titlesOf(document);
    assert.match(titles[3] ?? '', /^0 \$\(error\) 200 · \d+ ms · 1 of 1 checks failed$/);
    await workspace.getConfiguration('concur.http').update('codeLens', 'never', ConfigurationTarget.Global);
    assert.deepEqual(await titlesOf(document), []);
  });

  it('sends from Markdown once its buttons are asked for, with one set of variables for all blocks', async () => {
    const document = await openFile(
      'page.md',
      '# Lamps\n\n```http\n@where = HOST\nGET {{where}}/one\n```\n\nand\n\n```http\nGET {{where}}/two\n```\n',
    );
    assert.deepEqual(await titlesOf(document), []);
    await commands.executeCommand('concur.http.showInMarkdown');
    assert.deepEqual(
      (await titlesOf(document)).filter((title) => title.endsWith('Send Request')),
      ['4 $(play) Send Request', '10 $(play) Send Request'],
    );
    await commands.executeCommand('concur.http.send', document.uri, 10);
    assert.deepEqual(listener.calls, ['GET /two']);
  });

  it('sends nothing by a connection that nobody knows', async () => {
    const document = await openFile('connection.http', '# @connection Nowhere\nGET HOST/a\n');
    const sent = commands.executeCommand('concur.http.send', document.uri, 1);
    await sent;
    assert.deepEqual(listener.calls, []);
    assert.ok((await titlesOf(document)).some((title) => /no answer/.test(title)));
  });

  it('sends by the connection that a request names, with its token and to its geolocation', async () => {
    const extension = extensions.getExtension<TestExports>('concur-explorer.concur-api-explorer');
    const { secrets } = (await extension?.activate()) ?? assert.fail('the extension is installed');
    const credentials = new Credentials(secrets);
    const grant = { kind: 'accessToken' };
    const settings = ['Harbour', 'Quay'].map((name) => ({
      ...{ id: name, name, kind: 'custom', clientId: 'c', grant },
      geolocation: listener.url,
    }));
    for (const { id } of settings) await credentials.writeSecrets(id, { accessToken: `token-of-${id}` });
    await workspace.getConfiguration().update('concur.connections', settings, ConfigurationTarget.Global);
    const document = await openFile(
      'connections.http',
      '# @connection harbour\nGET /a\n\n###\n# @connection Quay\nGET /b\nX-Own: {{$concur.token}}\n',
    );
    await commands.executeCommand('concur.http.send', document.uri, 1);
    await commands.executeCommand('concur.http.send', document.uri, 5);
    await workspace.getConfiguration().update('concur.connections', undefined, ConfigurationTarget.Global);
    for (const { id } of settings) await credentials.forget(id);
    assert.deepEqual(
      listener.seen.map(({ url, headers }) => [url, headers.authorization, headers['x-own']]),
      [
        ['/a', 'Bearer token-of-Harbour', undefined],
        ['/b', 'Bearer token-of-Quay', 'token-of-Quay'],
      ],
    );
  });

  it('copies a request as cURL without its secrets, and pastes one as a request', async () => {
    const document = await openFile('copy.http', '@lamp = 7\nGET HOST/lamps/{{lamp}}\nAuthorization: Bearer abc123\n');
    await commands.executeCommand('concur.copyAsCurl', document.uri, 1);
    const copied = await env.clipboard.readText();
    assert.match(copied, /^curl/);
    assert.match(copied, /\/lamps\/7/);
    assert.doesNotMatch(copied, /abc123/);
    await env.clipboard.writeText(`curl -X POST '${listener.url}/paste' -H 'Accept: text/plain' -d 'a=1'`);
    await window.showTextDocument(document);
    await commands.executeCommand('concur.pasteCurl');
    assert.match(document.getText(), /###\nPOST http:\/\/127[^\n]*\/paste\nAccept: text\/plain\n/);
    await commands.executeCommand('concur.http.send', document.uri, document.lineCount - 2);
    assert.equal(listener.seen.at(-1)?.body, 'a=1');
  });

  it('carries a request to the builder', async () => {
    const document = await openFile('builder.http', 'GET /api/v3.0/expense/reports?limit=7\n');
    await commands.executeCommand('concur.http.openInBuilder', document.uri, 0);
    assert.ok(await waitForTab(/^GET listReports$/));
  });

  it('opens the last answer of a request again', async () => {
    const document = await openFile('again.http', 'GET HOST/again\n');
    await commands.executeCommand('concur.http.send', document.uri, 0);
    const first = await waitForTab(/^GET again 200\.json$/);
    await window.tabGroups.close(first);
    await commands.executeCommand('concur.http.openResponse', document.uri, 0);
    const shown = await documentOf(await waitForTab(/^GET again 200\.json$/));
    assert.match(shown.getText(), /id-of-again/);
    assert.equal(listener.calls.length, 1);
  });

  it('copies the samples into the workspace and leaves what is there alone', async () => {
    const own = Uri.joinPath(folder, 'concur-samples', 'first-calls.http');
    await workspace.fs.writeFile(own, Buffer.from('GET /mine\n'));
    await commands.executeCommand('concur.requests.copySamples');
    await waitFor('the sample', window.onDidChangeActiveTextEditor, () =>
      window.activeTextEditor?.document.uri.path.endsWith('concur-samples/first-calls.http') ? true : undefined,
    );
    assert.equal(Buffer.from(await workspace.fs.readFile(own)).toString(), 'GET /mine\n');
    assert.ok(await workspace.fs.stat(Uri.joinPath(folder, 'concur-samples', 'data', 'report.json')));
  });
});
