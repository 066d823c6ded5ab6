import { readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Absolute paths of all files that a window wrote below its folder. Links are not followed: one leads to the extension
 * under test and from there to everything that is installed.
 */
export async function writtenFiles(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
