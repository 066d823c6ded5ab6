import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { openView, readEditor, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';

const FILES = {
  'one.http': 'GET /api/v3.0/expense/reports?limit=1&user=ALL\n',
  'two.http': 'GET /api/v3.0/expense/reports?limit=2&user=ALL\n',
  'wrong.http': 'GET /api/v3.0/expense/reportz\n',
} as const;

describe('the History view, clicked in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({
      env: { CONCUR_SANDBOX_URL: sandbox.url },
      viewport: { width: 1600, height: 2000 },
    });
    page = workbench.page;
    for (const [name, content] of Object.entries(FILES)) await writeFile(path.join(workbench.workspace, name), content);
    await openView(page, 'Concur');
  });

  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 60)}`);
    await page.keyboard.press('Escape');
  });

  const quickInput = (): Locator => page.locator('.quick-input-widget').getByRole('textbox').first();
  const history = (): Locator => page.getByRole('tree', { name: 'History' });
  const rows = (label: RegExp): Locator => history().getByRole('treeitem', { name: label });

  async function send(name: keyof typeof FILES, tab: RegExp): Promise<void> {
    await runCommand(page, 'Go to File...');
    await quickInput().fill(name);
    await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
    await waitForTab(page, name);
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().click();
    await waitForTab(page, tab);
    await page
      .locator('.codelens-decoration a', { hasText: tab.source.includes('404') ? '404' : '200 OK' })
      .first()
      .waitFor();
    await runCommand(page, 'View: Close All Editors');
  }

  async function choose(row: Locator, label: string): Promise<void> {
    await row.click({ button: 'right' });
    await page.getByRole('menuitem', { name: label }).first().hover();
    await page.keyboard.press('Enter');
  }

  it('says what to do while nothing was sent', async () => {
    await page.getByText('No call yet.').waitFor();
    await page.getByRole('button', { name: 'Send a First Request' }).waitFor();
    await workbench.screenshot('history-1-empty');
  });

  it('lists calls by day and operation', async () => {
    await send('one.http', /^GET listReports 200/);
    await send('two.http', /^GET listReports 200/);
    await send('wrong.http', /404/);
    await rows(/^Today, 3 calls/).waitFor();
    await rows(/^GET expense\/reportz, status 404/).waitFor();
    await rows(/^GET listReports, 2 calls/).click();
    await rows(/^GET listReports, status 200/)
      .nth(1)
      .waitFor();
    assert.equal(await rows(/^GET listReports, status 200/).count(), 2);
    await workbench.screenshot('history-2-list');
  });

  it('opens the response of a call again, from which it can be sent again', async () => {
    await rows(/^GET listReports, status 200/)
      .last()
      .click();
    await waitForTab(page, 'GET listReports 200.json');
    await page.locator('.codelens-decoration a', { hasText: 'Send Again' }).first().click();
    await rows(/^GET listReports, 3 calls/).waitFor();
    await workbench.screenshot('history-3-opened');
  });

  it('compares two calls that are selected', async () => {
    const calls = rows(/^GET listReports, status 200/);
    await calls.nth(1).click();
    await calls.nth(2).click({ modifiers: ['Control'] });
    await choose(calls.nth(2), 'Compare Responses');
    await page
      .locator('.quick-input-list')
      .getByRole('option', { name: /^Without the fields/ })
      .click();
    await waitForTab(page, /↔/);
    await workbench.screenshot('history-4-compare');
  });

  it('saves a call as a request file', async () => {
    const file = path.join(workbench.workspace, 'GET expense-reportz.http'); // as the dialog offers it
    await choose(rows(/^GET expense\/reportz/), 'Save as .http...');
    await page.locator('.quick-input-title', { hasText: 'Save as .http' }).waitFor();
    await page.keyboard.press('Enter');
    await waitForTab(page, 'GET expense-reportz.http');
    assert.match(await readEditor(page), /GET http:\/\/127\.0\.0\.1:\d+\/api\/v3\.0\/expense\/reportz/);
    const text = await readFile(file, 'utf8');
    assert.doesNotMatch(text, /authorization|correlationid|•••/i);
  });

  it('is searched while words are typed, and says when nothing fits', async () => {
    await runCommand(page, 'Concur: Search History...');
    await page.locator('.quick-input-title', { hasText: 'Search History' }).waitFor();
    await quickInput().fill('reports limit=1');
    await rows(/reportz/).waitFor({ state: 'detached' });
    await quickInput().fill('nothing like this');
    await page.getByText('No call fits the search.').waitFor();
    await workbench.screenshot('history-5-search');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Clear Search' }).first().click();
    await rows(/reportz/).waitFor();
  });

  it('forgets one call, and all of them once that is confirmed', async () => {
    await choose(rows(/reportz/), 'Delete From History');
    await rows(/reportz/).waitFor({ state: 'detached' });
    await runCommand(page, 'Concur: Clear History...');
    await workbench.screenshot('history-6-clear');
    await page.getByRole('dialog').getByRole('button', { name: 'Clear History' }).click();
    await page.getByText('No call yet.').waitFor();
    assert.equal(await treeItem(page, /^Today, /).count(), 0);
  });
});
