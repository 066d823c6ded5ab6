/** The files around a request file, as far as a run may reach them. */
import { access, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import type { FileRead } from '../../httpfile/run/ports.js';
import {
  type EnvironmentFile,
  type Environments,
  isEnvironmentFile,
  readEnvironments,
} from '../../httpfile/variables/environments.js';

/**
 * Files that lie in the folder that is trusted: the working folder where the request file lies in it, else the request
 * file's own folder. Links that lead out of it lead nowhere.
 */
export class RequestFiles {
  readonly #folder: string;
  readonly #root: string;

  private constructor(folder: string, root: string) {
    this.#folder = folder;
    this.#root = root;
  }

  /** @param file the request file, which must exist */
  static async around(file: string, workingFolder: string): Promise<RequestFiles> {
    const folder = path.dirname(await realpath(file));
    const working = await realpath(workingFolder);
    return new RequestFiles(folder, isWithin(folder, working) ? working : folder);
  }

  async read(written: string): Promise<FileRead> {
    const wanted = path.resolve(this.#folder, written);
    try {
      const found = await realpath(wanted);
      return isWithin(found, this.#root) ? { bytes: await readFile(found) } : { problem: this.#outside(written) };
    } catch {
      return isWithin(wanted, this.#root)
        ? { problem: `The file ${written} cannot be read. Check its path, which counts from the request file.` }
        : { problem: this.#outside(written) };
    }
  }

  /** Beside a file that is there comes `name-1.ext`, unless `overwrites`. */
  async write(
    written: string,
    bytes: Uint8Array,
    overwrites: boolean,
  ): Promise<{ readonly path: string } | { readonly problem: string }> {
    const wanted = path.resolve(this.#folder, written);
    if (!isWithin(wanted, this.#root)) return { problem: this.#outside(written) };
    try {
      await mkdir(path.dirname(wanted), { recursive: true });
      const folder = await realpath(path.dirname(wanted));
      if (!isWithin(folder, this.#root)) return { problem: this.#outside(written) };
      const target = overwrites ? wanted : await freePath(wanted);
      if (overwrites && (await exists(target)) && !isWithin(await realpath(target), this.#root)) {
        return { problem: this.#outside(written) };
      }
      await writeFile(target, bytes);
      return { path: path.relative(this.#folder, target) };
    } catch {
      return {
        problem: `The answer cannot be written to ${written}. Check its path, which counts from the request file.`,
      };
    }
  }

  /** What the files of environments say, from the trusted folder down to that of the request file. */
  async environments(): Promise<Environments> {
    const folders: string[] = [];
    for (let folder = this.#folder; isWithin(folder, this.#root); folder = path.dirname(folder)) {
      folders.unshift(folder, path.join(folder, 'env'));
      if (folder === path.dirname(folder)) break;
    }
    return readEnvironments({
      folders: await Promise.all(folders.map((folder) => this.#environmentFiles(folder))),
      restClient: await this.#restClientSettings(),
    });
  }

  async #environmentFiles(folder: string): Promise<readonly EnvironmentFile[]> {
    const names = await readdir(folder).catch((): string[] => []);
    const files: EnvironmentFile[] = [];
    for (const name of names.filter(isEnvironmentFile)) {
      const read = await this.read(path.join(folder, name));
      if ('bytes' in read) files.push({ name, text: new TextDecoder().decode(read.bytes) });
    }
    return files;
  }

  async #restClientSettings(): Promise<unknown> {
    const read = await this.read(path.join(this.#root, '.vscode', 'settings.json'));
    if ('problem' in read) return undefined;
    const settings: unknown = parseJsonc(new TextDecoder().decode(read.bytes));
    return typeof settings === 'object' && settings !== null && 'rest-client.environmentVariables' in settings
      ? settings['rest-client.environmentVariables']
      : undefined;
  }

  #outside(written: string): string {
    return `${written} lies outside ${this.#root}, so it is left alone. Run the command in a folder that holds both.`;
  }
}

function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

async function freePath(wanted: string): Promise<string> {
  const { dir, name, ext } = path.parse(wanted);
  for (let number = 0; ; number += 1) {
    const candidate = number === 0 ? wanted : path.join(dir, `${name}-${number}${ext}`);
    if (!(await exists(candidate))) return candidate;
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
