import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from './cacheFolder.js';

/** A new empty folder of the system's temporary ones, with its links resolved. Windows keeps files locked for a while: `remove` tries again. */
export async function makeTemporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'concur-test-')));
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }) };
}

/** Puts the samples that the extension ships into a new folder; leaves it empty while there are none. */
export async function copySamples(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const samples = path.join(projectRoot, 'media', 'samples');
  if (existsSync(samples)) await cp(samples, folder, { recursive: true });
}
