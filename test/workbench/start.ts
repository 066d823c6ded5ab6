// `npm start`: the product running against the sandbox. Starts the sandbox, sends one real call through the whole
// pipeline, and opens the sample workspace in VS Code with the extension loaded. One Ctrl+C stops all of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { sandboxWelcomeSchema } from '../../src/sandbox/welcome.js';
import { cacheRoot, projectRoot } from './cacheFolder.js';
import { startVscodeServer } from './vscodeServer.js';

const command = path.join(projectRoot, 'dist', 'cli', 'concur.js');
const home = path.join(cacheRoot, 'start');
const workspace = path.join(home, 'workspace');

interface Sandbox {
  readonly url: string;
  /** The environment in which the `concur` command and the extension find this sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
}

/** Starts `concur sandbox` and reads its first line. */
async function startSandbox(): Promise<Sandbox> {
  const process = spawn(globalThis.process.execPath, [command, 'sandbox', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: process.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(process, 'exit').then(() => Promise.reject(new Error('The sandbox did not start.'))),
  ]);
  const welcome = z.parse(sandboxWelcomeSchema, JSON.parse(String(line)));
  return {
    url: welcome.url,
    environment: {
      CONCUR_GEOLOCATION: welcome.url,
      CONCUR_CLIENT_ID: welcome.clientId,
      CONCUR_CLIENT_SECRET: welcome.clientSecret,
      CONCUR_USERNAME: welcome.username,
      CONCUR_PASSWORD: welcome.password,
    },
    process,
  };
}

/** Sends one call and gives its line; a product that cannot do this has not started. */
async function proveCall({ environment }: Sandbox): Promise<string> {
  const child = spawn(process.execPath, [command, 'send', 'expense-reports-v3/listReports'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`The first call failed. ${said}`);
  return said.trim();
}

/** A desktop VS Code: what `VSCODE` names, else `code` on the PATH. */
function findDesktop(): string | undefined {
  if (process.env.VSCODE) return process.env.VSCODE;
  const names = process.platform === 'win32' ? ['code.cmd', 'code.exe'] : ['code'];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}

interface Editor {
  /** Resolves when the person has closed it; never for the server, which waits for Ctrl+C. */
  readonly closed: Promise<unknown>;
  close(): Promise<unknown>;
}

async function openEditor(url: string): Promise<Editor> {
  const env = { CONCUR_SANDBOX_URL: url };
  const desktop = findDesktop();
  if (desktop !== undefined) {
    console.log(`Opening ${desktop} ...`);
    const child = spawn(
      desktop,
      [
        `--extensionDevelopmentPath=${projectRoot}`,
        `--user-data-dir=${path.join(home, 'desktop')}`, // an instance of its own, so that it gets this environment
        ...['--disable-workspace-trust', '--skip-welcome', '--new-window', '--wait', workspace],
      ],
      { env: { ...process.env, ...env }, stdio: 'ignore', shell: process.platform === 'win32' },
    );
    return { closed: once(child, 'exit'), close: async () => child.kill() };
  }
  const server = await startVscodeServer({
    dataDir: path.join(home, 'server'),
    env,
    smokeTestDriver: false,
    installed: projectRoot,
  });
  const address = server.url(workspace);
  console.log(`VS Code is ready. Open this address in a browser:\n\n  ${address}\n`);
  return { closed: new Promise(() => undefined), close: () => server.close() };
}

const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
});
const closers: (() => unknown)[] = [];
try {
  await mkdir(workspace, { recursive: true });
  await cp(path.join(projectRoot, 'media', 'samples'), workspace, { recursive: true, force: false });
  const sandbox = await startSandbox();
  closers.push(async () => {
    if (sandbox.process.exitCode !== null) return;
    sandbox.process.kill();
    await once(sandbox.process, 'exit');
  });
  console.log(`The sandbox runs at ${sandbox.url}`);
  console.log(await proveCall(sandbox));
  const editor = await openEditor(sandbox.url);
  closers.push(() => editor.close());
  console.log('Press Ctrl+C to stop everything.');
  await Promise.race([stopped, editor.closed]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const close of closers.reverse()) await close();
}
process.exit();
