/** The files around a request file, as far as a run may reach them. */
import { access, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseJsonc } from 'jsonc-parser';
import {
  type EnvironmentFile,
  type Environments,
  isEnvironmentFile,
  readEnvironments,
} from '../variables/environments.js';
import type { FileRead } from './ports.js';

/**
 * Files that lie in the folder that is trusted: the working folder where the request file lies in it, else the request
 * file's own folder. Links that lead out of it lead nowhere.
 */
export class RequestFiles {
  readonly #folder: string;
  readonly #root: string;
  readonly #hint: string;

  private constructor(folder: string, root: string, hint: string) {
    this.#folder = folder;
    this.#root = root;
    this.#hint = hint;
  }

  /**
   * @param folder that of the request file; it must exist
   * @param hint a sentence that says how to get at files outside, e.g. `Run the command in a folder that holds both.`
   */
  static async around(folder: string, workingFolder: string, hint: string): Promise<RequestFiles> {
    const own = await realpath(folder);
    const working = await realpath(workingFolder);
    return new RequestFiles(own, isWithin(own, working) ? working : own, hint);
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

  /**
   * What the files of environments say, from the trusted folder down to that of the request file.
   * @param more files of any name, relative to the trusted folder: JSON as in `http-client.env.json`, else as in `.env`.
   * They win over those of the trusted folder, and lose against those that are nearer to the request file.
   * @param restClient the setting `rest-client.environmentVariables`; read from `.vscode/settings.json` when undefined
   */
  async environments(more: readonly string[] = [], restClient?: unknown): Promise<Environments> {
    const folders: string[] = [];
    for (let folder = this.#folder; isWithin(folder, this.#root); folder = path.dirname(folder)) {
      folders.unshift(folder, path.join(folder, 'env'));
      if (folder === path.dirname(folder)) break;
    }
    const [outermost = [], ...nearer] = await Promise.all(folders.map((folder) => this.#environmentFiles(folder)));
    return readEnvironments({
      folders: [outermost, ...(await Promise.all(more.map((file) => this.#namedFile(file)))), ...nearer],
      restClient: restClient ?? (await this.#restClientSettings()),
    });
  }

  async #namedFile(file: string): Promise<readonly EnvironmentFile[]> {
    const read = await this.read(path.resolve(this.#root, file));
    if ('problem' in read) return [];
    const base = path.basename(file);
    const name = isEnvironmentFile(base) ? base : /\.jsonc?$/i.test(base) ? 'http-client.env.json' : '.env';
    return [{ name, text: new TextDecoder().decode(read.bytes) }];
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
    return `${written} lies outside ${this.#root}, so it is left alone. ${this.#hint}`;
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
