import assert from 'node:assert/strict';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { cacheRoot } from '../workbench/cacheFolder.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { clickTreeItem, notification, openView, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';

describe('the tools of the sandbox, clicked in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({
      env: { CONCUR_SANDBOX_URL: sandbox.url },
      viewport: { width: 1400, height: 1600 },
    });
    page = workbench.page;
    await openView(page, 'Concur');
    await treeItem(page, /^Local sandbox, signed in/).waitFor();
    await clickTreeItem(page, /^Expense,/);
    await clickTreeItem(page, 'Expense Reports, v3.0');
  });

  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  async function chooseFault(name: string): Promise<void> {
    await runCommand(page, 'Concur: Sandbox Faults...');
    await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
    await page.locator('.statusbar-item', { hasText: `Sandbox: ${name}` }).waitFor();
  }

  it('play a fault until all is well again', async () => {
    await chooseFault('429');
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    await notification(page, /Too many requests \(429\)/).waitFor();
    await workbench.screenshot('sandbox-1-fault');
    await runCommand(page, 'Notifications: Clear All Notifications');
    await chooseFault('No fault');
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    await waitForTab(page, 'GET listReports 200.json');
  });

  it('bring back the data of the start, when the person says so', async () => {
    await runCommand(page, 'Concur: Reset Sandbox Data...');
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
    await page.locator('.statusbar-item', { hasText: 'The sandbox is as it was at its start.' }).waitFor();
  });

  it('show requests, data and faults on a page', async () => {
    const answer = await page.context().request.get(`${sandbox.url}/sandbox`);
    assert.equal(answer.status(), 200);
    assert.match(answer.headers()['content-security-policy'] ?? '', /frame-ancestors vscode-webview:/);
    const browser = page.context().browser();
    assert.ok(browser);
    const admin = await browser.newPage();
    await admin.goto(`${sandbox.url}/sandbox`);
    await admin.getByText('/api/v3.0/expense/reports').first().waitFor();
    await admin.screenshot({ path: path.join(cacheRoot, 'screenshots', 'sandbox-2-admin.png'), fullPage: true });
    assert.doesNotMatch(await admin.content(), /eyJ[\w-]+\.[\w-]+\.[\w-]+/); // no whole token
    await admin.close();
  });
});
