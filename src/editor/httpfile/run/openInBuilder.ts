import { randomInt, randomUUID } from 'node:crypto';
import { l10n, type TextDocument, window } from 'vscode';
import type { Catalog } from '../../../catalog/catalog.js';
import { completeTarget } from '../../../http/target.js';
import type { HttpFile, HttpFileRequest } from '../../../httpfile/nodes.js';
import { leaveToConnection } from '../../../httpfile/run/placeholders.js';
import { type ResolvedRequest, resolveRequest } from '../../../httpfile/variables/resolve.js';
import type { PickedOperation } from '../../requests/pickOperation.js';
import type { EnvironmentChoice } from './environmentChoice.js';
import { filesAround } from './nearbyFiles.js';

/** Stands in for the geolocation: only the path counts. */
const ANYWHERE = 'https://us2.api.concursolutions.com';

/**
 * The operation behind a request of a file, with its values and its body; says so where the catalogue knows none.
 * Variables of the file and of the chosen environment are put in; others stay as they are written.
 */
export async function findOperation(
  document: TextDocument,
  file: HttpFile,
  request: HttpFileRequest,
  catalog: Catalog,
  environment: EnvironmentChoice,
): Promise<(PickedOperation & { readonly body?: string }) | undefined> {
  const resolved = await resolveIn(document, file, request, environment);
  const target =
    URL.canParse(resolved.url) || /^[\w.-]+[:/]|^\//.test(resolved.url)
      ? completeTarget({ ...resolved, method: request.method }, ANYWHERE)
      : undefined;
  const url = target && new URL(target.url);
  const [match] = url ? (await catalog.paths()).find(request.method, url.pathname, url.origin) : [];
  if (!url || !match) {
    void window.showInformationMessage(
      l10n.t(
        'The catalogue knows no operation {0} {1}. The builder opens operations of the catalogue only.',
        request.method,
        url?.pathname ?? request.url,
      ),
    );
    return undefined;
  }
  const values = {
    ...Object.fromEntries(resolved.headers),
    ...Object.fromEntries(url.searchParams),
    ...match.pathValues,
  };
  return { id: match.operation.id, values, ...(resolved.body === undefined ? {} : { body: resolved.body }) };
}

/** The request with what the file and its environment give. */
export async function resolveIn(
  document: TextDocument,
  file: HttpFile,
  request: HttpFileRequest,
  environment: EnvironmentChoice,
): Promise<ResolvedRequest> {
  const environments = await (await filesAround(document)).environments();
  const dotenv = environments.dotenv(environment.name);
  const { request: resolved } = resolveRequest(file, request, {
    values: {},
    environmentValues: environments.values(environment.name),
    now: () => new Date(),
    randomUuid: randomUUID,
    randomInt: (min, max) => randomInt(min, max),
    environment: (name) => process.env[name],
    dotenv: (name) => (Object.hasOwn(dotenv, name) ? dotenv[name] : undefined),
  });
  return leaveToConnection(resolved);
}
