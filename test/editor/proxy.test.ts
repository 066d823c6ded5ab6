import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationTarget, commands, window, workspace } from 'vscode';
import { documentOf, waitForTab } from './waiting.js';

describe("the person's proxy", () => {
  let proxy: Server;
  const asked: string[] = [];

  before(async () => {
    proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json').end('{"via":"the proxy"}');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    await workspace.getConfiguration('http').update('proxy', `http://127.0.0.1:${port}`, ConfigurationTarget.Global);
  });

  after(async () => {
    await workspace.getConfiguration('http').update('proxy', undefined, ConfigurationTarget.Global);
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('gets the requests, for VS Code puts it into the http module that the bundle requires', async () => {
    const content = 'GET http://concur.invalid/api\n';
    await window.showTextDocument(await workspace.openTextDocument({ language: 'http', content }));
    await commands.executeCommand('concur.http.send');
    const document = await documentOf(await waitForTab(/^GET api 200\.json$/));
    assert.match(document.getText(), /"via": "the proxy"/);
    assert.deepEqual(asked, ['http://concur.invalid/api']);
  });
});
