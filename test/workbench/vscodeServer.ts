import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawnTree } from './processTree.js';
import { ensureVscode } from './vscodeInstall.js';

/** Settings that keep a fresh window quiet: nothing opens, asks, updates or phones by itself. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.tsserver.enabled': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'window.commandCenter': false,
  'workbench.editorLargeFileConfirmation': 1024, // a desktop's value, in MB; a remote asks from 10 on
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

export interface VscodeServerOptions {
  /** An absolute folder for everything the server and its extension host write; also their home. */
  readonly dataDir: string;
  /** Any free one unless given. */
  readonly port?: number;
  /** An unpacked extension that the server shall find installed, where it is not named in the address as in development. */
  readonly installed?: string;
  /** Added to the environment of the server and so of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Settings of the machine and of the user; they win over the quiet defaults. A data folder that has some keeps them. */
  readonly machineSettings?: object;
  readonly userSettings?: object;
  /** Whether workspaces start untrusted, in VS Code's Restricted Mode; they do not unless this is true. */
  readonly workspaceTrust?: boolean;
  /**
   * Whether the window offers the driver of VS Code's own smoke tests; it does unless this is false. A window takes an
   * extension in development, and so a suite inside the extension host, only with it; but it hides every notification.
   */
  readonly smokeTestDriver?: boolean;
}

export interface VscodeServer {
  readonly port: number;
  /**
   * The address of the workbench with a folder open.
   * @param folder absolute path
   * @param payload what the workbench is started with, for example `['extensionDevelopmentPath', server.uri(dir)]`
   */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** How the workbench names a file or folder of this machine. */
  uri(file: string): string;
  /** What the server and its extension host have printed so far. */
  log(): string;
  /** Ends the server with everything that it started, and waits until it is gone. Harmless when repeated. */
  close(): Promise<void>;
}

/**
 * Starts a VS Code server on loopback; resolves when it accepts connections.
 * @throws {Error} when the server ends before that; its output is in the message
 */
export async function startVscodeServer(options: VscodeServerOptions): Promise<VscodeServer> {
  const { root, node } = await ensureVscode();
  const trust = { 'security.workspace.trust.enabled': options.workspaceTrust ?? false };
  const defaults = { ...quietSettings, ...trust };
  await writeSettings(options.dataDir, 'Machine', { ...defaults, ...options.machineSettings });
  await writeSettings(options.dataDir, 'User', { ...defaults, ...options.userSettings });
  if (options.installed !== undefined) await installExtension(options.dataDir, options.installed);
  const tree = spawnTree(
    node,
    [
      path.join(root, 'out', 'server-main.js'),
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--without-connection-token'],
      ...['--accept-server-license-terms', '--server-data-dir', options.dataDir, '--telemetry-level', 'off'],
      ...(options.smokeTestDriver === false ? [] : ['--enable-smoke-test-driver']),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...ownEnvironment(options.dataDir), ...options.env } },
  );
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    for (const stream of [tree.process.stdout, tree.process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const announced = /Extension host agent listening on (\d+)/.exec(output)?.[1];
        if (announced !== undefined) resolve(Number(announced));
      });
    }
    tree.process.once('error', reject);
    tree.process.once('exit', (code) => reject(new Error(`VS Code's server ended (code ${code}).\n${output}`)));
  });
  const uri = (file: string) => `vscode-remote://localhost:${port}${pathToFileURL(file).pathname}`;
  return {
    port,
    uri,
    url(folder, payload = []) {
      const url = new URL(`http://localhost:${port}/`);
      url.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
      url.searchParams.set('payload', JSON.stringify([...payload, ['skipWelcome', 'true']]));
      return url.href;
    },
    log: () => withoutMissingLogger(output),
    close: () => tree.end(),
  };
}

async function writeSettings(dataDir: string, scope: 'Machine' | 'User', settings: object): Promise<void> {
  const file = path.join(dataDir, 'data', scope, 'settings.json');
  await mkdir(path.dirname(file), { recursive: true });
  if (!existsSync(file)) await writeFile(file, JSON.stringify(settings, undefined, 2));
}

/** By a link: without a list of its own, the server lists what it finds in its folder of extensions. */
async function installExtension(dataDir: string, extensionPath: string): Promise<void> {
  const id = await readExtensionId(extensionPath);
  const folder = path.join(dataDir, 'extensions');
  await mkdir(folder, { recursive: true });
  await rm(path.join(folder, 'extensions.json'), { force: true });
  await rm(path.join(folder, id), { force: true });
  await symlink(extensionPath, path.join(folder, id), 'junction');
}

/** The id by which VS Code knows an unpacked extension: `publisher.name`. */
export async function readExtensionId(extensionPath: string): Promise<string> {
  const { publisher, name } = JSON.parse(await readFile(path.join(extensionPath, 'package.json'), 'utf8'));
  return `${publisher}.${name}`;
}

/** This process's environment, less what would tie the server to the person's own files or to an editor around it; no extension gallery is asked. */
function ownEnvironment(home: string): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|XDG_(CONFIG|DATA|CACHE|STATE)_HOME$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home,
    EXTENSIONS_GALLERY: '{}',
  };
}

/** VS Code's native logger is not compiled here; it says so at length, for each log, and goes on without. */
function withoutMissingLogger(output: string): string {
  return output
    .replace(/Error: Could not locate the bindings file[\s\S]*?\n {2}\]\n\}\n?/g, '')
    .replace(/\n{3,}/g, '\n');
}
