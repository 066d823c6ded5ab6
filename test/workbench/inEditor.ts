// Runs test/editor inside the extension host of a VS Code server, with a headless browser as its window.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { cacheRoot, projectRoot } from './cacheFolder.js';
import { buildEditorSuite } from './editorSuite.js';
import { copySamples, makeTemporaryFolder } from './temporaryFolder.js';
import { countTestEvents, readTestEvents, runnerVariables, type TestCounts, TestEventPrinter } from './testEvents.js';
import { readExtensionId, startVscodeServer } from './vscodeServer.js';

export interface InEditorOptions {
  /** The extension under test, built; the project itself unless given. */
  readonly extensionPath?: string;
  /** The folder with the test files; `test/editor` unless given. */
  readonly testsFolder?: string;
  /** Added to the environment of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly userSettings?: object;
  readonly workspaceTrust?: boolean;
  /** How long the window may take from opening to its last test; 120 seconds unless given. */
  readonly limitMs?: number;
  readonly print?: (line: string) => void;
}

/**
 * Runs the suite and prints a line for each test and one for all. A window that crashes or hangs and an extension
 * that does not activate are failures in the counts, explained with the server's log. No tests are no failure here.
 */
export async function runInEditor(options: InEditorOptions = {}): Promise<TestCounts> {
  const print = options.print ?? console.log;
  const extensionPath = options.extensionPath ?? projectRoot;
  const suite = await buildEditorSuite(options.testsFolder ?? path.join(projectRoot, 'test', 'editor'));
  const temporary = await makeTemporaryFolder();
  const results = path.join(temporary.path, 'results.jsonl');
  const workspace = path.join(temporary.path, 'workspace');
  await copySamples(workspace);
  const server = await startVscodeServer({
    dataDir: path.join(temporary.path, 'data'),
    env: {
      ...options.env,
      [runnerVariables.results]: results,
      [runnerVariables.extensionId]: await readExtensionId(extensionPath),
    },
    ...(options.userSettings && { userSettings: options.userSettings }),
    ...(options.workspaceTrust !== undefined && { workspaceTrust: options.workspaceTrust }),
  });
  try {
    const url = server.url(workspace, [
      ['extensionDevelopmentPath', server.uri(extensionPath)],
      ['extensionTestsPath', server.uri(suite.runner)],
    ]);
    const printer = new TestEventPrinter(results, print);
    const window = await watchWindow(url, options.limitMs ?? 120_000, () => printer.printNew());
    printer.printNew();
    const events = readTestEvents(results);
    const counts = countTestEvents(events);
    const isBroken = window.problem !== undefined || !events.some((event) => event.type === 'ended' && event.activated);
    if (isBroken) {
      print(`\nThe window ${window.problem ?? 'ended'}. Its warnings and errors:\n${window.log.join('\n')}`);
      print(`\nThe server said:\n${server.log()}`);
    }
    const failed = isBroken ? Math.max(1, counts.failed) : counts.failed;
    print(`\n  In the editor: ${counts.passed} passed, ${failed} failed (${suite.files} files)`);
    return { passed: counts.passed, failed };
  } finally {
    await server.close();
    await temporary.remove();
    await suite.remove();
  }
}

interface WatchedWindow {
  /** What kept the suite from ending by itself; undefined when it did end. */
  readonly problem?: string;
  readonly log: readonly string[];
}

async function watchWindow(url: string, limitMs: number, onLog: () => void): Promise<WatchedWindow> {
  const browser = await launchBrowser();
  const log: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const ended = new Promise<string | undefined>((resolve) => {
      timer = setTimeout(() => resolve(`did not end within ${limitMs / 1000} s`), limitMs);
      page.once('crash', () => resolve('crashed'));
      browser.once('disconnected', () => resolve('lost its browser'));
      const exposed = [
        page.exposeFunction('codeAutomationLog', (type: string, parts: readonly unknown[]) => {
          if (isTelling(type, parts)) log.push(`${type}: ${parts.map(String).join(' ').slice(0, 1500)}`);
          onLog();
        }),
        page.exposeFunction('codeAutomationExit', () => resolve(undefined)),
      ];
      Promise.all(exposed)
        .then(() => page.goto(url))
        .catch((error: unknown) => resolve(`could not be opened (${String(error)})`));
    });
    const problem = await ended;
    if (problem === undefined) return { log };
    await photograph(page);
    return { problem, log };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** Warnings and errors, but not those about VS Code's optional native parts, which are not compiled here. */
function isTelling(type: string, parts: readonly unknown[]): boolean {
  const noise = /bindings file|native-watchdog|Release\/watchdog|Service ?Worker/;
  return (type === 'warn' || type === 'error') && !noise.test(parts.map(String).join(' '));
}

/** The last picture of a window in trouble; a window that is gone has none. */
async function photograph(page: Page): Promise<void> {
  const folder = path.join(cacheRoot, 'screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, 'in-editor.png'), timeout: 5000 }).catch(() => undefined);
}
