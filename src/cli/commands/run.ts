import { randomInt, randomUUID } from 'node:crypto';
import { realpath, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { requestAt } from '../../httpfile/locate.js';
import type { HttpFile, HttpFileRequest } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { isFailure, labelOf, type RunResult } from '../../httpfile/run/events.js';
import type { RunPorts } from '../../httpfile/run/ports.js';
import { RequestFiles } from '../../httpfile/run/requestFiles.js';
import { runRequests } from '../../httpfile/run/runRequests.js';
import type { Environments } from '../../httpfile/variables/environments.js';
import type { Environment } from '../environment.js';
import { openCatalog } from '../operations.js';
import { type Options, readNumber, readPairs, UsageError } from '../options.js';
import { type ExchangeJson, type Output, toExchangeJson, toJson } from '../output.js';
import { toJunit } from '../run/junit.js';
import { openQuestions } from '../run/questions.js';
import { type RunExchange, SendPort } from '../run/sendPort.js';
import { openSession, type Session } from '../session.js';
import { describeFinding, readHttpFile } from './httpFile.js';
import { describeExchange, readTimeoutMs } from './send.js';

const OUTSIDE = 'Run the command in a folder that holds both.';

/**
 * `concur run FILE.http [--name N] [--line L] [--all] [--env E] [--var k=v]... [--keep-going] [--yes] [--junit OUT]`:
 * all requests in order unless one is picked, up to the first failure. Exit code 0 only when all went well.
 * @param stopped resolves when the person wants it to end
 */
export async function runFile(
  [path = '']: readonly string[],
  options: Options,
  output: Output,
  environment: Environment,
  stopped: Promise<void>,
): Promise<number> {
  const file = parseHttpFile(await readHttpFile(path || undefined));
  const requests = pickRequests(file, options);
  const files = await RequestFiles.around(dirname(await realpath(path)), process.cwd(), OUTSIDE);
  const environments = await files.environments();
  for (const name of environments.broken) output.note(`${name} is no JSON, so it is left out. Correct it.`);
  const environmentValues = environments.values(readEnvironmentName(environments, options));
  for (const finding of file.findings) output.note(describeFinding(finding));
  const session = await openSession({
    useSandbox: options.sandbox ?? false,
    ...(options.ca === undefined ? {} : { caFile: options.ca }),
    environment,
    timeoutMs: readTimeoutMs(options),
  });
  const results: RunResult<RunExchange>[] = [];
  const abort = new AbortController();
  void stopped.then(() => abort.abort());
  try {
    const ports = openPorts({ session, files, environment, options, output, dotenv: environments.dotenv(options.env) });
    const events = runRequests(file, requests, ports, {
      values: readPairs(options.var, '--var'),
      environmentValues,
      keepsGoing: options['keep-going'] ?? false,
      signal: abort.signal,
    });
    for await (const event of events) {
      if (event.kind !== 'finished') continue;
      results.push(event.result);
      await tell(event.result, options, output);
    }
  } finally {
    await session.close();
  }
  if (options.junit !== undefined) await writeReport(options.junit, toJunit(path, results));
  if (options.json) output.out(toJson(results.map(toResultJson)));
  const isBroken = requests.some((request) => hasErrorWithin(file, request));
  return isBroken || abort.signal.aborted || results.some(isFailure) ? 1 : 0;
}

function openPorts({
  session,
  files,
  environment,
  options,
  output,
  dotenv,
}: {
  readonly session: Session;
  readonly files: RequestFiles;
  readonly environment: Environment;
  readonly options: Options;
  readonly output: Output;
  readonly dotenv: Readonly<Record<string, string>>;
}): RunPorts<RunExchange> {
  const sender = new SendPort(session, openCatalog());
  const questions = openQuestions(output, options.yes ?? false);
  return {
    sources: {
      now: () => new Date(),
      randomUuid: randomUUID,
      randomInt: (min, max) => randomInt(min, max),
      environment: (name) => environment[name],
      dotenv: (name) => (Object.hasOwn(dotenv, name) ? dotenv[name] : undefined),
    },
    send: (request, settings, signal) => sender.send(request, settings, signal),
    concur: (name, signal) => sender.concur(name, signal),
    hasPlaceholders: (url) => sender.hasPlaceholders(url),
    ask: (prompt, signal) => questions.ask(prompt, signal),
    confirm: (question, signal) => questions.confirm(question, signal),
    readFile: (path) => files.read(path),
    writeFile: (path, bytes, overwrites) => files.write(path, bytes, overwrites),
  };
}

async function tell(result: RunResult<RunExchange>, options: Options, output: Output): Promise<void> {
  const { request, outcome, notes, isLogged } = result;
  if (outcome.kind === 'answered') {
    const { exchange, resource } = outcome.exchange;
    const line = isLogged ? await describeExchange(exchange, resource) : `${labelOf(request)} -> ${outcome.status}`;
    if (!options.json) output.out(line);
    for (const { text, range, result: checked } of outcome.assertions) {
      if (checked.kind === 'failed') output.note(`line ${range.start.line + 1}: ${checked.message}`);
      else if (!options.json) output.out(`  ok: ${text}`);
    }
    if (outcome.refusal !== undefined && isFailure(result)) output.note(outcome.refusal);
  } else {
    const where = outcome.kind === 'failed' && outcome.range ? `line ${outcome.range.start.line + 1}: ` : '';
    output.note(`${where}${labelOf(request)}: ${outcome.kind === 'cancelled' ? 'Cancelled.' : outcome.message}`);
  }
  for (const note of notes) output.note(`${labelOf(request)}: ${note}`);
}

/** An exchange as `send --json` has it, with what the file says of it; without an answer, `failure` says why. */
function toResultJson({ request, outcome, isLogged }: RunResult<RunExchange>): object {
  const { name, method, url } = request;
  const named = name === undefined ? {} : { name };
  if (outcome.kind !== 'answered') {
    const failure = outcome.kind === 'cancelled' ? 'Cancelled.' : outcome.message;
    return { ...named, request: { method, url, headers: {} }, outcome: outcome.kind, failure };
  }
  const exchange = toExchangeJson(outcome.exchange.exchange);
  return {
    ...named,
    ...(isLogged ? exchange : withoutContent(exchange)),
    ...(outcome.assertions.length === 0
      ? {}
      : {
          assertions: outcome.assertions.map(({ text, range, result: { kind, ...rest } }) => ({
            text,
            line: range.start.line,
            passed: kind === 'passed',
            ...rest,
          })),
        }),
  };
}

/** `# @no-log`: that it was sent, and nothing of what. */
function withoutContent({ request, response, timings }: ExchangeJson): ExchangeJson {
  const { method, url } = request;
  return {
    request: { method, url: url.replace(/[?#].*$/, ''), headers: {} },
    response: { status: response.status, headers: {}, body: '' },
    timings,
  };
}

function pickRequests(file: HttpFile, options: Options): readonly HttpFileRequest[] {
  if (file.requests.length === 0) throw new UsageError('There is no request in this file. Start one with: GET /path');
  const picks = [options.all, options.name !== undefined, options.line !== undefined].filter(Boolean);
  if (picks.length > 1) throw new UsageError('Choose one of --all, --name and --line.');
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

function readEnvironmentName({ names }: Environments, { env }: Options): string | undefined {
  if (env === undefined || names.includes(env)) return env;
  throw new UsageError(
    `There is no environment ${env} around this file. There is ${names.join(', ') || 'none: add an http-client.env.json'}.`,
  );
}

function hasErrorWithin(file: HttpFile, { block }: HttpFileRequest): boolean {
  return file.findings.some(
    ({ severity, range }) =>
      severity === 'error' && range.start.line >= block.start.line && range.start.line <= block.end.line,
  );
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    throw new UsageError(`The report cannot be written to ${path}. Check the path.`, { cause });
  }
}
