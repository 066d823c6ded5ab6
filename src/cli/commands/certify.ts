import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type RequestFile, readFileEvidence } from '../../certification/fileEvidence.js';
import { judgeReadiness } from '../../certification/readiness.js';
import { writeReport } from '../../certification/report.js';
import { openCatalog } from '../operations.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';

const PASSED_OVER = new Set(['node_modules', '.git', 'dist', 'out']);
const MOST_BYTES = 1_000_000;

/**
 * `concur certify [FOLDER]`: judges the request files of a folder by what Concur's review asks, as Markdown. What only
 * the editor knows (history, token exchanges, connections) is "not seen yet".
 * @returns 1 when a requirement failed
 */
export async function certify([folder = '.']: readonly string[], options: Options, output: Output): Promise<number> {
  const files = await readRequestFiles(folder);
  if (files.length === 0) output.note(`There is no request file (.http or .rest) in ${folder}.`);
  const evidence = await readFileEvidence(files, openCatalog());
  const readiness = judgeReadiness({ ...evidence, sent: [], tokens: [], connections: [] });
  output.out(options.json ? toJson(readiness) : writeReport(readiness, new Date()));
  return readiness.judged.some(({ verdict }) => verdict.state === 'failed') ? 1 : 0;
}

/** @throws {UsageError} there is no such folder */
async function readRequestFiles(folder: string): Promise<RequestFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new UsageError(`${folder} is no folder that can be read.`, { cause });
  });
  const files: RequestFile[] = [];
  for (const entry of entries) {
    const whole = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, whole);
    if (!entry.isFile() || !/\.(http|rest)$/i.test(entry.name)) continue;
    if (name.split(path.sep).some((part) => PASSED_OVER.has(part))) continue;
    if ((await stat(whole)).size <= MOST_BYTES) files.push({ name, text: await readFile(whole, 'utf8') });
  }
  return files.sort((a, b) => a.name.localeCompare(b.name));
}
