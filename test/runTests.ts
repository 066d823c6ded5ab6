// `npm test`: builds, then runs the unit tests, the suite inside VS Code and the end-to-end tests, and adds up.
//   tsx test/runTests.ts [--only unit|editor|e2e]
// The last line is `N passed, N failed`. Exit code 1 if a test failed, a stage ran no test or the build did not come off.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './workbench/cacheFolder.js';
import { runInEditor } from './workbench/inEditor.js';
import { makeTemporaryFolder } from './workbench/temporaryFolder.js';
import type { TestCounts } from './workbench/testEvents.js';

const mocha = path.join(projectRoot, 'node_modules', 'mocha', 'bin', 'mocha.js');

const stages: Readonly<Record<string, () => Promise<TestCounts>>> = {
  // Beside what .mocharc.json lists, the tests of the test tools themselves.
  unit: () => runMocha(['test/{workbench,bench}/**/*.test.ts']),
  editor: () => runInEditor(),
  e2e: () =>
    runMocha([
      ...['--no-config', '--node-option', 'import=tsx', '--extension', 'ts', '--timeout', '60000'],
      ...['--retries', '1'], // a click in a busy workbench may come too early or too late; a fault stays one
      'test/e2e/**/*.test.ts',
    ]),
};

/** Runs Mocha in a process of its own; one that ends without counts has failed once. */
async function runMocha(args: readonly string[]): Promise<TestCounts> {
  const temporary = await makeTemporaryFolder();
  try {
    const output = path.join(temporary.path, 'counts.json');
    const reporter = path.join(import.meta.dirname, 'workbench', 'countingReporter.ts');
    await runNode([mocha, '--reporter', reporter, '--reporter-option', `output=${output}`, ...args]);
    return existsSync(output) ? JSON.parse(await readFile(output, 'utf8')) : { passed: 0, failed: 1 };
  } finally {
    await temporary.remove();
  }
}

/** Runs a script of this project with its output on the screen; resolves to the exit code. */
function runNode(args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function runStage(name: string, run: () => Promise<TestCounts>): Promise<TestCounts> {
  console.log(`\n== ${name} ==\n`);
  const started = performance.now();
  const counts = await run().catch((error: unknown) => {
    console.error(error);
    return { passed: 0, failed: 1 };
  });
  const { passed, failed } = counts;
  console.log(`\n${name}: ${passed} passed, ${failed} failed, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (passed + failed > 0) return counts;
  console.error(`The stage "${name}" found no test to run.`);
  return { passed: 0, failed: 1 };
}

async function runAll(only: string | undefined): Promise<TestCounts> {
  const chosen = Object.entries(stages).filter(([name]) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new Error(`There is no stage "${only}". There are: ${Object.keys(stages).join(', ')}.`);
  if ((await runNode(['esbuild.mjs'])) !== 0) {
    console.error('The build failed, so nothing was tested.');
    return { passed: 0, failed: 1 };
  }
  let [passed, failed] = [0, 0];
  for (const [name, run] of chosen) {
    const counts = await runStage(name, run);
    passed += counts.passed;
    failed += counts.failed;
  }
  return { passed, failed };
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const { passed, failed } = await runAll(values.only);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
