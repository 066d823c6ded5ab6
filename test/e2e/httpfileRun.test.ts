import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { answerQuickInput, notification, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';
import { writtenFiles } from '../workbench/writtenFiles.js';

/** Written before anyone looks for them: the list behind "Go to File" is kept for a while. HOST is the test's server. */
const FILES = {
  'lamps.http': '### All lamps\nGET HOST/lamps\n\n### One lamp\nGET HOST/lamps/7\n',
  'prompts.http': '# @prompt room Which room?\n# @prompt password\nGET HOST/rooms/{{room}}\nX-Pin: {{password}}\n',
  'unsafe.http': '# @name made\nPOST HOST/lamps\n\n###\nGET HOST/lamps/{{made.response.body.$.id}}\n',
  'http-client.env.json': '{ "dev": { "where": "north" }, "test": { "where": "south" } }',
  'environment.http': 'GET HOST/{{where}}\n',
  'checks.http':
    '### Passes\nGET HOST/a\n?? status == 200\n\n### Fails\nGET HOST/b\n?? body $.id == lamp-8\n\n### Waits\nGET HOST/c\n',
  'quiet.http': '# @no-log\nGET HOST/quiet\n\n###\nGET HOST/loud\n',
  'slow.http': 'GET HOST/held\n\n###\nGET HOST/after\n',
} as const;

describe('request files, run in the workbench', () => {
  let workbench: Workbench;
  let page: Page;
  let server: Server;
  let url: string;
  const calls: string[] = [];
  /** Answers that wait until a test lets them go. */
  const held: (() => void)[] = [];

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url} ${request.headers['x-pin'] ?? ''}`.trim());
      const answer = (): void => {
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ id: 'lamp-7' }));
      };
      if (request.url === '/held') held.push(answer);
      else answer();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    workbench = await openWorkbench({ viewport: { width: 1400, height: 2000 } });
    page = workbench.page;
    for (const [name, text] of Object.entries(FILES)) {
      await writeFile(path.join(workbench.workspace, name), text.replaceAll('HOST', url));
    }
  });

  after(async () => {
    await workbench?.close();
    server?.closeAllConnections();
    server?.close();
  });

  beforeEach(() => {
    calls.length = 0;
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 60)}`);
    await page.keyboard.press('Escape');
  });

  async function openFile(name: keyof typeof FILES): Promise<void> {
    await runCommand(page, 'Go to File...');
    await page.locator('.quick-input-widget').getByRole('textbox').fill(name);
    await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
    await waitForTab(page, name);
    await lens('Send Request').waitFor();
  }

  const lens = (title: string | RegExp) => page.locator('.codelens-decoration').getByText(title).first();

  it('lists the request files of the workspace, sends from a row and shows its last status', async () => {
    await runCommand(page, 'Concur: Focus on Request Files View');
    await treeItem(page, 'lamps.http').click();
    const row = treeItem(page, 'All lamps');
    await row.hover();
    await row.getByRole('button', { name: 'Concur: Send Request' }).click();
    await waitForTab(page, /GET lamps 200/);
    await treeItem(page, /All lamps, GET .*, 200 · \d+ ms/).waitFor();
    await workbench.screenshot('httpfile-1-view');
    assert.deepEqual(calls, ['GET /lamps']);
  });

  it('asks for prompts, secret ones unseen, and stops where the person says no', async () => {
    await openFile('prompts.http');
    await lens('Send Request').click();
    await page.locator('.quick-input-widget').getByText('Which room?').waitFor();
    await answerQuickInput(page, 'galley');
    const box = page.locator('.quick-input-widget input[type=password]');
    await box.waitFor();
    await workbench.screenshot('httpfile-2-password');
    await answerQuickInput(page, '4711');
    await lens(/200 · \d+ ms/).waitFor();
    assert.deepEqual(calls, ['GET /rooms/galley 4711']);
    await lens('Send Request').click();
    await page.locator('.quick-input-widget').getByText('Which room?').waitFor();
    assert.equal(await page.locator('.quick-input-widget input').first().inputValue(), 'galley');
    await page.keyboard.press('Escape');
    await notification(page, /Not sent, because room was given no value/).waitFor();
    assert.equal(calls.length, 1);
  });

  it('asks before it sends something unsafe that another request needs', async () => {
    await openFile('unsafe.http');
    await page.locator('.codelens-decoration').getByText('Send Request').nth(1).click();
    const dialog = page.getByRole('dialog', { name: /needs the answer to "made"/ });
    await dialog.waitFor();
    await workbench.screenshot('httpfile-3-unsafe');
    assert.deepEqual(calls, []);
    await dialog.getByRole('button', { name: 'Send' }).click();
    await waitForTab(page, /GET lamps-lamp-7 200/);
    assert.deepEqual(calls, ['POST /lamps', 'GET /lamps/lamp-7']);
  });

  it('sends with the chosen environment, which the status bar shows', async () => {
    await openFile('environment.http');
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+Alt+E');
    await page.getByRole('option', { name: /^test/ }).click();
    await page.getByRole('button', { name: 'Environment of request files: test' }).waitFor();
    await page.keyboard.press('Control+Alt+R');
    await lens(/200 · \d+ ms/).waitFor();
    await workbench.screenshot('httpfile-4-environment');
    assert.deepEqual(calls, ['GET /south']);
  });

  it('lists the results of all requests in the Testing view, failed checks at their line', async () => {
    await openFile('checks.http');
    await lens('Send All').click();
    const told = notification(page, /1 of 2 requests failed, the first of them "Fails"/);
    await told.waitFor();
    await workbench.screenshot('httpfile-5-told');
    await told.getByRole('button', { name: 'Show Results' }).click();
    await treeItem(page, /checks\.http/).click();
    const rows = page.getByRole('treeitem');
    await rows.filter({ hasText: 'Fails' }).filter({ hasText: '/b' }).waitFor();
    await rows.filter({ hasText: 'Waits' }).waitFor();
    await workbench.screenshot('httpfile-6-testing');
    await lens(/1 of 1 checks failed/).waitFor();
    assert.deepEqual(calls, ['GET /a', 'GET /b']);
  });

  it('goes on where the person says so, after what failed', async () => {
    await lens('Send All').click();
    const told = notification(page, /Not sent after it: 1/);
    await told.getByRole('button', { name: 'Go On' }).click();
    await page.getByText('Requests sent: 1. All went well.').waitFor();
    assert.deepEqual(calls, ['GET /a', 'GET /b', 'GET /c']);
  });

  it('keeps what is not to be logged out of history and log', async () => {
    await openFile('quiet.http');
    await lens('Send All').click();
    await page.getByText('Requests sent: 2. All went well.').waitFor();
    assert.deepEqual(calls, ['GET /quiet', 'GET /loud']);
    const written = await writtenFiles(path.join(path.dirname(workbench.workspace), 'data'));
    const kept = written.filter((name) => /history.*\.jsonl?$|Concur\.log$/.test(name));
    const texts = await Promise.all(kept.map((name) => readFile(name, 'utf8')));
    assert.ok(
      texts.some((text) => text.includes('/loud')),
      `nothing of the other one in ${kept.join(', ')}`,
    );
    assert.ok(texts.every((text) => !text.includes('/quiet')));
  });

  it('shows progress and ends when it is cancelled', async () => {
    await openFile('slow.http');
    await lens('Send All').click();
    const progress = notification(page, /Sending requests/);
    await progress.getByText(/1 of 2/).waitFor();
    await workbench.screenshot('httpfile-7-progress');
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/Cancelled. Requests sent/).waitFor();
    assert.deepEqual(calls, ['GET /held']);
    for (const answer of held) answer();
  });

  it('offers a new file and the samples where there is none', async () => {
    await runCommand(page, 'View: Close All Editors');
    for (const name of await readdir(workbench.workspace)) {
      if (name.endsWith('.http')) await rm(path.join(workbench.workspace, name));
    }
    await runCommand(page, 'Concur: Focus on Request Files View');
    const copy = page.getByRole('button', { name: 'Copy the Samples' }).first();
    await copy.waitFor();
    await workbench.screenshot('httpfile-8-empty');
    await copy.click();
    await waitForTab(page, 'first-calls.http');
    await treeItem(page, 'concur-samples/first-calls.http').waitFor();
    await workbench.screenshot('httpfile-9-samples');
  });
});
