import { randomInt, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Catalog } from '../../catalog/catalog.js';
import { adviseOnSend, SendError } from '../../http/failure.js';
import { completeTarget } from '../../http/target.js';
import { requestAt } from '../../httpfile/locate.js';
import type { HttpFile, HttpFileRequest, HttpFinding } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { resolveRequest } from '../../httpfile/variables/resolve.js';
import { adviseOnRefusal } from '../../response/refusal.js';
import { openCatalog } from '../operations.js';
import { type Options, readNumber, readPairs, UsageError } from '../options.js';
import { type ExchangeJson, type Output, toExchangeJson, toJson } from '../output.js';
import { type Environment, openSession, type Session } from '../session.js';
import { describeExchange, readTimeoutMs } from './send.js';

/** `concur parse FILE.http`: exit code 1 when something in the file needs mending. */
export async function parseFile([path]: readonly string[], options: Options, output: Output): Promise<number> {
  const file = parseHttpFile(await readHttpFile(path));
  if (options.json) {
    output.out(
      toJson({
        variables: Object.fromEntries(file.variables.map(({ name, value }) => [name, value])),
        requests: file.requests.map(toRequestJson),
        diagnostics: file.findings,
      }),
    );
  } else {
    for (const request of file.requests) {
      output.out(
        `${request.range.start.line + 1}: ${request.method} ${request.url}${request.name ? ` (${request.name})` : ''}`,
      );
    }
  }
  for (const finding of file.findings) output.note(describeFinding(finding));
  return file.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** `concur run FILE.http [--name N] [--line L] [--all] [--var k=v]...`: all requests in order unless one is picked. */
export async function runFile(
  [path]: readonly string[],
  options: Options,
  output: Output,
  environment: Environment,
): Promise<number> {
  const file = parseHttpFile(await readHttpFile(path));
  const requests = pickRequests(file, options);
  const values = readPairs(options.var, '--var');
  const catalog = openCatalog();
  const session = await openSession({
    useSandbox: options.sandbox ?? false,
    environment,
    timeoutMs: readTimeoutMs(options),
  });
  const results: (ExchangeJson & { readonly name?: string })[] = [];
  let failures = file.findings.filter(({ severity }) => severity === 'error').length;
  for (const finding of file.findings) output.note(describeFinding(finding));
  try {
    for (const request of requests) {
      try {
        const { isRefused, result, line } = await sendRequest(request, {
          file,
          values,
          catalog,
          session,
          environment,
          output,
        });
        if (!options.json) output.out(line);
        results.push({ ...(request.name === undefined ? {} : { name: request.name }), ...result });
        if (isRefused) failures += 1;
      } catch (error) {
        if (!(error instanceof SendError || error instanceof UnsetVariableError)) throw error;
        failures += 1;
        const what = error instanceof SendError ? adviseOnSend(error.failure).what : error.message;
        output.note(`${request.method} ${request.url}: ${what}`);
      }
    }
  } finally {
    await session.close();
  }
  if (options.json) output.out(toJson(results));
  return failures === 0 ? 0 : 1;
}

/** A request that cannot be sent because something in it has no value. */
class UnsetVariableError extends Error {
  override readonly name = 'UnsetVariableError';
}

/** What all requests of a run share. */
interface Run {
  readonly file: HttpFile;
  readonly values: Readonly<Record<string, string>>;
  readonly catalog: Catalog;
  readonly session: Session;
  readonly environment: Environment;
  readonly output: Output;
}

async function sendRequest(
  request: HttpFileRequest,
  { file, values, catalog, session, environment, output }: Run,
): Promise<{ isRefused: boolean; result: ExchangeJson; line: string }> {
  const resolved = resolveRequest(file, request, {
    values,
    now: () => new Date(),
    randomUuid: randomUUID,
    randomInt: (min, max) => randomInt(min, max),
    environment: (name) => environment[name],
  });
  const unset = resolved.findings.find(({ severity }) => severity === 'error');
  if (unset) throw new UnsetVariableError(describeFinding(unset));
  const isRelative = resolved.request.url.startsWith('/');
  const base = isRelative && session.active ? (await session.active.keeper.current()).geolocation : undefined;
  const target = completeTarget(resolved.request, base);
  const { origin, pathname } = new URL(target.url);
  const [match] = (await catalog.paths()).find(target.method, pathname, origin);
  const operation = match ? await catalog.operation(match.operation.id) : undefined;
  const exchange = await session.sender.send(target, {
    ...(operation ? { operationId: operation.id, needsToken: operation.needsToken } : {}),
  });
  const line = await describeExchange(exchange, operation?.resource ?? 'items');
  const scopes = session.active?.keeper.known?.scopes;
  const advice = adviseOnRefusal(exchange, { ...(operation ? { operation } : {}), ...(scopes ? { scopes } : {}) });
  if (advice) output.note(advice.what);
  return { isRefused: advice !== undefined, result: toExchangeJson(exchange), line };
}

function pickRequests(file: HttpFile, options: Options): readonly HttpFileRequest[] {
  if (file.requests.length === 0) throw new UsageError('There is no request in this file. Start one with: GET /path');
  if (options.name !== undefined) {
    const found = file.requests.filter(({ name }) => name === options.name);
    const names = file.requests.flatMap(({ name }) => name ?? []);
    if (found.length === 0)
      throw new UsageError(`No request is named ${options.name}. There is ${names.join(', ') || 'no named one'}.`);
    return found;
  }
  if (options.line !== undefined) {
    const line = readNumber(options.line, '--line', 1) ?? 1;
    const found = requestAt(file, line - 1);
    if (!found) throw new UsageError(`There is no request at line ${line}.`);
    return [found];
  }
  return file.requests;
}

async function readHttpFile(path: string | undefined): Promise<string> {
  if (path === undefined) throw new UsageError('Which file? Give the path of an .http file.');
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`The file ${path} cannot be read. Check its path.`, { cause });
  }
}

/** A request as `concur parse --json` prints it: before variables are put in, lines zero-based. */
function toRequestJson({ name, method, url, headers, body, range, metadata }: HttpFileRequest): object {
  return {
    ...(name === undefined ? {} : { name }),
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    startLine: range.start.line,
    endLine: range.end.line,
    metadata,
  };
}

function describeFinding({ range, message }: HttpFinding): string {
  return `line ${range.start.line + 1}: ${message}`;
}
