#!/usr/bin/env node
import { adviseOnSignIn } from '../auth/signInTrouble.js';
import { MissingParameterError, UnknownParameterError } from '../http/assemble.js';
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
         [--all] [--env E] [--var name=value]... [--keep-going] [--yes] [--junit FILE]
  concur curl ['curl ...']                     a curl command as a request of a file
  concur sandbox [--port N]                    start the local sandbox, until Ctrl+C
         [--seed N] [--state FILE] [--retired answer|gone]
         [--token-life SECONDS]

  concur callout NAME --to URL                 call your connector as Concur would, and judge
         [-p field=value]...                   its answer
  concur certify [FOLDER]                      judge the request files of a folder by what
                                               Concur's review of an application asks
  concur receive [--port N]                    show what arrives of callouts and events
  concur login [--connection NAME]             sign in; shows who you are and until when
  concur token [--connection NAME] [--reveal]  the token in use, masked unless asked for
  concur logout [--connection NAME]            revoke the sign-in and forget its secrets

  --json           for machines          --sandbox        on a sandbox of its own
  --timeout SECONDS                      --ca FILE (certificates to trust besides)
  --version

--connection NAME is one of connections.json in ~/.config/concur (%APPDATA%\\concur on Windows); its secrets are in the
keychain. Else a connection comes from the environment: CONCUR_GEOLOCATION, CONCUR_CLIENT_ID, CONCUR_CLIENT_SECRET and
CONCUR_USERNAME with CONCUR_PASSWORD, or CONCUR_REFRESH_TOKEN, or CONCUR_ACCESS_TOKEN alone; with none of these the app
signs in as itself. CONCUR_CREDTYPE=authtoken makes user and password a company's UUID and request token.
CONCUR_CERTIFICATE_PASSPHRASE opens a client certificate; CONCUR_CONNECTOR_USER and
CONCUR_CONNECTOR_PASSWORD are those of a connector under test.`;

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
      return (await import('./commands/run.js')).runFile(rest, options, output, process.env, whenStopped());
    case 'curl':
      return (await import('./commands/curl.js')).readCurlCommand(rest, options, output);
    case 'certify':
      return (await import('./commands/certify.js')).certify(rest, options, output);
    case 'callout':
      return (await import('./commands/callout.js')).makeCallout(rest, options, output, process.env, whenStopped());
    case 'receive':
      return (await import('./commands/callout.js')).receiveCalls(options, output, process.env, whenStopped());
    case 'sandbox':
      return (await import('./commands/sandbox.js')).runSandbox(options, output, whenStopped());
    case 'login':
      return (await import('./commands/login.js')).login(options, output, process.env, whenStopped());
    case 'token':
      return (await import('./commands/token.js')).showToken(options, output, process.env);
    case 'logout':
      return (await import('./commands/logout.js')).logout(options, output, process.env);
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
  const advice = adviseOnSignIn(error, new Date());
  if (advice) return advice.what;
  if (error instanceof PagingError) return error.message;
  if (error instanceof UsageError || error instanceof MissingParameterError || error instanceof UnknownParameterError) {
    return error.message;
  }
  if (error instanceof Error && error.name === 'AbortError') return 'Stopped before the sign-in was complete.';
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
