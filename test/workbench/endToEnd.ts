// A whole workbench for tests that click what a person clicks.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { cacheRoot, projectRoot } from './cacheFolder.js';
import { copySamples, makeTemporaryFolder } from './temporaryFolder.js';
import { startVscodeServer } from './vscodeServer.js';

export interface WorkbenchOptions {
  /** The unpacked extension to use, built; the project itself unless given. */
  readonly extensionPath?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly userSettings?: object;
  readonly machineSettings?: object;
  /** Whether the workspace starts untrusted, in VS Code's Restricted Mode; it does not unless this is true. */
  readonly workspaceTrust?: boolean;
  /** Width and height in pixels; 1400 by 900 unless given. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface Workbench {
  readonly page: Page;
  /** Absolute path of the folder that is open: a fresh copy of the samples, which the test may change. */
  readonly workspace: string;
  /** Saves a picture of the window as `.vscode-test/screenshots/NAME.png` and says where. */
  screenshot(name: string): Promise<string>;
  /** What the server and the extension host have printed. */
  log(): string;
  /** Closes window, browser and server and removes what they wrote. */
  close(): Promise<void>;
}

/**
 * Opens a fresh workbench in which the extension is installed as people have it; resolves when the window shows the
 * workspace's files. What the extension contributes arrives a moment later: look for it by waiting (workbenchPage.ts
 * does). Takes some five seconds, and longer on the first run of all.
 * @throws {Error} when the workbench does not come up within a minute; the server's log is in the message
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { env, userSettings, machineSettings, workspaceTrust } = options;
  const temporary = await makeTemporaryFolder();
  const workspace = path.join(temporary.path, 'workspace');
  await copySamples(workspace);
  const server = await startVscodeServer({
    dataDir: path.join(temporary.path, 'data'),
    installed: options.extensionPath ?? projectRoot,
    smokeTestDriver: false,
    ...(env && { env }),
    ...(userSettings && { userSettings }),
    ...(machineSettings && { machineSettings }),
    ...(workspaceTrust !== undefined && { workspaceTrust }),
  });
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server.close();
    await temporary.remove();
  };
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 } });
    await page.goto(server.url(workspace));
    await waitForWindow(page);
    return { page, workspace, log: server.log, close, screenshot: (name) => photograph(page, name) };
  } catch (cause) {
    const log = server.log();
    await close();
    throw new Error(`The workbench did not come up. The server said:\n${log}`, { cause });
  }
}

/** The window is there when it lists the files of the workspace; the extension host is started at that moment. */
async function waitForWindow(page: Page): Promise<void> {
  const timeout = 60_000;
  await page.getByRole('tablist', { name: 'Active View Switcher' }).waitFor({ timeout });
  await page.getByRole('tree', { name: 'Files Explorer' }).waitFor({ timeout });
}

async function photograph(page: Page, name: string): Promise<string> {
  const file = path.join(cacheRoot, 'screenshots', `${name}.png`);
  await mkdir(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  return file;
}
