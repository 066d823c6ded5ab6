import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { Catalog } from '../../src/catalog/catalog.js';
import { compileCatalog } from '../../src/catalog/compile.js';
import { packIndex } from '../../src/catalog/storedIndex.js';

let catalog: Promise<Catalog> | undefined;

/** The catalogue as the build makes it, straight from the documents; the same one whenever asked. */
export function builtInCatalog(): Promise<Catalog> {
  catalog ??= compile();
  return catalog;
}

async function compile(): Promise<Catalog> {
  const folder = path.join(import.meta.dirname, '../../src/catalog/apis');
  const documents = new Map<string, unknown>();
  for (const file of await readdir(folder)) documents.set(file, parse(await readFile(path.join(folder, file), 'utf8')));
  const { entries, files } = compileCatalog(documents);
  return new Catalog(async (file) => {
    const id = file.replace(/^apis\/|\.json$/g, '');
    return JSON.stringify(file === 'index.json' ? packIndex(entries) : files.get(id));
  });
}
