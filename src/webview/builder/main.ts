// The page of the request builder: connects the elements with the host.
import { HostClient } from '../../builder/hostClient.js';
import { BuilderApp } from './builderApp/builderApp.js';

/** What VS Code gives a webview; it can be asked for once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  /** Kept while the panel is hidden and over a reload of the window. */
  setState(state: unknown): void;
};

const vscode = acquireVsCodeApi();
const app = document.querySelector('concur-builder');
if (app instanceof BuilderApp) {
  const client = new HostClient(
    (message) => vscode.postMessage(message),
    (event) => app.hear(event),
  );
  window.addEventListener('message', ({ data }) => client.receive(data));
  app.start(client, (draft) => vscode.setState(draft));
}
