import { readFile } from 'node:fs/promises';
import { refusalContext } from '../../auth/scopeCheck.js';
import type { Operation } from '../../catalog/model.js';
import { preferredMediaType } from '../../catalog/sample.js';
import { explainMismatch } from '../../catalog/schema.js';
import { assembleRequest } from '../../http/assemble.js';
import { describeBodyFailure } from '../../http/bodyFailure.js';
import type { Exchange } from '../../http/exchange.js';
import { PageWalk } from '../../http/paging/pageWalk.js';
import { headerValue } from '../../http/request.js';
import { readBody } from '../../response/format.js';
import { adviseOnRefusal } from '../../response/refusal.js';
import { countItems, formatDuration } from '../../response/summary.js';
import type { Environment } from '../environment.js';
import { findOperation, openCatalog } from '../operations.js';
import { type Options, readHeaders, readNumber, readPairs, UsageError } from '../options.js';
import { noteWaits, type Output, toExchangeJson, toJson } from '../output.js';
import { openSession, sessionOptions } from '../session.js';

const DEFAULT_TIMEOUT_SECONDS = 60;

/** `concur send OPERATION [-p name=value]... [-H 'k: v']... [--body @file]` */
export async function sendOperation(
  [word]: readonly string[],
  options: Options,
  output: Output,
  environment: Environment,
): Promise<number> {
  const catalog = openCatalog();
  const { operation: entry } = await findOperation(catalog, word);
  const operation = await catalog.operation(entry.id);
  const parameters = readPairs(options.parameter, '-p');
  checkParameters(operation, parameters);
  const body = await readRequestBody(operation, options);
  const headers = readHeaders(options.header);
  const session = await openSession({
    ...sessionOptions(options),
    environment,
    timeoutMs: readTimeoutMs(options),
    note: (text) => output.note(text),
  });
  try {
    if (!session.active) throw new UsageError(NO_CONNECTION);
    const { geolocation } = operation.needsToken ? await session.active.keeper.current() : session.active.connection;
    const assembled = assembleRequest(operation, { parameters, ...(body ? { body } : {}) }, geolocation);
    const own = assembled.headers.filter(([name]) => headerValue(headers, name) === undefined);
    const request = { ...assembled, headers: [...own, ...headers] };
    const sending = { operationId: operation.id, needsToken: operation.needsToken, watcher: noteWaits(output) };
    if (options['all-pages']) {
      const walk = new PageWalk(request, (page) => session.sender.send(page, sending));
      await printPages(walk, options.json ?? false, output);
      return 0;
    }
    const exchange = await session.sender.send(request, sending);
    if (options.json) output.out(toJson(toExchangeJson(exchange)));
    else output.out((await readBody(exchange.response)).text);
    if (!options.json) output.note(await describeExchange(exchange, operation.resource));
    const advice = adviseOnRefusal(exchange, refusalContext(operation, session.active.keeper.known));
    if (advice) output.note(advice.what);
    const { incomplete } = exchange.response;
    if (incomplete) output.note(describeBodyFailure(incomplete));
    return advice || incomplete ? 1 : 0;
  } finally {
    await session.close();
  }
}

export const NO_CONNECTION =
  'No connection: add --sandbox, or set CONCUR_GEOLOCATION, CONCUR_CLIENT_ID, CONCUR_CLIENT_SECRET, CONCUR_USERNAME and CONCUR_PASSWORD, or name one of your own with --connection.';

/** Items as they come: one a line, or as one array. A failure in the middle leaves what was printed before. */
async function printPages(walk: PageWalk, asArray: boolean, output: Output): Promise<void> {
  let isFirst = true;
  try {
    for await (const items of walk.pages()) {
      for (const item of items) {
        output.out(asArray ? `${isFirst ? '[' : ','}${item}` : item);
        isFirst = false;
      }
      const { pages, items: count, total } = walk.progress;
      output.note(`${pages} pages, ${count}${total === undefined ? '' : ` of ${total}`} items`);
    }
  } finally {
    if (asArray) output.out(isFirst ? '[]' : ']');
  }
}

/** Milliseconds of `--timeout`, which takes seconds. */
export function readTimeoutMs(options: Options): number {
  return (readNumber(options.timeout, '--timeout', 1) ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
}

/** One line such as `GET /api/v3.0/expense/reports -> 200, 25 reports, 14 ms`. */
export async function describeExchange(exchange: Exchange, resource: string): Promise<string> {
  const { pathname } = new URL(exchange.request.url);
  const items = countItems((await readBody(exchange.response)).text, resource);
  return [
    `${exchange.request.method} ${pathname} -> ${exchange.response.status}`,
    ...(items === undefined ? [] : [items]),
    formatDuration(exchange.timings.totalMs),
  ].join(', ');
}

function checkParameters(operation: Operation, values: Readonly<Record<string, string>>): void {
  for (const { name, schema, required, description } of operation.parameters) {
    const value = values[name];
    if (value === undefined) {
      if (required) throw new UsageError(`${operation.id} needs -p ${name}=... ${description}`);
      continue;
    }
    const mismatch = explainMismatch(value, schema);
    if (mismatch) throw new UsageError(`${name} cannot be "${value}". ${mismatch}`);
  }
}

async function readRequestBody(
  operation: Operation,
  options: Options,
): Promise<{ mediaType: string; text: string } | undefined> {
  const media = preferredMediaType(operation);
  const asked = headerValue(readHeaders(options.header), 'content-type');
  if (options.body === undefined) {
    if (!operation.requestBody?.required) return undefined;
    throw new UsageError(`${operation.id} needs a body: --body @file. See one with: concur sample ${operation.id}`);
  }
  const text = options.body.startsWith('@') ? await readBodyFile(options.body.slice(1)) : options.body;
  return { mediaType: asked ?? media?.mediaType ?? 'application/json', text };
}

async function readBodyFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`The file ${path} cannot be read.`, { cause });
  }
}
