import {
  commands,
  type Disposable,
  type Event,
  env,
  type LogOutputChannel,
  l10n,
  type Memento,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Catalog } from '../../catalog/catalog.js';
import type { Exchange } from '../../http/exchange.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { GuideProgress } from './guideProgress.js';
import { LESSON_SCHEME, LESSON_URI, LessonDocument } from './lessonDocument.js';
import { stepOfExchange } from './stepOfExchange.js';

/** What the guide needs. */
export interface GuideNeeds {
  readonly catalog: Catalog;
  /** Remembers what was done, for all windows. */
  readonly globalMemory: Memento;
  readonly runner: { readonly onDidExchange: Event<Exchange> };
  readonly connections: {
    readonly onDidChange: Event<void>;
    readonly states: readonly { readonly connection: { readonly kind: string }; readonly tokenSet: unknown }[];
  };
  readonly log: LogOutputChannel;
  /** Where the extension is installed. */
  readonly extensionUri: Uri;
}

const WALKTHROUGH = 'concur-explorer.concur-api-explorer#concur.start';
const ACCESS_PAGE = 'https://developer.concur.com/manage-apps/partner-applications.html';

/** The walkthrough's steps completed by what really happens, the page on REST basics, and the choice of a flow. */
export function registerGuide({
  catalog,
  globalMemory,
  runner,
  connections,
  log,
  extensionUri,
}: GuideNeeds): Disposable {
  const store = new DisposableStore();
  const progress = new GuideProgress(globalMemory);
  const lesson = store.add(new LessonDocument(catalog));
  void guard(log, () => progress.restore());
  store.add(workspace.registerTextDocumentContentProvider(LESSON_SCHEME, lesson));
  store.add(
    runner.onDidExchange((exchange) => {
      lesson.take(exchange);
      const step = stepOfExchange(exchange);
      if (step) void guard(log, () => progress.complete(step));
    }),
  );
  store.add(
    connections.onDidChange(() => {
      void guard(log, async () => {
        const { states } = connections;
        if (states.some(({ connection, tokenSet }) => connection.kind === 'sandbox' && tokenSet)) {
          await progress.complete('sandboxStarted');
        }
        if (states.some(({ connection }) => connection.kind !== 'sandbox')) await progress.complete('connectionAdded');
        if (states.some(({ tokenSet }) => tokenSet)) await progress.complete('signedIn');
      });
    }),
  );
  const register = (id: string, work: () => Promise<unknown>): void => {
    store.add(commands.registerCommand(id, () => guard(log, work)));
  };
  register('concur.guide.open', async () =>
    commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
  );
  register('concur.guide.restBasics', async () => {
    await commands.executeCommand('markdown.showPreview', LESSON_URI);
    if (lesson.hasRequest) await progress.complete('lessonRead');
  });
  register('concur.guide.getAccess', async () => env.openExternal(Uri.parse(ACCESS_PAGE)));
  register('concur.guide.chooseFlow', async () => {
    const { askFlow } = await import('./askFlow.js');
    const advice = await askFlow();
    if (!advice) return;
    await progress.complete('flowChosen');
    const add = l10n.t('Add Connection');
    const clicked = await window.showInformationMessage(advice.because, add);
    if (clicked === add) await commands.executeCommand('concur.connections.add', { flow: advice.flow });
  });
  register('concur.recipes.open', async () => {
    const { openRecipe } = await import('./recipes.js');
    await openRecipe(Uri.joinPath(extensionUri, 'media', 'recipes'));
  });
  return store;
}
