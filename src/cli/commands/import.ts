import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DescriptionFiles } from '../../catalog/import/descriptionFile.js';
import { importDescriptions } from '../../catalog/import/importDescription.js';
import { listOperations } from '../../catalog/search.js';
import { type Options, UsageError } from '../options.js';
import type { Output } from '../output.js';
import { printOperations } from './apis.js';

/** `concur import FILE`: what the catalogue makes of a description; nothing is kept. */
export async function importFile([source]: readonly string[], options: Options, output: Output): Promise<number> {
  if (source === undefined)
    throw new UsageError('Which file or folder? Give the path of an OpenAPI, Swagger or Postman file.');
  const { apis, problems, warnings } = await importDescriptions(path.resolve(source), diskFiles);
  for (const { message } of [...warnings, ...problems]) output.note(message);
  if (apis.length > 0 || problems.length === 0) {
    printOperations(listOperations(apis.map(({ entry }) => entry)), options, output);
  }
  return problems.length === 0 ? 0 : 1;
}

const diskFiles: DescriptionFiles = {
  read: (file) => readFile(file, 'utf8'),
  list: async (folder) => {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false, // reading it will say that it is not there
    );
    if (!isFolder) return undefined;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && !/(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(entry.parentPath))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort();
  },
  resolve: (from, reference) => path.resolve(path.dirname(from), reference),
};
