// Runs test/editor in a desktop VS Code, which `@vscode/test-electron` downloads: `npm run test:desktop [-- VERSION]`.
// The same bundle runs without a download in inEditor.ts.
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { cacheRoot, projectRoot } from './cacheFolder.js';
import { buildEditorSuite } from './editorSuite.js';
import { copySamples, makeTemporaryFolder } from './temporaryFolder.js';
import { countTestEvents, readTestEvents, runnerVariables, TestEventPrinter } from './testEvents.js';
import { readExtensionId } from './vscodeServer.js';

const suite = await buildEditorSuite(path.join(projectRoot, 'test', 'editor'));
const temporary = await makeTemporaryFolder();
try {
  const workspace = path.join(temporary.path, 'workspace');
  const results = path.join(temporary.path, 'results.jsonl');
  await copySamples(workspace);
  const run = runTests({
    version: process.argv[2] ?? 'stable',
    cachePath: path.join(cacheRoot, 'desktop'),
    extensionDevelopmentPath: projectRoot,
    extensionTestsPath: suite.runner,
    extensionTestsEnv: {
      [runnerVariables.results]: results,
      [runnerVariables.extensionId]: await readExtensionId(projectRoot),
    },
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      ...['--user-data-dir', path.join(temporary.path, 'data')],
    ],
  });
  await run.catch((error: unknown) => console.error(`VS Code ended: ${String(error)}`));
  new TestEventPrinter(results, console.log).printNew();
  const { passed, failed } = countTestEvents(readTestEvents(results));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} finally {
  await temporary.remove();
  await suite.remove();
}
