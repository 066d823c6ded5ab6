import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { installOnce, projectRoot } from './cacheFolder.js';

interface BrowserProgram {
  readonly executablePath: string;
  /** Added to the environment that it is started with. */
  readonly env: Readonly<Record<string, string>>;
}

const quietArguments = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

/**
 * A headless Chromium: the one that `CHROME_PATH` names, else an installed Chrome, Chromium or Edge, else the one
 * inside the npm package `@sparticuz/chromium` (Linux x64).
 * @throws {Error} when there is none, or when it does not start
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  const isRoot = process.getuid?.() === 0; // Chromium refuses its sandbox to root
  const args = [...quietArguments, ...(isRoot ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, headless: true, args, env: { ...definedEnvironment(), ...env } });
}

async function findBrowser(): Promise<BrowserProgram> {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') return { executablePath: named, env: {} };
  const installed = installedBrowsers().find((file) => existsSync(file));
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedBrowser();
  throw new Error('No Chrome, Chromium or Edge was found. Name one in CHROME_PATH.');
}

/** Where the platform's installers put them, in order of preference. */
function installedBrowsers(): readonly string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return programs.flatMap((program) =>
      roots.filter((root) => root !== undefined).map((root) => path.join(root, program)),
    );
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** The package's browser, unpacked once, and with the package's own libraries and fonts where the system lacks them. */
async function unpackedBrowser(): Promise<BrowserProgram> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', '..', 'package.json'), 'utf8'));
  const folder = await installOnce(`chromium-${version}`, unpackChromium);
  const executablePath = path.join(folder, 'chromium');
  const env: Record<string, string> = {};
  if (!existsSync('/etc/fonts/fonts.conf')) {
    const fonts = path.join(folder, 'fonts');
    await writeFile(path.join(fonts, 'fonts.conf'), `<fontconfig><dir>${fonts}</dir></fontconfig>\n`);
    env.FONTCONFIG_PATH = fonts;
  }
  if (spawnSync(executablePath, ['--version', '--no-sandbox']).status !== 0) {
    env.LD_LIBRARY_PATH = [path.join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  }
  return { executablePath, env };
}

/** The package unpacks into the system's temporary folder, and its libraries only where it believes to be in a lambda. */
async function unpackChromium(folder: string): Promise<void> {
  const script = "await (await import('@sparticuz/chromium')).default.executablePath()";
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: projectRoot,
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The browser could not be unpacked.\n${stderr}`);
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
