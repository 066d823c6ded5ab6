import path from 'node:path';
import { Disposable, EventEmitter, type ExtensionContext, ExtensionMode, type SecretStorage, window } from 'vscode';
import { Catalog } from './catalog/catalog.js';
import { OwnApiStore } from './catalog/import/ownApiStore.js';
import { registerApis } from './editor/apis/index.js';
import { registerApps } from './editor/apps/index.js';
import { registerBuilder } from './editor/builder/index.js';
import { registerCallouts } from './editor/callouts/index.js';
import { EvidenceService } from './editor/certification/evidenceService.js';
import { registerCertification } from './editor/certification/index.js';
import { ConnectionBook } from './editor/connections/connectionBook.js';
import { registerConnections } from './editor/connections/index.js';
import { SandboxService } from './editor/connections/sandboxService.js';
import { tellInterrupted } from './editor/connections/tellInterrupted.js';
import { registerGuide } from './editor/guide/index.js';
import { registerHistory } from './editor/history/index.js';
import { TextFiles } from './editor/host/textFiles.js';
import { registerHttpFile } from './editor/httpfile/index.js';
import { RequestOutcomes } from './editor/httpfile/run/requestOutcomes.js';
import { registerRequestFiles } from './editor/requestFiles/index.js';
import { HistoryService } from './editor/requests/historyService.js';
import { registerRequests } from './editor/requests/index.js';
import { RequestRunner } from './editor/requests/requestRunner.js';
import { BodyFolder } from './editor/responses/bodyFolder.js';
import { registerResponses } from './editor/responses/index.js';
import { ResponseStore } from './editor/responses/responseStore.js';
import { BackgroundWork } from './response/background/backgroundWork.js';

/** Where a sandbox was started for this window, by `npm start` or a test; only addresses of this computer count. */
const SANDBOX_URL = 'CONCUR_SANDBOX_URL';

/** What a test run gets to see: no other extension can ask for these secrets, and in ordinary windows nobody can. */
export interface TestExports {
  readonly secrets: SecretStorage;
}

/** Builds the services and hands them to the features. Nothing is read, opened or sent before somebody asks for it. */
export function activate(context: ExtensionContext): TestExports | undefined {
  const services = createServices(context);
  context.subscriptions.push(
    services,
    registerApis(services),
    registerConnections({ ...services, extensionId: context.extension.id }),
    registerRequests(services),
    registerBuilder({ ...services, extensionUri: context.extensionUri }),
    registerHttpFile({ ...services, extensionUri: context.extensionUri }),
    registerRequestFiles({ ...services, extensionUri: context.extensionUri }),
    registerCallouts(services),
    registerGuide({ ...services, extensionUri: context.extensionUri }),
    registerCertification(services),
    registerApps(services),
    registerHistory(services),
    registerResponses({ ...services, extensionUri: context.extensionUri }),
  );
  return context.extensionMode === ExtensionMode.Test ? { secrets: context.secrets } : undefined;
}

/** What features share; each takes what it needs. */
function createServices({ asAbsolutePath, globalState, globalStorageUri, secrets, workspaceState }: ExtensionContext) {
  const log = window.createOutputChannel('Concur', { log: true });
  const ownApisChanged = new EventEmitter<void>();
  const ownApis = new OwnApiStore(new TextFiles(path.join(globalStorageUri.fsPath, 'own-apis')), () => {
    catalog.ownApisChanged();
    ownApisChanged.fire();
  });
  const catalog = new Catalog(async (file) => {
    const { readFile } = await import('node:fs/promises');
    return readFile(asAbsolutePath(`dist/catalog/${file}`), 'utf8');
  }, ownApis);
  const work = new BackgroundWork(asAbsolutePath('dist/extension/responseWorker.js'));
  const bodies = new BodyFolder(path.join(globalStorageUri.fsPath, 'responses'), work);
  const connections = new ConnectionBook({
    secrets,
    memory: workspaceState,
    folder: globalStorageUri.fsPath,
    bodyFiles: bodies.received,
    onInterrupted: ({ name }, startedAt) => tellInterrupted(name, startedAt),
  });
  const sandbox = new SandboxService(connections, catalog, log, process.env[SANDBOX_URL]);
  const responses = new ResponseStore(bodies);
  const history = new HistoryService(path.join(globalStorageUri.fsPath, 'history'));
  const evidence = new EvidenceService({ catalog, history, connections, globalMemory: globalState });
  const outcomes = new RequestOutcomes();
  const runner = new RequestRunner({
    connections,
    sandbox,
    responses,
    history,
    lists: path.join(globalStorageUri.fsPath, 'responses'),
    log,
  });
  const disposables = Disposable.from(
    runner,
    history,
    outcomes,
    responses,
    evidence,
    work,
    sandbox,
    connections,
    ownApisChanged,
    log,
  );
  return {
    log,
    catalog,
    ownApis,
    onDidChangeOwnApis: ownApisChanged.event,
    connections,
    sandbox,
    responses,
    outcomes,
    work,
    runner,
    history,
    evidence,
    memory: workspaceState,
    globalMemory: globalState,
    secrets,
    dispose: () => disposables.dispose(),
  };
}
