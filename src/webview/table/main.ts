// The page of the table view: connects the element with the host.
import { TableClient } from '../../builder/table/tableClient.js';
import { TableApp } from './tableApp.js';

/** What VS Code gives a webview; it can be asked for once. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const vscode = acquireVsCodeApi();
const app = document.querySelector('concur-table');
if (app instanceof TableApp) {
  const client = new TableClient((message) => vscode.postMessage(message));
  window.addEventListener('message', ({ data }) => client.receive(data));
  app.start(client);
}
