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
import type { Catalog } from '../../catalog/catalog.js';
import type { Operation } from '../../catalog/model.js';
import type { OperationValues } from '../../catalog/sample.js';
import { SendError } from '../../http/failure.js';
import { DisposableStore } from '../../kernel/disposable.js';
import type { ApisNode } from '../apis/apisTree.js';
import { guard } from '../host/log.js';
import { askParameters } from './askParameters.js';
import { pickOperation } from './pickOperation.js';
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
    const id = await pickOperation(catalog);
    if (id !== undefined) await sendOperation(id, needs);
  });
  register('concur.sendOperation', async (argument) => {
    const id = operationId(argument) ?? (await pickOperation(catalog));
    if (id !== undefined) await sendOperation(id, needs);
  });
  register('concur.newRequestFile', async (argument) => {
    const id = operationId(argument) ?? (await pickOperation(catalog));
    if (id !== undefined) await openAsRequestFile(await catalog.operation(id));
  });
  register('concur.resendLast', (argument) => runner.resend(typeof argument === 'string' ? argument : undefined));
  register('concur.cancelRequest', async () => runner.cancel());
  return store;
}

/** A command gets an operation's id, or the row of the tree it was called on. */
function operationId(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const node = argument as ApisNode | undefined; // the tree gives its own rows
  return node?.kind === 'operation' ? node.operation.id : undefined;
}

async function sendOperation(id: string, { catalog, runner, memory }: RequestsNeeds): Promise<void> {
  const operation = await catalog.operation(id);
  const parameters = await askParameters(operation, memory);
  if (!parameters) return;
  const body = operation.requestBody?.required ? await askBody(operation, parameters) : undefined;
  if (operation.requestBody?.required && !body) return;
  const values: OperationValues = { parameters, ...(body ? { body } : {}) };
  await runner.run({
    title: `${operation.method} ${operation.name}`,
    isBeside: false,
    prepare: async (signal) => {
      const geolocation = await runner.geolocation(signal);
      if (geolocation === undefined) throw new SendError({ kind: 'noGeolocation', url: operation.path });
      const { assembleRequest } = await import('../../http/assemble.js');
      return { request: assembleRequest(operation, values, geolocation), operation, needsToken: operation.needsToken };
    },
    showRequest: () => openAsRequestFile(operation, values),
    openDocs: () => env.openExternal(Uri.parse(operation.docs)),
  });
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
  if (choice?.isEdit) await openAsRequestFile(operation, { parameters, ...(body ? { body } : {}) });
  return choice && !choice.isEdit ? body : undefined;
}

/** Opens an untitled `.http` document with the request; relative, so that it goes wherever the connection says. */
async function openAsRequestFile(operation: Operation, given?: OperationValues): Promise<void> {
  const { sampleValues } = await import('../../catalog/sample.js');
  const { assembleRequest } = await import('../../http/assemble.js');
  const { printHttpRequest } = await import('../../httpfile/print.js');
  const base = 'https://geolocation.invalid';
  const { method, url, headers, body } = assembleRequest(operation, given ?? sampleValues(operation), base);
  const content = printHttpRequest({
    title: operation.title,
    method,
    url: url.slice(base.length),
    headers,
    ...(body === undefined ? {} : { body: String(body) }),
  });
  const document = await workspace.openTextDocument({ language: 'http', content });
  await window.showTextDocument(document, { viewColumn: ViewColumn.Active });
}
