import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { readEditor, runCommand, waitForTab } from '../workbench/workbenchPage.js';

const RESPONSE = 'GET listReports 200.json';

describe('a response, read in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({
      env: { CONCUR_SANDBOX_URL: sandbox.url },
      viewport: { width: 1600, height: 1000 },
    });
    page = workbench.page;
    await writeFile(path.join(workbench.workspace, 'two.http'), 'GET /api/v3.0/expense/reports?limit=2&user=ALL\n');
  });

  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  beforeEach(async () => {
    await runCommand(page, 'Go to File...');
    await quickInput().fill('two.http');
    await page.locator('.quick-input-list').getByRole('option', { name: 'two.http' }).first().click();
    await waitForTab(page, 'two.http');
    await lens('Send Request').click();
    await (await waitForTab(page, RESPONSE)).click();
    await lens('200 OK').waitFor();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 60)}`);
    await page.keyboard.press('Escape');
    await runCommand(page, 'View: Close All Editors');
  });

  const quickInput = (): Locator => page.locator('.quick-input-widget').getByRole('textbox').first();
  const lens = (text: string | RegExp): Locator => page.locator('.codelens-decoration a', { hasText: text }).first();

  async function openTable(): Promise<FrameLocator> {
    await lens(/^Table$/).click();
    await waitForTab(page, 'GET listReports 200 table');
    const table = page.frameLocator('iframe.webview').frameLocator('iframe');
    await table.getByRole('columnheader', { name: 'Total' }).first().waitFor();
    return table;
  }

  /** The texts of the column with this title, as far as rows are drawn. */
  async function column(table: FrameLocator, title: string): Promise<string[]> {
    const titles = await table.getByRole('columnheader').allInnerTexts();
    const place = titles.findIndex((text) => text.replace(/ [↑↓]$/, '').trim() === title);
    assert.ok(place >= 0, `${title} in ${titles.join()}`);
    const rows = await table.locator('.window [role=row]').all();
    return Promise.all(rows.map((row) => row.getByRole('gridcell').nth(place).innerText()));
  }

  it('says above it what came and what can be done', async () => {
    for (const title of ['Headers', 'Send Again', 'Next Page', 'All Pages', 'Table', 'Filter', 'Save As', 'Copy As'])
      await lens(new RegExp(`^${title}$`)).waitFor();
    await page.locator('.statusbar-item', { hasText: '200 OK' }).first().waitFor();
    await workbench.screenshot('responses-1-text');
  });

  it('is shown as a table that sorts, filters, moves by keys and exports', async () => {
    const table = await openTable();
    await table.getByRole('button', { name: 'Name', exact: true }).click();
    await table.getByRole('columnheader', { name: 'Name ↑' }).waitFor();
    const up = await column(table, 'Name');
    await table.getByRole('button', { name: 'Name ↑', exact: true }).click();
    await table.getByRole('columnheader', { name: 'Name ↓' }).waitFor();
    await table.getByRole('status').filter({ hasText: '2 of 2 rows' }).waitFor();
    assert.deepEqual(await column(table, 'Name'), up.toReversed());
    await workbench.screenshot('responses-2-table');

    const grid = table.getByRole('grid', { name: 'Rows of the response' });
    await grid.focus();
    for (const key of ['Control+End', 'Home', 'ArrowRight']) await page.keyboard.press(key);
    assert.equal(
      await table.locator('.cell.active').evaluate((cell) => cell.parentElement?.getAttribute('aria-rowindex')),
      '3',
    );
    await workbench.screenshot('responses-3-table-keys');

    await table.getByRole('textbox', { name: 'Filter rows' }).fill(up[0] ?? '');
    await table.getByRole('status').filter({ hasText: '1 of 2 rows' }).waitFor();
    await table.getByRole('button', { name: 'Export as CSV' }).click();
    await page.locator('.quick-input-title', { hasText: 'Export as CSV' }).waitFor();
    await page.keyboard.press('Enter'); // the name that the dialog offers, in the workspace
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    const csv = await untilWritten('.csv');
    assert.match(csv.split(/\r?\n/)[0] ?? '', /(^|,)Name(,|$)/);
    assert.ok(csv.includes(up[0] ?? '?') && !csv.includes(up[1] ?? ''), csv);

    await table.getByRole('textbox', { name: 'Filter rows' }).fill('nothing like this');
    await table.getByText('No row fits. Change the filter.').waitFor();
    await workbench.screenshot('responses-4-table-empty');
  });

  it('is filtered by JSONPath beside it while the expression is typed', async () => {
    await runCommand(page, 'Concur: Filter Response...');
    await page.locator('.quick-input-title', { hasText: 'Filter GET listReports' }).waitFor();
    await quickInput().fill('$.Items[');
    await page.locator('.quick-input-message', { hasText: 'no expression yet' }).waitFor();
    await workbench.screenshot('responses-5-filter-wrong');
    await quickInput().fill('$.Items[?@.Total >= 0].Name');
    await page.locator('.quick-input-message', { hasText: 'no expression yet' }).waitFor({ state: 'hidden' });
    const filtered = await waitForTab(page, 'GET listReports 200 filtered.json');
    await workbench.screenshot('responses-6-filter');
    await page.keyboard.press('Enter');
    await filtered.click();
    await page
      .locator('.editor-group-container.active .view-line', { hasText: '{' })
      .first()
      .waitFor({ state: 'hidden' });
    assert.match(await readEditor(page), /^\[\n *"[^"]+",\n *"[^"]+"\n\]/);
  });

  it('leads to the next page and to all of them', async () => {
    await lens(/^Next Page$/).click();
    await lens(/^Next Page$/).waitFor();
    await workbench.screenshot('responses-7-next-page');
    await lens(/^All Pages$/).click();
    await page.locator('.quick-input-list').getByRole('option', { name: 'One JSON array' }).click();
    await waitForTab(page, /^GET listReports \d+\.json/);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await workbench.screenshot('responses-8-all-pages');
  });

  it('is compared with the answer before', async () => {
    await lens(/^Send Again$/).click();
    await runCommand(page, 'Concur: Compare Response With Previous');
    await waitForTab(page, /↔/);
    await page.locator('.monaco-diff-editor').waitFor();
    await workbench.screenshot('responses-9-compare');
  });

  /** The first file of the workspace that ends so, once it is there and not empty. */
  async function untilWritten(ending: string): Promise<string> {
    for (let turn = 0; ; turn++) {
      const name = (await readdir(workbench.workspace)).find((file) => file.endsWith(ending));
      const text = name === undefined ? '' : await readFile(path.join(workbench.workspace, name), 'utf8');
      if (text !== '' || turn > 200) return text;
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
    }
  }
});
