import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { cacheRoot, projectRoot } from './cacheFolder.js';

export interface EditorSuite {
  /** The path for `extensionTestsPath`. */
  readonly runner: string;
  /** How many test files there are. */
  readonly files: number;
  remove(): Promise<void>;
}

/**
 * Bundles every `*.test.ts` below a folder together with the runner, into a folder of this process: within the
 * project, so that the bundles find Mocha.
 * @param testsFolder absolute; a folder that is missing holds no tests
 */
export async function buildEditorSuite(testsFolder: string): Promise<EditorSuite> {
  const suiteFolder = path.join(cacheRoot, 'editor-suite', String(process.pid));
  const names = existsSync(testsFolder) ? await readdir(testsFolder, { recursive: true }) : [];
  const tests = names.filter((name) => name.endsWith('.test.ts')).map((name) => path.join(testsFolder, name));
  const remove = () => rm(suiteFolder, { recursive: true, force: true, maxRetries: 10 });
  await remove();
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [
      { in: path.join(import.meta.dirname, 'editorRunner.ts'), out: 'editorRunner' },
      ...tests.map((file) => ({ in: file, out: path.relative(testsFolder, file).replace(/\.ts$/, '') })),
    ],
    outdir: suiteFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true, // modules that several test files import exist once
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return { runner: path.join(suiteFolder, 'editorRunner.mjs'), files: tests.length, remove };
}
