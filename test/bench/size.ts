import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** One line: how big an unpacked, built extension's main bundle is, and its VSIX where one lies beside it. */
export async function describeSize(folder: string): Promise<string> {
  const { main } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = ['', '.js', '.cjs']
    .map((ending) => path.join(folder, `${main}${ending}`))
    .find((name) => existsSync(name));
  if (file === undefined) return 'Size: not built.';
  const bytes = await readFile(file);
  const vsix = (await readdir(folder)).filter((name) => name.endsWith('.vsix'));
  const packed = await Promise.all(vsix.map(async (name) => `${name} ${(await stat(path.join(folder, name))).size} B`));
  const list = packed.length === 0 ? 'no VSIX (npm run package makes one)' : packed.join(', ');
  return `Size: main bundle ${bytes.length} B (gzipped ${gzipSync(bytes).length} B), ${list}.`;
}

if (process.argv[1] === import.meta.filename) {
  console.log(await describeSize(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '..', '..'))));
}
