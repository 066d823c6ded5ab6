import {
  commands,
  type Disposable,
  env,
  type LogOutputChannel,
  l10n,
  type Memento,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { ApisNode } from '../../catalog/browse.js';
import type { Catalog } from '../../catalog/catalog.js';
import { fittingValues } from '../../catalog/fittingValues.js';
import type { Operation } from '../../catalog/model.js';
import type { OperationValues } from '../../catalog/sample.js';
import { SendError } from '../../http/failure.js';
import { DisposableStore } from '../../kernel/disposable.js';
import { guard } from '../host/log.js';
import { askParameters } from './askParameters.js';
import { confirmFit } from './confirmFit.js';
import type { Job } from './job.js';
import { type PickedOperation, pickOperation } from './pickOperation.js';
import type { RequestRunner } from './requestRunner.js';

/** What sending operations needs. */
export interface RequestsNeeds {
  readonly catalog: Catalog;
  readonly runner: RequestRunner;
  /** Remembers the values that were given for parameters. */
  readonly memory: Memento;
  readonly log: LogOutputChannel;
}

/** Sending an operation from the tree or the palette, sending again, cancelling, and writing it into a request file. */
export function registerRequests(needs: RequestsNeeds): Disposable {
  const { catalog, runner, log } = needs;
  const store = new DisposableStore();
  const register = (id: string, work: (argument: unknown) => Promise<unknown>): void => {
    store.add(commands.registerCommand(id, (argument: unknown) => guard(log, () => work(argument))));
  };
  register('concur.sendRequest', async () => {
    const picked = await pickOperation(catalog, l10n.t('Send Request'));
    if (picked) await sendOperation(picked, needs);
  });
  register('concur.sendOperation', async (argument) => {
    const picked = await operationOf(argument, catalog, l10n.t('Send Request'));
    if (picked) await sendOperation(picked, needs);
  });
  register('concur.newRequestFile', async (argument) => {
    const picked = await operationOf(argument, catalog, l10n.t('New Request File'));
    if (picked) await openAsRequestFile(await catalog.operation(picked.id), picked.values);
  });
  register('concur.resendLast', (argument) => runner.resend(typeof argument === 'string' ? argument : undefined));
  register('concur.fetchAllPages', (argument) => runner.fetchAllPages(argument instanceof Uri ? argument : undefined));
  register('concur.cancelRequest', async () => runner.cancel());
  register('concur.sendNow', async (id) => runner.sendNow(typeof id === 'number' ? id : undefined));
  return store;
}

/** The operation that a command was called on; from the palette, the one that the person then picks under this title. */
export async function operationOf(
  argument: unknown,
  catalog: Catalog,
  title: string,
): Promise<PickedOperation | undefined> {
  const id = operationId(argument);
  return id === undefined ? pickOperation(catalog, title) : { id, values: {} };
}

/** A command gets an operation's id, or the row of the tree it was called on. */
function operationId(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const node = argument as ApisNode | undefined; // the tree gives its own rows
  return node?.kind === 'operation' ? node.operation.id : undefined;
}

async function sendOperation({ id, values: given }: PickedOperation, needs: RequestsNeeds): Promise<void> {
  const { catalog, runner, memory } = needs;
  const operation = await catalog.operation(id);
  if (operation.caller === 'concur') return openAsRequestFile(operation); // for a connector, not for Concur
  if (!(await confirmFit(operation, await runner.fitOf(operation)))) return;
  const parameters = await askParameters(operation, memory, given);
  if (!parameters) return;
  const body = operation.requestBody?.required ? await askBody(operation, parameters) : undefined;
  if (operation.requestBody?.required && !body) return;
  const values: OperationValues = { parameters, ...(body ? { body } : {}) };
  await sendFilled(operation, values, runner, {
    isBeside: false,
    showRequest: () => openFilled(operation, values),
  });
}

/** Sends an operation with these values and asks nothing more; the values must suffice for a request. */
export async function sendFilled(
  operation: Operation,
  values: OperationValues,
  runner: RequestRunner,
  surroundings: Pick<Job, 'isBeside' | 'showRequest' | 'watcher'>,
): Promise<void> {
  await runner.run({
    ...surroundings,
    title: `${operation.method} ${operation.name}`,
    prepare: async (signal) => {
      const geolocation = operation.server ?? (await runner.geolocation(signal));
      if (geolocation === undefined) throw new SendError({ kind: 'noGeolocation', url: operation.path });
      const { assembleRequest } = await import('../../http/assemble.js');
      return { request: assembleRequest(operation, values, geolocation), operation, needsToken: operation.needsToken };
    },
    ...(operation.docs === undefined ? {} : { openDocs: openExternal(operation.docs) }),
  });
}

function openExternal(url: string): () => Thenable<unknown> {
  return () => env.openExternal(Uri.parse(url));
}

/** The sample body, when the person says so; else the request opens in a file to be edited first, and nothing is sent. */
async function askBody(
  operation: Operation,
  parameters: Readonly<Record<string, string>>,
): Promise<OperationValues['body']> {
  const { sampleValues } = await import('../../catalog/sample.js');
  const { body } = sampleValues(operation);
  const edit = { label: l10n.t('Edit the body first'), description: l10n.t('opens a request file'), isEdit: true };
  const send = { label: l10n.t('Send the sample body'), description: body?.mediaType ?? '', isEdit: false };
  const hasGaps = /\{\{.*?\}\}/.test(body?.text ?? ''); // a secret, say, which no sample can know
  const choice = await window.showQuickPick(hasGaps ? [edit] : [edit, send], {
    title: operation.title,
    placeHolder: l10n.t('{0} {1} takes a body', operation.method, operation.path),
  });
  if (choice?.isEdit) await openFilled(operation, { parameters, ...(body ? { body } : {}) });
  return choice && !choice.isEdit ? body : undefined;
}

/** Opens an untitled `.http` document with a sample request, and values of a pasted URL where there are some. */
async function openAsRequestFile(operation: Operation, given: Readonly<Record<string, string>> = {}): Promise<void> {
  const { sampleValues } = await import('../../catalog/sample.js');
  const sample = sampleValues(operation);
  await openFilled(operation, { ...sample, parameters: { ...sample.parameters, ...fittingValues(operation, given) } });
}

/**
 * Opens an untitled `.http` document with the request; relative, so that it goes wherever the connection says.
 * `{{placeholders}}` in values become variables of the document.
 */
export async function openFilled(operation: Operation, values: OperationValues): Promise<void> {
  const { assembleRequest } = await import('../../http/assemble.js');
  const { printHttpRequest } = await import('../../httpfile/print.js');
  const base = 'https://geolocation.invalid';
  const { method, url, headers, body } = assembleRequest(operation, values, base);
  const isOutbound = operation.caller === 'concur';
  const request = printHttpRequest({
    title: operation.title,
    method,
    url: url
      .replace(base, isOutbound ? '{{connector}}' : '')
      .replaceAll('%7B%7B', '{{')
      .replaceAll('%7D%7D', '}}'),
    headers,
    ...(body === undefined ? {} : { body: String(body) }),
  });
  const content = isOutbound
    ? `# ${l10n.t('What Concur sends to your connector')}\n@connector = https://localhost:8443\n\n${request}`
    : request;
  const document = await workspace.openTextDocument({ language: 'http', content });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Active });
}
