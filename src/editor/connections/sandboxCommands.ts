import { commands, env, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { HttpRequest } from '../../http/request.js';
import { SANDBOX_ID } from './activeChoice.js';
import type { ConnectionBook } from './connectionBook.js';
import type { SandboxService } from './sandboxService.js';

/** How long the sandbox on this computer may take to answer. */
const TIMEOUT_MS = 30_000;
/** Characters of a refusal that are shown. */
const LONGEST_REASON = 300;

/** What can be done to the sandbox in use beside starting and stopping it; each asks its admin service. */
class SandboxCommands {
  readonly #connections: ConnectionBook;

  constructor(connections: ConnectionBook) {
    this.#connections = connections;
  }

  /** Brings back the data that the sandbox started with, when the person says so. */
  async reset(): Promise<void> {
    const reset = l10n.t('Reset');
    const question = l10n.t('Bring back the data that the sandbox started with? What was created since is lost.');
    if ((await window.showWarningMessage(question, { modal: true }, reset)) !== reset) return;
    await this.#ask('POST', '/sandbox/reset');
    window.setStatusBarMessage(l10n.t('The sandbox is as it was at its start.'), 5000);
  }

  /** Opens the admin page in the browser. */
  async openAdmin(): Promise<void> {
    await env.openExternal(Uri.parse(this.#urlOf('/sandbox')));
  }

  /** Opens the admin page in an editor tab. */
  async showAdmin(): Promise<void> {
    const url = await env.asExternalUri(Uri.parse(this.#urlOf('/sandbox')));
    await commands.executeCommand('simpleBrowser.show', url.toString(true));
  }

  /** Lets the person choose what the next answers do, or that all is well again. */
  async chooseFault(): Promise<void> {
    const faults: readonly { readonly label: string; readonly description: string; readonly order?: string }[] = [
      { label: l10n.t('No fault'), description: l10n.t('answer as usual') },
      { label: '429 Too Many Requests', description: l10n.t('with Retry-After'), order: 'status=429' },
      { label: '500 Internal Server Error', description: '', order: 'status=500' },
      { label: '503 Service Unavailable', description: l10n.t('maintenance page'), order: 'maintenance' },
      { label: l10n.t('Slow answers'), description: l10n.t('5 seconds each'), order: 'latency=5000' },
      {
        label: l10n.t('Cut connections'),
        description: l10n.t('in the middle of the body'),
        order: 'cut=body',
      },
      { label: l10n.t('Expired tokens'), description: l10n.t('as after an hour'), order: 'expired-token' },
    ];
    const picked = await window.showQuickPick(faults, {
      title: l10n.t('Sandbox Faults'),
      placeHolder: l10n.t('What shall all answers of the sandbox do from now on?'),
    });
    if (!picked) return;
    await this.#ask('DELETE', '/sandbox/faults');
    if (picked.order !== undefined) await this.#ask('POST', '/sandbox/faults', { faults: picked.order });
    window.setStatusBarMessage(l10n.t('Sandbox: {0}', picked.label), 5000);
  }

  /** Writes all data of the sandbox into a file that the person chooses. */
  async save(): Promise<void> {
    const file = await window.showSaveDialog({ title: l10n.t('Save Sandbox Data'), filters: { JSON: ['json'] } });
    if (!file) return;
    await this.#withProgress(l10n.t('Saving the sandbox'), async () => {
      await workspace.fs.writeFile(file, await this.#ask('GET', '/sandbox/state'));
    });
  }

  /** Puts the data of a file in the place of the sandbox's own. */
  async load(): Promise<void> {
    const [file] =
      (await window.showOpenDialog({ title: l10n.t('Load Sandbox Data'), filters: { JSON: ['json'] } })) ?? [];
    if (!file) return;
    await this.#withProgress(l10n.t('Loading the sandbox'), async () => {
      await this.#ask('POST', '/sandbox/state', readJson(await workspace.fs.readFile(file)));
    });
  }

  #withProgress(title: string, work: () => Promise<void>): Thenable<void> {
    return window.withProgress({ location: ProgressLocation.Window, title }, work);
  }

  #urlOf(path: string): string {
    const state = this.#connections.find(SANDBOX_ID);
    if (!state) throw new NoSandboxError();
    return state.connection.geolocation + path;
  }

  /** The body of the answer. @throws {SandboxActionError} with the sandbox's own words when it refuses */
  async #ask(method: string, path: string, body?: object): Promise<Uint8Array> {
    const request: HttpRequest = {
      method,
      url: this.#urlOf(path),
      headers: body === undefined ? [] : [['Content-Type', 'application/json']],
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body ?? {}) }),
    };
    const { transport } = await this.#connections.network();
    const { response } = await transport.send(request, { timeoutMs: TIMEOUT_MS, followRedirects: false });
    if (response.status >= 400)
      throw new SandboxActionError(new TextDecoder().decode(response.body).slice(0, LONGEST_REASON));
    return response.body;
  }
}

/** What was asked of the sandbox could not be done; the message says why. */
class SandboxActionError extends Error {
  override readonly name = 'SandboxActionError';
}

/** @throws {SandboxActionError} when the file holds no object in JSON */
function readJson(bytes: Uint8Array): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new SandboxActionError(l10n.t('The file is no JSON: {0}', String(cause)), { cause });
  }
  throw new SandboxActionError(l10n.t('The file holds no data of a sandbox.'));
}

/** There is no sandbox to do anything to. */
class NoSandboxError extends Error {
  override readonly name = 'NoSandboxError';
}

/** Starting, stopping, and what the admin service of the sandbox does. */
export function registerSandboxCommands(
  register: (id: string, work: (argument: unknown) => Promise<unknown>) => void,
  connections: ConnectionBook,
  sandbox: SandboxService,
): void {
  register('concur.sandbox.start', () => sandbox.startWithProgress());
  register('concur.sandbox.stop', () => sandbox.stop());
  const actions = new SandboxCommands(connections);
  const onSandbox = (id: string, work: () => Promise<unknown>): void => register(id, () => offerStart(work));
  onSandbox('concur.sandbox.reset', () => actions.reset());
  onSandbox('concur.sandbox.openAdmin', () => actions.openAdmin());
  onSandbox('concur.sandbox.showAdmin', () => actions.showAdmin());
  onSandbox('concur.sandbox.faults', () => actions.chooseFault());
  onSandbox('concur.sandbox.save', () => actions.save());
  onSandbox('concur.sandbox.load', () => actions.load());
}

/** Says what the sandbox refused; offers to start it where there is none. */
async function offerStart(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof SandboxActionError) {
      void window.showErrorMessage(l10n.t('The sandbox did not do it. {0}', error.message));
      return;
    }
    if (!(error instanceof NoSandboxError)) throw error;
    const start = l10n.t('Start Local Sandbox');
    const clicked = await window.showInformationMessage(l10n.t('The sandbox does not run in this window.'), start);
    if (clicked === start) await commands.executeCommand('concur.sandbox.start');
  }
}
