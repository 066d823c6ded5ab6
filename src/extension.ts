import { Disposable, type ExtensionContext, ExtensionMode, type SecretStorage, window } from 'vscode';
import { Catalog } from './catalog/catalog.js';
import { registerApis } from './editor/apis/index.js';
import { ConnectionBook } from './editor/connections/connectionBook.js';
import { registerConnections } from './editor/connections/index.js';
import { SandboxService } from './editor/connections/sandboxService.js';
import { registerHttpFile } from './editor/httpfile/index.js';
import { registerRequests } from './editor/requests/index.js';
import { RequestRunner } from './editor/requests/requestRunner.js';
import { registerResponses } from './editor/responses/index.js';
import { ResponseStore } from './editor/responses/responseStore.js';

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
    registerConnections(services),
    registerRequests(services),
    registerHttpFile(services),
    registerResponses(services),
  );
  return context.extensionMode === ExtensionMode.Test ? { secrets: context.secrets } : undefined;
}

/** What features share; each takes what it needs. */
function createServices({ asAbsolutePath, secrets, workspaceState }: ExtensionContext) {
  const log = window.createOutputChannel('Concur', { log: true });
  const catalog = new Catalog(async (path) => {
    const { readFile } = await import('node:fs/promises');
    return readFile(asAbsolutePath(`dist/catalog/${path}`), 'utf8');
  });
  const connections = new ConnectionBook(secrets);
  const sandbox = new SandboxService(connections, log, process.env[SANDBOX_URL]);
  const responses = new ResponseStore();
  const runner = new RequestRunner({ connections, sandbox, responses, log });
  const disposables = Disposable.from(runner, responses, sandbox, connections, log);
  return {
    log,
    catalog,
    connections,
    sandbox,
    responses,
    runner,
    memory: workspaceState,
    dispose: () => disposables.dispose(),
  };
}
