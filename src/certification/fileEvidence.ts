import type { Catalog } from '../catalog/catalog.js';
import type { OperationMatch } from '../catalog/match.js';
import type { ApiEntry } from '../catalog/model.js';
import type { HttpFileRequest } from '../httpfile/nodes.js';
import { parseHttpFile } from '../httpfile/parse.js';
import { isSecretName } from '../kernel/redaction.js';
import type { CalledOperation, WrittenRequest } from './evidence.js';

/** A request file as it was read. */
export interface RequestFile {
  /** As a person would name it, relative to the folder that is judged. */
  readonly name: string;
  readonly text: string;
}

/** What a folder of request files tells. */
export interface FileEvidence {
  readonly written: readonly WrittenRequest[];
  readonly secretsInClear: readonly string[];
}

/** Reads the requests of files, finds the operations behind them, and the secrets that stand in clear. */
export async function readFileEvidence(files: readonly RequestFile[], catalog: Catalog): Promise<FileEvidence> {
  const operations = await operationFinder(catalog);
  const written: WrittenRequest[] = [];
  const secretsInClear: string[] = [];
  for (const { name, text } of files) {
    const file = parseHttpFile(text);
    for (const { name: variable, value, range } of file.variables) {
      if (isSecretName(variable) && isClear(value)) secretsInClear.push(`${name}:${range.start.line + 1}`);
    }
    for (const request of file.requests) {
      const line = request.requestLine.start.line + 1;
      const operation = operations(request.method, request.url);
      const { method, url, headers } = request;
      written.push({ file: name, line, method, url, headers, ...(operation ? { operation } : {}) });
      if (holdsSecret(request)) secretsInClear.push(`${name}:${line}`);
    }
  }
  return { written, secretsInClear };
}

/** Finds the operation behind a method and a URL, which may be a path or begin with a variable. */
export async function operationFinder(
  catalog: Catalog,
): Promise<(method: string, url: string) => CalledOperation | undefined> {
  const apis = new Map((await catalog.apis()).map((api) => [api.id, api]));
  const paths = await catalog.paths();
  return (method, url) => {
    const path = /^(?:https?:\/\/[^/]*|\{\{[^}]*\}\}|\{[^}]*\})?(\/[^?#]*)/.exec(url)?.[1];
    const [match] = path === undefined ? [] : paths.find(method, path);
    return match && toCalled(match, apis);
  };
}

function toCalled({ api, operation }: OperationMatch, apis: ReadonlyMap<string, ApiEntry>): CalledOperation {
  const replacement = api.replacedBy === undefined ? undefined : apis.get(api.replacedBy);
  return {
    id: operation.id,
    apiTitle: api.title,
    version: api.version,
    method: operation.method,
    path: operation.path,
    status: operation.deprecated && api.status === 'current' ? 'deprecated' : api.status,
    ...(replacement ? { replacement: `${replacement.title} v${replacement.version}` } : {}),
    pagination: api.pagination,
    scopes: operation.scopes,
  };
}

function holdsSecret({ headers, body }: HttpFileRequest): boolean {
  const inHeaders = headers.some(([name, value]) => isSecretName(name) && isClear(value.replace(/^\w+\s+/, '')));
  const fields = new URLSearchParams(/^[\w.%-]+=/.test(body ?? '') ? (body ?? '') : '');
  const inForm = [...fields].some(([name, value]) => isSecretName(name) && isClear(value));
  const inJson = [...(body ?? '').matchAll(/"(\w+)"\s*:\s*"([^"]+)"/g)].some(
    ([, name = '', value = '']) => isSecretName(name) && isClear(value),
  );
  return inHeaders || inForm || inJson;
}

/** A value that is neither a variable nor a placeholder to be filled in. */
function isClear(value: string): boolean {
  const text = value.trim();
  return text !== '' && !/\{\{|^\{.*\}$|^<.*>$|^(YOUR_|\.\.\.|xxx)|^•+$/i.test(text);
}
