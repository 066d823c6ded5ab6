import { Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import { answerRequest } from '../../builder/answerRequest.js';
import { parseDraft, withBodyText } from '../../builder/draft.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import type { PickedOperation } from '../requests/pickOperation.js';
import { BuilderSession, type SessionNeeds, type SessionStart, startOperation } from './builderSession.js';
import { panelPage } from './panelPage.js';
import { VIEW_TYPE } from './viewType.js';

/** What a panel needs: what its session needs, and its page. */
export interface PanelNeeds extends SessionNeeds {
  /** Where this extension lies: the page is loaded from below it. */
  readonly extensionUri: Uri;
}

/** Opens a new panel for an operation, with the given values filled in, and a body instead of the sample. */
export async function openBuilder(
  { id, values, body }: PickedOperation & { readonly body?: string },
  needs: PanelNeeds,
): Promise<Disposable> {
  const operation = await needs.catalog.operation(id);
  const title = `${operation.method} ${operation.name}`;
  const panel = window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Active);
  const start = startOperation(operation, values);
  const { draft } = start;
  return showSession(
    panel,
    body === undefined || !draft ? start : { ...start, draft: withBodyText(draft, body) },
    needs,
  );
}

/** Brings a panel back that was open when its window was closed or reloaded; secrets have to be typed anew. */
export function restoreBuilder(panel: WebviewPanel, state: unknown, needs: PanelNeeds): Disposable {
  return showSession(panel, { draft: parseDraft(state), secrets: new Map() }, needs);
}

/**
 * Connects a panel with a session.
 * @returns ends the session; the panel stays, because it is to come back when the window is only reloaded
 */
function showSession(panel: WebviewPanel, start: SessionStart, needs: PanelNeeds): Disposable {
  const { webview } = panel;
  const folder = Uri.joinPath(needs.extensionUri, 'dist', 'webview', 'builder');
  const post = (message: unknown): void => {
    void webview.postMessage(message); // false for a page that is hidden: it asks for everything when it is back
  };
  const session = new BuilderSession(needs, start, { post, reveal: () => panel.reveal() });
  const store = new DisposableStore();
  store.add(
    webview.onDidReceiveMessage(async (data: unknown) => {
      const answer = await answerRequest(data, session.handlers, (error) => session.explain(error));
      if (answer) post(answer);
    }),
  );
  store.add(needs.connections.onDidChange(() => void session.connectionChanged()));
  store.add(panel.onDidDispose(() => store.dispose()));
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = panelPage(webview, Uri.joinPath(folder, 'main.js'));
  return store;
}
