import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SavedSandbox } from '../../sandbox/savedSandbox.js';
import { openCatalog } from '../operations.js';
import { type Options, readNumber, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';
import { keepHeapSmall } from '../smallHeap.js';

/**
 * `concur sandbox [--port N] [--seed N] [--state FILE] [--retired answer|gone] [--token-life SECONDS]`: runs until
 * `stopped` resolves. Starts from the file when there is one, and saves to it in the end.
 */
export async function runSandbox(options: Options, output: Output, stopped: Promise<void>): Promise<number> {
  const life = readNumber(options['token-life'], '--token-life', 1);
  const seed = readNumber(options.seed, '--seed', 0);
  const saved = await readState(options.state);
  keepHeapSmall();
  const { startSandbox } = await import('../../sandbox/server.js');
  const sandbox = await startSandbox({
    catalog: openCatalog(),
    port: readNumber(options.port, '--port', 0) ?? 0,
    retired: readRetired(options.retired),
    ...(life === undefined ? {} : { accessTokenLifeSeconds: life }),
    ...(seed === undefined ? {} : { seed }),
    ...(saved === undefined ? {} : { saved }),
  });
  const { welcome } = sandbox;
  if (options.json) output.out(JSON.stringify(welcome));
  else {
    output.out(`The sandbox runs at ${welcome.url}. Its key, secret and users belong to nobody:\n${toJson(welcome)}`);
    output.note(`What happens in it: ${welcome.url}/sandbox. Stop it with Ctrl+C.`);
  }
  await stopped;
  if (options.state !== undefined) await writeState(options.state, sandbox.save());
  await sandbox.close();
  return 0;
}

function readRetired(text = 'answer'): 'answer' | 'gone' {
  if (text === 'answer' || text === 'gone') return text;
  throw new UsageError(`--retired takes answer or gone, not "${text}".`);
}

/** Undefined when there is no such file yet. @throws {UsageError} when it cannot be read, or is no saved sandbox */
async function readState(file: string | undefined): Promise<SavedSandbox | undefined> {
  if (file === undefined) return undefined;
  const { parseSaved, SavedSandboxError } = await import('../../sandbox/savedSandbox.js');
  try {
    return parseSaved(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SavedSandboxError) throw new UsageError(`${file}: ${cause.message}`, { cause });
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new UsageError(`--state ${file} cannot be read.`, { cause });
  }
}

/** Replaces the file only once all is written. @throws {UsageError} when it cannot be written */
async function writeState(file: string, state: SavedSandbox): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
    await rename(draft, file);
  } catch (cause) {
    throw new UsageError(`--state ${file} cannot be written.`, { cause });
  }
}
