import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lease } from './lease.js';

/** A lock whose holder has not been heard of for so long is nobody's. */
const STALE_MS = 10_000;
const HEARTBEAT_MS = STALE_MS / 4;
/** Between two looks at a lock that somebody else holds: no event tells across processes on every file system. */
const LOOK_MS = 20;

/**
 * A lease between processes by lock files in one folder. The holder touches its file while it works, so a lock that a
 * killed process left behind is taken over after ten seconds. The files hold nothing but a random id.
 */
export class FileLease implements Lease {
  readonly #folder: string;
  readonly #staleMs: number;

  /** @param staleMs for tests; ten seconds unless given */
  constructor(folder: string, staleMs = STALE_MS) {
    this.#folder = folder;
    this.#staleMs = staleMs;
  }

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = path.join(this.#folder, `${key.replace(/[^\w.-]/g, '_')}.lock`);
    const id = randomUUID();
    while (!(await take(file, id))) {
      if (!(await this.#evict(file))) await delay(LOOK_MS);
    }
    const heartbeat = setInterval(
      () => void utimes(file, new Date(), new Date()).catch(() => undefined), // taken over: told by the id at the end
      Math.min(HEARTBEAT_MS, this.#staleMs / 4),
    );
    heartbeat.unref();
    try {
      return await work();
    } finally {
      clearInterval(heartbeat);
      if ((await read(file)) === id) await rm(file, { force: true });
    }
  }

  /** Removes a lock that nobody holds any more. @returns whether there is room to try at once */
  async #evict(file: string): Promise<boolean> {
    const seen = await read(file);
    const touched = await stat(file).catch(() => undefined);
    if (seen === undefined || !touched) return true;
    if (Date.now() - touched.mtimeMs < this.#staleMs) return false;
    const aside = `${file}.${randomUUID()}`;
    try {
      await rename(file, aside); // only one of those who see it stale succeeds
    } catch {
      return true;
    }
    // Between the look and the move another may have taken over: then the lock is alive and goes back.
    if ((await read(aside)) !== seen) await link(aside, file).catch(() => undefined);
    await rm(aside, { force: true });
    return true;
  }
}

/** Creates the lock. @returns false when somebody holds it */
async function take(file: string, id: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(id);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'EPERM')) return false;
    throw error;
  }
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined; // gone meanwhile
  }
}
