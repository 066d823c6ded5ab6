import { Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { answerRequest } from '../../builder/answerRequest.js';
import { newDraft, parseDraft } from '../../builder/draft.js';
import { type Disposable, DisposableStore } from '../../kernel/disposable.js';
import type { PickedOperation } from '../requests/pickOperation.js';
import { BuilderSession, newDraftId, type SessionNeeds } from './builderSession.js';
import { panelPage } from './panelPage.js';
import { type GivenRequest, type SessionStart, startOperation, startRequest } from './startDraft.js';
import { VIEW_TYPE } from './viewType.js';

/** What a panel needs: what its session needs, and its page. */
export interface PanelNeeds extends SessionNeeds {
  /** Where this extension lies: the page is loaded from below it. */
  readonly extensionUri: Uri;
}

/** Opens a new panel for an operation, with the given values filled in. */
export async function openBuilder({ id, values }: PickedOperation, needs: PanelNeeds): Promise<Disposable> {
  const operation = await needs.catalog.operation(id);
  return open(`${operation.method} ${operation.name}`, startOperation(newDraftId(), operation, values), needs);
}

/** Opens a new panel for any address. */
export function openBlank(needs: PanelNeeds): Disposable {
  const draft = newDraft(newDraftId());
  return open(`${draft.method} …`, { draft, secrets: new Map() }, needs);
}

/** Opens a new panel for a request that exists: the operation behind it is found by its address. */
export async function openRequest(request: GivenRequest, needs: PanelNeeds): Promise<Disposable> {
  const match = await findOperation(request, needs);
  const start = startRequest(newDraftId(), request, match);
  const name =
    match?.operation.name ??
    request.url
      .replace(/[?#].*$/, '')
      .split('/')
      .filter(Boolean)
      .slice(-2)
      .join('/');
  return open(`${request.method} ${name}`, start, needs);
}

/** Brings a panel back that was open when its window was closed or reloaded; secrets have to be typed anew. */
export function restoreBuilder(panel: WebviewPanel, state: unknown, needs: PanelNeeds): Disposable {
  return showSession(panel, { draft: parseDraft(state, newDraftId), secrets: new Map() }, needs);
}

async function findOperation({ method, url }: GivenRequest, { catalog, runner }: PanelNeeds) {
  const absolute = url.startsWith('/') ? `${new URL(runner.knownGeolocation()).origin}${url}` : url;
  if (!URL.canParse(absolute)) return undefined;
  const { origin, pathname } = new URL(absolute);
  const [match] = (await catalog.paths()).find(method, pathname, origin);
  if (!match) return undefined;
  return { operation: await catalog.operation(match.operation.id), pathValues: match.pathValues };
}

function open(title: string, start: SessionStart, needs: PanelNeeds): Disposable {
  return showSession(window.createWebviewPanel(VIEW_TYPE, title, ViewColumn.Active), start, needs);
}

/**
 * Connects a panel with a session.
 * @returns ends the session; the panel stays, because it is to come back when the window is only reloaded
 */
function showSession(panel: WebviewPanel, start: SessionStart, needs: PanelNeeds): Disposable {
  const { webview } = panel;
  const folder = Uri.joinPath(needs.extensionUri, 'dist', 'webview');
  const post = (message: unknown): void => {
    void webview.postMessage(message); // false for a page that is hidden: it asks for everything when it is back
  };
  const store = new DisposableStore();
  const session = new BuilderSession(needs, start, {
    post,
    reveal: () => panel.reveal(),
    openOperation: async (id) => {
      await openBuilder({ id, values: {} }, needs);
    },
  });
  store.add(session);
  store.add(
    webview.onDidReceiveMessage(async (data: unknown) => {
      const answer = await answerRequest(data, session.handlers, (error) => session.explain(error));
      if (answer) post(answer);
    }),
  );
  store.add(needs.connections.onDidChange(() => void session.connectionChanged()));
  store.add(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('concur.builder')) session.settingsChanged();
    }),
  );
  store.add(panel.onDidDispose(() => store.dispose()));
  webview.options = { enableScripts: true, localResourceRoots: [folder] };
  webview.html = panelPage(webview, Uri.joinPath(folder, 'builder', 'main.js'));
  return store;
}
