// What tests need but no dependency brings as it is (a VS Code, a browser) is laid once into `.vscode-test/`.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** The folder of this project's package.json. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..');

/** Everything that tests unpack, build or leave behind; git-ignored, safe to delete. */
export const cacheRoot = path.join(projectRoot, '.vscode-test');

const stagingPrefix = '.installing-';

/**
 * The absolute path of `cache/name`, filled by `fill` when it does not exist yet.
 * `fill` gets an empty folder beside it that takes the name only when complete: an interrupted run leaves nothing
 * half-made under the name, and of two processes that fill at once the first wins and both get the same path.
 * @param cache where to keep it; another folder than the project's only in tests
 */
export async function installOnce(
  name: string,
  fill: (folder: string) => Promise<void>,
  cache: string = cacheRoot,
): Promise<string> {
  const folder = path.join(cache, name);
  if (existsSync(folder)) return folder;
  await removeAbandoned(cache);
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(path.join(cache, `${stagingPrefix}${process.pid}-`));
  try {
    await fill(staging);
    await rename(staging, folder);
  } catch (cause) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
  return folder;
}

/** Removes what processes that no longer run were installing. */
async function removeAbandoned(cache: string): Promise<void> {
  if (!existsSync(cache)) return;
  for (const name of await readdir(cache)) {
    const owner = new RegExp(`^\\${stagingPrefix}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      await rm(path.join(cache, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
