#!/usr/bin/env node
import { adviseOnToken, TokenError } from '../auth/tokenError.js';
import { MissingParameterError, UnknownParameterError } from '../http/assemble.js';
import { adviseOnSend, SendError } from '../http/failure.js';
import { PagingError } from '../http/paging/pageWalk.js';
import { readArguments, UsageError } from './options.js';
import type { Output } from './output.js';

const HELP = `concur: explore and call the SAP Concur APIs from a terminal

  concur apis [QUERY] [--group G] [--all]      list operations
  concur show OPERATION                        everything known of one
  concur sample OPERATION                      a ready, valid request for it
  concur send OPERATION [-p name=value]...     send one request
         [-H 'Name: value']... [--body @file]    all pages: one item a line, or one array
         [--all-pages]                           with --json
  concur import FILE|FOLDER                    operations of your own OpenAPI, Swagger or
                                               Postman file
  concur parse FILE.http                       the requests in a file
  concur run FILE.http [--name N | --line L]   send the requests of a file in order
         [--var name=value]...
  concur sandbox [--port N]                    start the local sandbox, until Ctrl+C
         [--seed N] [--state FILE] [--retired answer|gone]
         [--token-life SECONDS]

  --json           for machines          --sandbox        on a sandbox of its own
  --timeout SECONDS                      --version

A connection comes from the environment: CONCUR_GEOLOCATION, CONCUR_CLIENT_ID, CONCUR_CLIENT_SECRET and
CONCUR_USERNAME with CONCUR_PASSWORD, or CONCUR_REFRESH_TOKEN, or CONCUR_ACCESS_TOKEN alone.`;

/** Runs one command; the exit code is 0 only when it did what was asked. */
async function run(args: readonly string[], output: Output): Promise<number> {
  const { options, words } = readArguments(args);
  const [command, ...rest] = words;
  if (options.version) {
    const { readFile } = await import('node:fs/promises');
    output.out(JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')).version);
    return 0;
  }
  if (options.help || command === 'help') {
    output.out(HELP);
    return 0;
  }
  switch (command) {
    case 'apis':
      return (await import('./commands/apis.js')).listApis(rest, options, output);
    case 'show':
      return (await import('./commands/show.js')).showOperation(rest, options, output);
    case 'sample':
      return (await import('./commands/sample.js')).printSample(rest, options, output, process.env);
    case 'send':
      return (await import('./commands/send.js')).sendOperation(rest, options, output, process.env);
    case 'import':
      return (await import('./commands/import.js')).importFile(rest, options, output);
    case 'parse':
      return (await import('./commands/httpFile.js')).parseFile(rest, options, output);
    case 'run':
      return (await import('./commands/httpFile.js')).runFile(rest, options, output, process.env);
    case 'sandbox':
      return (await import('./commands/sandbox.js')).runSandbox(options, output, whenStopped());
    default:
      output.note(
        command === undefined ? HELP : `There is no command ${command}. Run concur --help for what there is.`,
      );
      return 2;
  }
}

/** Resolves with Ctrl+C. Only for a command that has something to end in order: the others are ended by it at once. */
function whenStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** One clear sentence for whatever went wrong; a bug's stack trace never reaches a person. */
async function explain(error: unknown): Promise<string> {
  if (error instanceof TokenError) return adviseOnToken(error.failure).what;
  if (error instanceof SendError) return adviseOnSend(error.failure).what;
  if (error instanceof PagingError) return error.message;
  if (error instanceof UsageError || error instanceof MissingParameterError || error instanceof UnknownParameterError) {
    return error.message;
  }
  const { SandboxPortError } = await import('../sandbox/portError.js');
  const { SavedSandboxError } = await import('../sandbox/savedSandbox.js');
  if (error instanceof SandboxPortError) {
    return `Port ${error.port} is taken. Choose another with --port, or leave it out for any free one.`;
  }
  if (error instanceof SavedSandboxError) return error.message;
  return `Something went wrong inside: ${error instanceof Error ? error.message : String(error)}`;
}

// A reader that has seen enough (`concur apis | head`) ends the command; that is no failure of it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
try {
  process.exitCode = await run(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    note: (text) => process.stderr.write(`${text}\n`),
  });
} catch (error) {
  process.stderr.write(`${await explain(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
