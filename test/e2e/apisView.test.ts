import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { clickTreeItem, openView, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';

describe('the APIs view, clicked in the workbench', () => {
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    workbench = await openWorkbench({ viewport: { width: 1400, height: 1400 } });
    page = workbench.page;
    await writeFile(path.join(workbench.workspace, 'lists.http'), 'GET {{host}}/list/v4/lists?page=2\n');
    await openView(page, 'Concur');
    await treeItem(page, 'Authentication').waitFor();
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await page.keyboard.press('Escape');
  });

  const filterBox = () => page.locator('.quick-input-widget').getByRole('textbox').first();

  it('narrows with every letter typed into the filter box, and says how many operations fit', async () => {
    await workbench.screenshot('apis-1-groups');
    await runCommand(page, 'Concur: Filter APIs...');
    await filterBox().fill('lists-v4 get');
    await treeItem(page, 'GET /list/v4/lists,').waitFor();
    assert.equal(await treeItem(page, 'Authentication').count(), 0);
    await page.getByText(/\d+ operations fit\./).waitFor();
    await workbench.screenshot('apis-2-filter');
    await page.keyboard.press('Enter');
    await treeItem(page, 'GET /list/v4/lists,').waitFor();
  });

  it('marks what a request file of the workspace calls', async () => {
    await treeItem(page, 'GET /list/v4/lists,').waitFor();
    // The editor draws the mark of a row by CSS alone.
    const isMarked = `[...document.querySelectorAll('[role=treeitem]')].some((row) =>
      row.textContent.includes('List lists') &&
      [...row.querySelectorAll('*')].some((part) => getComputedStyle(part, '::after').content.includes('●')))`;
    await page.waitForFunction(isMarked);
    await workbench.screenshot('apis-3-used');
  });

  it('tells in a tooltip what one wants to know before calling', async () => {
    await treeItem(page, 'GET /list/v4/lists/{listId},').hover();
    const tooltip = page.locator('.monaco-hover').filter({ hasText: 'Scopes: spend.list.read' });
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /Get a list[\s\S]*listId[\s\S]*\(required\)[\s\S]*Documentation/);
    await workbench.screenshot('apis-3-tooltip');
  });

  it('copies path, URL and cURL from the context menu', async () => {
    await treeItem(page, 'GET /list/v4/lists,').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy as cURL' }).waitFor();
    await workbench.screenshot('apis-4-menu');
    await page.keyboard.press('Escape');
  });

  it('pins an operation to the top', async () => {
    await treeItem(page, 'GET /list/v4/lists,').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).hover();
    await page.keyboard.press('Enter');
    await treeItem(page, 'Pinned').waitFor();
    await runCommand(page, 'Concur: Clear Filter');
    await treeItem(page, 'Authentication').waitFor();
    await workbench.screenshot('apis-5-pinned');
  });

  it('shows deprecated APIs struck through, only when asked, and leads to what replaces them', async () => {
    await runCommand(page, 'Concur: Filter APIs...');
    await filterBox().fill('lists-v3');
    await page.getByText(/0 operations fit\. Hidden: 4 deprecated\./).waitFor();
    await page.keyboard.press('Enter');
    await runCommand(page, 'Concur: Show or Hide Deprecated APIs');
    const old = treeItem(page, /^Lists, v3\.0 · deprecated/);
    await old.waitFor();
    assert.match(await old.innerText(), /L\u0336/);
    await page.getByText('4 operations fit.').waitFor();
    await workbench.screenshot('apis-6-deprecated');
    await old.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Show Replacement' }).hover();
    await page.keyboard.press('Enter');
    await treeItem(page, /^Lists, v4\.0/).waitFor();
    await workbench.screenshot('apis-7-replacement');
  });

  it('shows what changed between two versions', async () => {
    await treeItem(page, /^Lists, v4\.0/).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Show What Changed Between Versions' }).hover();
    await page.keyboard.press('Enter');
    const option = page.locator('.quick-input-list').getByRole('option', { name: /Lists v3\.0/ });
    await option.first().click();
    await waitForTab(page, /lists-v3 to lists-v4/);
    const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
    await preview.getByRole('heading', { name: 'Lists: v3.0 to v4.0' }).waitFor();
    await workbench.screenshot('apis-8-changes');
  });

  it('sorts by version', async () => {
    await runCommand(page, 'Concur: Sort by Product Area or Version');
    await treeItem(page, 'Version 4').waitFor();
    await workbench.screenshot('apis-9-versions');
    await clickTreeItem(page, 'Version 4');
    await runCommand(page, 'Concur: Sort by Product Area or Version');
    await treeItem(page, 'Authentication').waitFor();
  });
});
