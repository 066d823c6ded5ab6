// Runs inside the extension host of one fresh window: times the activation, then each send.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { type BenchEvent, type Job, jobVariable, markOf } from './job.js';

/** What VS Code calls for `extensionTestsPath`. Problems become events: the bench decides what they mean. */
export async function run(): Promise<void> {
  const job: Job = JSON.parse(readFileSync(process.env[jobVariable] ?? '', 'utf8'));
  const say = (event: BenchEvent) => appendFileSync(job.events, `${JSON.stringify(event)}\n`);
  try {
    const extension = vscode.extensions.getExtension(job.adapter.id);
    if (extension === undefined) throw new Error(`VS Code did not load ${job.adapter.id}.`);
    say({ type: 'host', vscode: vscode.version, node: process.version, version: extension.packageJSON.version });
    await delay(2500); // the window's own start is over
    await timeActivation(job, extension, say);
    for (const [i, size] of job.sizes.entries()) await timeSend(job, size, i + 1, say);
  } catch (error) {
    say({ type: 'problem', text: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  say({ type: 'end' });
}

type Say = (event: BenchEvent) => void;

/** Milliseconds since 1970, finer than `Date.now()`. */
const moment = () => performance.timeOrigin + performance.now();

/** A figure that is missing where the thing did not happen. */
function figure(name: string, value: number | undefined): BenchEvent {
  return value === undefined ? { type: 'figure', name } : { type: 'figure', name, value };
}

async function timeActivation(job: Job, extension: vscode.Extension<unknown>, say: Say): Promise<void> {
  const file = path.join(job.folder, 'first.http');
  writeFileSync(file, `GET ${job.origin}/json/100?k=0\n`);
  const started = performance.now();
  if (job.activateBy === 'call') {
    await extension.activate();
    say(figure('activate() call, ms', performance.now() - started));
  } else {
    await vscode.workspace.openTextDocument(file);
    while (!extension.isActive && performance.now() - started < 20_000) await nextTurn();
    say(figure('open .http to active, ms', extension.isActive ? performance.now() - started : undefined));
    await extension.activate();
  }
  say(figure('host RSS after activation, MB', process.memoryUsage.rss() / 1e6));
  await readStartupLog(job, say);
  await closeEditors();
}

/** The editor's own account of the activation: Developer: Startup Performance. */
async function readStartupLog(job: Job, say: Say): Promise<void> {
  await vscode.commands.executeCommand('perfview.show');
  for (let attempt = 0; attempt < 40; attempt++) {
    await delay(100);
    const shown = vscode.window.visibleTextEditors.map((editor) => editor.document.getText());
    const rows = shown.find((text) => text.includes('Extension Activation Stats'))?.split('\n') ?? [];
    const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
    const own = cells.find((row) => row[1]?.toLowerCase() === job.adapter.id.toLowerCase());
    if (own === undefined) continue;
    for (const [i, what] of ['load code', 'call activate', 'finish activate'].entries()) {
      say(figure(`editor log: ${what}, ms`, Number(own[i + 3])));
    }
    return;
  }
}

async function timeSend(job: Job, size: number, k: number, say: Say): Promise<void> {
  const mark = markOf(k);
  const file = path.join(job.folder, `send-${k}.http`);
  writeFileSync(file, `GET ${job.origin}/json/${size}?k=${k}\n`);
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: 1, preview: false });
  editor.selection = new vscode.Selection(0, 2, 0, 2);
  await delay(800);
  const lateness = watchLateness();
  const sent = moment();
  let settled: number | undefined;
  say({ type: 'sent', size, mark, moment: sent });
  vscode.commands.executeCommand(job.adapter.send).then(
    () => {
      settled = moment();
    },
    (error) => {
      settled = moment();
      say({ type: 'problem', text: `${size} B: ${String(error)}` });
    },
  );
  while (!existsSync(path.join(job.folder, mark)) && moment() - sent < job.giveUpMs) await delay(5);
  await delay(1000);
  say(figure(`send ${size} B: command settled, ms`, settled === undefined ? undefined : settled - sent));
  say(figure(`send ${size} B: host blocked, ms`, lateness.stop()));
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.label);
  say({ type: 'watched', mark, moment: moment(), tabs });
  await closeEditors();
}

/** `stop` gives the worst lateness, in milliseconds, of a timer of 5 ms. */
function watchLateness(): { stop(): number } {
  let worst = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - last - 5);
    last = now;
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return worst;
    },
  };
}

async function closeEditors(): Promise<void> {
  await Promise.race([vscode.commands.executeCommand('workbench.action.closeAllEditors'), delay(15_000)]);
  await delay(300);
}
