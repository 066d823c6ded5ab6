import { DescriptionError } from './descriptionError.js';
import type { DescriptionFile, FileReader } from './descriptionFile.js';
import { memberOf } from './json.js';
import { isUrl, splitReference } from './referenceText.js';

/** All files that a file refers to, and those refer to, by path; those that cannot be read as the reason why. */
export type OpenFiles = ReadonlyMap<string, DescriptionFile | DescriptionError>;

/** Opens them all, each once. */
export async function openAll(root: DescriptionFile, reader: FileReader): Promise<OpenFiles> {
  const opened = new Map<string, DescriptionFile | DescriptionError>([[root.path, root]]);
  const pending = [root];
  for (let file = pending.pop(); file; file = pending.pop()) {
    for (const reference of referencesIn(file.value)) {
      const { path } = splitReference(reference);
      if (path === '' || isUrl(path)) continue;
      const resolved = reader.resolve(file.path, path);
      if (opened.has(resolved)) continue;
      const other = await reader.parse(resolved).catch(toDescriptionError);
      opened.set(resolved, other);
      if (!(other instanceof DescriptionError)) pending.push(other);
    }
  }
  return opened;
}

/** @throws what is no expected failure, and so a bug */
export function toDescriptionError(error: unknown): DescriptionError {
  if (error instanceof DescriptionError) return error;
  throw error;
}

/** Everything that a `$ref` within a value names. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const collect = (part: unknown): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return;
    seen.add(part);
    const reference = memberOf(part, '$ref');
    if (typeof reference === 'string') found.add(reference);
    for (const item of Object.values(part)) collect(item);
  };
  collect(value);
  return found;
}
