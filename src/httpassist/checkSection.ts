import type { Catalog } from '../catalog/catalog.js';
import { isConcurHost } from '../catalog/concurHost.js';
import type { OperationPaths } from '../catalog/match.js';
import type { ApiEntry, Operation } from '../catalog/model.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import { type Call, findCall, urlRange } from './call.js';
import { checkAge } from './checkAge.js';
import { checkBody } from './checkBody.js';
import { checkParameters } from './checkParameters.js';
import { checkPath } from './checkPath.js';
import { checkSecrets } from './checkSecrets.js';
import type { AssistFinding } from './finding.js';

/** The catalogue with what is asked of it for every request already read. */
export interface ReadyCatalog {
  readonly apis: readonly ApiEntry[];
  readonly paths: OperationPaths;
  readonly operation: (id: string) => Promise<Operation>;
}

export async function readCatalog(catalog: Catalog): Promise<ReadyCatalog> {
  const [apis, paths] = await Promise.all([catalog.apis(), catalog.paths()]);
  return { apis, paths, operation: (id) => catalog.operation(id) };
}

/**
 * Everything that the catalogue has to say about a request.
 * @param variableValue the value of a variable of the file or its environment, when there is one
 */
export async function checkRequest(
  request: HttpFileRequest,
  catalog: ReadyCatalog,
  variableValue: (name: string) => string | undefined,
): Promise<readonly AssistFinding[]> {
  const call = findCall(request, catalog.paths, variableValue);
  const operation = call.match && (await catalog.operation(call.match.operation.id));
  return [
    ...checkScheme(call),
    ...checkPath(call, catalog.apis, catalog.paths),
    ...checkAge(call, catalog.apis),
    ...(operation ? checkParameters(call, operation) : []),
    ...checkBody(request, operation),
    ...checkSecrets(call),
  ];
}

function checkScheme({ request, target }: Call): readonly AssistFinding[] {
  const { scheme, origin } = target;
  if (scheme !== 'http' || origin === undefined || !isConcurHost(new URL(origin).hostname)) return [];
  const isWritten = /^http:\/\//i.test(request.url);
  const range = urlRange(request, 0, isWritten ? 'http'.length : request.url.length);
  return [
    {
      code: 'plainHttp',
      severity: 'warning',
      message: 'Concur answers by https only, and no token goes out by http. Write https.',
      range,
      fixes:
        isWritten && request.places.url.length > 0
          ? [{ title: 'Change to https', changes: [{ range, newText: 'https' }], isPreferred: true }]
          : [],
    },
  ];
}
