import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { clickTreeItem, notification, openView, runCommand, treeItem } from '../workbench/workbenchPage.js';

const SHELTER = `openapi: 3.1.0
info: { title: Shelter, version: "1.0", summary: Dogs in need of a home }
servers: [{ url: https://shelter.example.com }]
paths:
  /dogs:
    get: { operationId: listDogs, summary: List dogs, tags: [Dogs], responses: { "200": { description: Dogs } } }
`;

describe('importing API descriptions, clicked in the workbench', () => {
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    workbench = await openWorkbench({ viewport: { width: 1400, height: 1400 } });
    page = workbench.page;
    await writeFile(path.join(workbench.workspace, 'shelter.yaml'), SHELTER);
    await writeFile(
      path.join(workbench.workspace, 'broken.yaml'),
      'openapi: 3.1.0\ninfo: { title: Broken\npaths: {}\n',
    );
    await openView(page, 'Concur');
    await treeItem(page, 'Authentication').waitFor();
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await page.keyboard.press('Escape');
  });

  async function importFile(name: string): Promise<void> {
    await runCommand(page, 'Concur: Import API Description...');
    await page.locator('.quick-input-list').getByRole('option', { name: /^File/ }).first().click();
    await page.locator('.quick-input-title', { hasText: 'Import API Description' }).waitFor();
    await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
  }

  it('shows them as a group of their own', async () => {
    await importFile('shelter.yaml');
    await treeItem(page, 'Own APIs').waitFor();
    await notification(page, /Imported 1 APIs? with 1 operations?/).waitFor();
    await treeItem(page, 'Shelter, v1.0').waitFor();
    await treeItem(page, 'GET /dogs').waitFor();
    await workbench.screenshot('own-1-imported');
  });

  it('says of a bad file where and why, and keeps everything else', async () => {
    await importFile('broken.yaml');
    const toast = notification(page, /Not imported: broken\.yaml, line \d+: it is no valid YAML/);
    await toast.waitFor();
    await workbench.screenshot('own-2-bad');
    await toast.getByRole('button', { name: 'Open File' }).click();
    await page.getByRole('tab', { name: /broken\.yaml/ }).waitFor();
    assert.ok(await treeItem(page, 'Own APIs').isVisible());
  });

  it('has them again after the window was reloaded, and forgets one that is removed', async () => {
    await page.reload();
    await openView(page, 'Concur');
    await treeItem(page, 'Own APIs').waitFor();
    if (!(await treeItem(page, 'Shelter, v1.0').isVisible())) await clickTreeItem(page, 'Own APIs');
    await treeItem(page, 'Shelter, v1.0').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Remove from Own APIs...' }).hover();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await treeItem(page, 'Own APIs').waitFor({ state: 'detached' });
  });
});
