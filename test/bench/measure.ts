import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import * as z from 'zod';
import { launchBrowser } from '../workbench/browser.js';
import { cacheRoot } from '../workbench/cacheFolder.js';
import { makeTemporaryFolder } from '../workbench/temporaryFolder.js';
import { startVscodeServer } from '../workbench/vscodeServer.js';
import { type Adapter, type BenchEvent, type Job, jobVariable } from './job.js';
import type { Round } from './table.js';

/** An unpacked, built extension and how to reach it. */
export interface Subject {
  readonly folder: string;
  readonly adapter: Adapter;
}

export interface Measured extends Round {
  /** What a reader of the figures must know: errors, responses that were not seen. */
  readonly remarks: readonly string[];
}

export interface Measurement {
  readonly origin: string;
  readonly sizes: readonly number[];
  readonly activateBy: Job['activateBy'];
  readonly giveUpMs: number;
}

/** Builds the suite for the extension host; gives the path for `extensionTestsPath`. */
export async function buildHostSuite(): Promise<string> {
  const outfile = path.join(cacheRoot, 'bench-suite', 'hostSuite.mjs');
  const entryPoints = [path.join(import.meta.dirname, 'hostSuite.ts')];
  const target = { platform: 'node', format: 'esm', target: 'node20' } as const;
  await build({ ...target, entryPoints, outfile, bundle: true, external: ['vscode'], logLevel: 'warning' });
  return outfile;
}

/** Measures one subject once, in a server, extension host and window of its own. */
export async function measure(subject: Subject, suite: string, measurement: Measurement): Promise<Measured> {
  const { giveUpMs, ...asked } = measurement;
  const temporary = await makeTemporaryFolder();
  const folder = path.join(temporary.path, 'workspace');
  const events = path.join(temporary.path, 'events.jsonl');
  const jobFile = path.join(temporary.path, 'job.json');
  const job: Job = { ...asked, adapter: subject.adapter, folder, events, giveUpMs };
  await mkdir(folder);
  await writeFile(jobFile, JSON.stringify(job));
  const settings = subject.adapter.settings ?? {};
  const server = await startVscodeServer({
    dataDir: path.join(temporary.path, 'data'),
    env: { [jobVariable]: jobFile },
    machineSettings: settings,
    userSettings: settings,
  });
  try {
    const url = server.url(folder, [
      ['extensionDevelopmentPath', server.uri(subject.folder)],
      ['extensionTestsPath', server.uri(suite)],
    ]);
    const limitMs = 60_000 + measurement.sizes.length * (giveUpMs + 20_000);
    const seen = await watchWindow(url, folder, limitMs);
    return summarize(await readEvents(events), seen);
  } finally {
    await server.close();
    await temporary.remove();
  }
}

interface Seen {
  /** When each mark came on the screen, and whether in an editor or a webview. */
  readonly marks: ReadonlyMap<string, { readonly moment: number; readonly where: string }>;
  /** When the page stood still, and for how many milliseconds. */
  readonly gaps: readonly (readonly [number, number])[];
  readonly problem?: string;
}

async function watchWindow(url: string, folder: string, limitMs: number): Promise<Seen> {
  const marks = new Map<string, { moment: number; where: string }>();
  const browser = await launchBrowser();
  let timer: NodeJS.Timeout | undefined;
  try {
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    const ended = new Promise<string | undefined>((resolve) => {
      timer = setTimeout(() => resolve('the window did not end in time'), limitMs);
      page.once('crash', () => resolve('the window crashed'));
      const onSeen = async (_: unknown, mark: string, moment: number, where: string) => {
        if (marks.has(mark)) return;
        marks.set(mark, { moment, where });
        await writeFile(path.join(folder, mark), '');
      };
      Promise.all([
        context.exposeBinding('benchSeen', onSeen),
        page.exposeFunction('codeAutomationLog', () => undefined),
        page.exposeFunction('codeAutomationExit', () => resolve(undefined)),
        context.addInitScript({ path: path.join(import.meta.dirname, 'pageProbe.js') }),
      ])
        .then(() => page.goto(url))
        .catch((error: unknown) => resolve(String(error)));
    });
    const problem = await ended;
    return { marks, gaps: await readGaps(page), ...(problem !== undefined && { problem }) };
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** None from a window that no longer answers. */
async function readGaps(page: Page): Promise<readonly (readonly [number, number])[]> {
  const patience = new Promise<never[]>((resolve) => setTimeout(resolve, 5000, []).unref());
  const gaps: unknown = await Promise.race([page.evaluate('window.benchGaps'), patience]).catch(() => []);
  return z.parse(z.array(z.tuple([z.number(), z.number()])), gaps);
}

async function readEvents(file: string): Promise<readonly BenchEvent[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/** Joins what the host timed with what the page saw. */
function summarize(events: readonly BenchEvent[], seen: Seen): Measured {
  const figures = new Map<string, number | undefined>();
  const remarks = seen.problem === undefined ? [] : [seen.problem];
  if (!events.some(({ type }) => type === 'end')) remarks.push('the suite did not end');
  for (const event of events) {
    if (event.type === 'figure') figures.set(event.name, event.value);
    if (event.type === 'problem') remarks.push(event.text);
    if (event.type === 'sent') {
      const shown = seen.marks.get(event.mark);
      figures.set(`send ${event.size} B: shown, ms`, shown && shown.moment - event.moment);
      const watched = events.find((other) => other.type === 'watched' && other.mark === event.mark);
      const until = watched?.type === 'watched' ? watched.moment : Number.POSITIVE_INFINITY;
      const blocked = seen.gaps.filter(([start, length]) => start + length > event.moment && start < until);
      figures.set(`send ${event.size} B: window blocked, ms`, Math.max(0, ...blocked.map(([, length]) => length)));
      if (shown !== undefined) remarks.push(`${event.size} B shown in the ${shown.where}`);
      else if (watched?.type === 'watched') remarks.push(`${event.size} B not shown; tabs: ${watched.tabs.join(', ')}`);
    }
  }
  return { figures, remarks };
}
