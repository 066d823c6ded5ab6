/** From a draft to what the runner sends: values of its file, base and credentials. */
import { randomInt, randomUUID } from 'node:crypto';
import { type SecretStorage, Uri, workspace } from 'vscode';
import { mayCarryToken } from '../../auth/connection.js';
import type { Draft } from '../../builder/draft.js';
import type { Operation, OperationEntry } from '../../catalog/model.js';
import { SendError } from '../../http/failure.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { resolveRequest } from '../../httpfile/variables/resolve.js';
import type { ConnectionBook } from '../connections/connectionBook.js';
import type { PreparedRequest } from '../requests/job.js';
import type { RequestRunner } from '../requests/requestRunner.js';
import { hasPlaceholders, type TextRequest, toHttpRequest } from './draftRequest.js';
import { toHttpText } from './httpText.js';
import { requestToSend, type Secrets } from './inspectDraft.js';

/** A placeholder of the request has no value; the message is one sentence for people. */
export class UnfilledError extends Error {
  override readonly name = 'UnfilledError';
}

/** What preparing needs. */
export interface PrepareNeeds {
  readonly connections: ConnectionBook;
  readonly runner: RequestRunner;
  readonly secrets: SecretStorage;
}

/** Name of the secret that holds the value of a draft's own header. */
export function authKey({ id }: Draft): string {
  return `concur.builder.auth:${id}`;
}

/** Completes a draft. @throws {SendError} there is no connection for a path; {UnfilledError} a placeholder is left */
export async function prepareDraft(
  operation: Operation | undefined,
  draft: Draft,
  typed: Secrets,
  needs: PrepareNeeds,
  signal: AbortSignal,
): Promise<PreparedRequest> {
  const text = await fillPlaceholders(requestToSend(operation, draft, typed, ''), draft);
  const base = text.url.startsWith('/') ? await baseOf(operation, draft, needs, signal) : '';
  const request = toHttpRequest({ ...text, url: base + text.url });
  const known: OperationEntry | undefined = operation;
  const about = known ? { operation: known } : {};
  switch (draft.auth.kind) {
    case 'none':
      return { request, ...about, needsToken: false };
    case 'header': {
      const { name } = draft.auth;
      const value = await needs.secrets.get(authKey(draft));
      if (name === '' || value === undefined) return { request, ...about, needsToken: false };
      const headers = request.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
      return {
        request: { ...request, headers: [...headers, [name, value]] },
        ...about,
        needsToken: false,
        secretHeader: name,
      };
    }
    case 'connection': {
      const needsToken = operation?.needsToken ?? true;
      const { id } = draft.auth;
      const state = id === undefined ? undefined : needs.connections.find(id);
      if (!needsToken || id === undefined || !state || state.isActive) return { request, ...about, needsToken };
      if (!mayCarryToken(state.connection, request.url)) return { request, ...about, needsToken: false };
      const token = await needs.connections.accessToken(id);
      const scheme = needs.connections.find(id)?.tokenSet?.scheme ?? 'Bearer';
      return {
        request: { ...request, headers: [...request.headers, ['Authorization', `${scheme} ${token}`]] },
        ...about,
      };
    }
  }
}

async function baseOf(
  operation: Operation | undefined,
  { auth }: Draft,
  { connections, runner }: PrepareNeeds,
  signal: AbortSignal,
): Promise<string> {
  const state = auth.kind === 'connection' && auth.id !== undefined ? connections.find(auth.id) : undefined;
  if (state && !state.isActive) {
    await connections.accessToken(state.connection.id); // the answer to a sign-in names the base
    const geolocation = connections.find(state.connection.id)?.tokenSet?.geolocation ?? state.connection.geolocation;
    return new URL(geolocation).origin;
  }
  const geolocation = await runner.geolocation(signal);
  if (geolocation === undefined) throw new SendError({ kind: 'noGeolocation', url: operation?.path ?? '/' });
  return new URL(geolocation).origin;
}

/** Puts in what `{{...}}` stands for: variables of the file that the request came from, and those of the system. */
async function fillPlaceholders(request: TextRequest, { source }: Draft): Promise<TextRequest> {
  if (!hasPlaceholders(request)) return request;
  const variables = source ? await variablesOf(source.uri) : '';
  const file = parseHttpFile(`${variables}\n${toHttpText(request, { title: 'request' })}`);
  const [parsed] = file.requests;
  if (!parsed) return request;
  const { request: resolved, findings } = resolveRequest(file, parsed, {
    values: {},
    now: () => new Date(),
    randomUuid: randomUUID,
    randomInt: (min, max) => randomInt(min, max),
    environment: (name) => process.env[name],
  });
  const unfilled = findings.find(({ severity }) => severity === 'error');
  if (unfilled) throw new UnfilledError(unfilled.message);
  const { method, url, headers, body } = resolved;
  return {
    method,
    url,
    headers,
    ...(request.body && body !== undefined ? { body: { ...request.body, text: body.replaceAll('\r\n', '\n') } } : {}),
  };
}

async function variablesOf(uri: string): Promise<string> {
  try {
    const document = await workspace.openTextDocument(Uri.parse(uri, true));
    return parseHttpFile(document.getText())
      .variables.map(({ name, value }) => `@${name} = ${value}`)
      .join('\n');
  } catch {
    return ''; // the file is gone; what it gave has no value then, and that is told
  }
}
