// Runs inside the extension host of a desktop or a server alike: finds the test bundles beside itself and runs them with Mocha.
import { readdir } from 'node:fs/promises';
import { findSourceMap } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { extensions } from 'vscode';
import { appendTestEvent, runnerVariables, type TestEvent } from './testEvents.js';

/**
 * What VS Code calls for `extensionTestsPath`. Reports each test to the file named in the environment.
 * @throws {Error} when a test failed or the extension under test does not activate; VS Code then exits with 1
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const report = reporter();
  try {
    await runSuites(report);
  } catch (error) {
    report({ type: 'failed', title: 'The suite runs to its end', message: explain(error) });
  }
  report({ type: 'ended', activated: await activateExtension(report) });
  if (report.failures > 0) throw new Error(`${report.failures} failed`);
}

interface Reporter {
  (event: TestEvent): void;
  failures: number;
}

function reporter(): Reporter {
  const file = process.env[runnerVariables.results];
  if (file === undefined) throw new Error(`${runnerVariables.results} does not name a file for the results.`);
  const report: Reporter = (event) => {
    if (event.type === 'failed') report.failures += 1;
    appendTestEvent(file, event);
    console.log(`${event.type} ${'title' in event ? event.title : ''}`); // wakes whoever follows the window's log
  };
  report.failures = 0;
  return report;
}

async function runSuites(report: Reporter): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter: Mocha.reporters.Base });
  mocha.suite.emit('pre-require', globalThis, '', mocha); // puts describe, it, ... into place before a test file runs
  const files = await readdir(import.meta.dirname, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.test.mjs')).sort()) {
    await import(pathToFileURL(path.join(import.meta.dirname, file)).href);
  }
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => report({ type: 'passed', title: titleOf(test), durationMs: test.duration ?? 0 }));
    runner.on('pending', (test) => report({ type: 'skipped', title: titleOf(test) }));
    runner.on('fail', (test, error) => report({ type: 'failed', title: titleOf(test), message: explain(error) }));
  });
}

/** Last, so that a suite can watch the extension start: one that cannot start fails even if no test asked for it. */
async function activateExtension(report: Reporter): Promise<boolean> {
  const id = process.env[runnerVariables.extensionId] ?? '';
  try {
    const extension = extensions.getExtension(id);
    if (extension === undefined) throw new Error(`VS Code did not load ${id}.`);
    await extension.activate();
    return true;
  } catch (error) {
    report({ type: 'failed', title: `${id} activates`, message: explain(error) });
    return false;
  }
}

const titleOf = (test: Mocha.Runnable) => test.titlePath().join(' › ');

const explain = (error: unknown) => (error instanceof Error ? toSource(error.stack ?? error.message) : String(error));

/** VS Code writes stack traces itself and so without source maps: names the places in the files that people wrote. */
function toSource(stack: string): string {
  return stack.replace(/(file:\/\/\S+?\.mjs):(\d+):(\d+)/g, (place, url: string, line: string, column: string) => {
    const origin = findSourceMap(url)?.findOrigin(Number(line), Number(column));
    if (origin === undefined || !('fileName' in origin)) return place;
    return `${decodeURIComponent(new URL(origin.fileName).pathname)}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}
