import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { clickTreeItem, notification, openView, treeItem, waitForTab } from '../workbench/workbenchPage.js';

const SETTINGS = { 'concur.sandbox.port': 0 };

/** Only rows that are on the screen exist, and the APIs view has many. */
const TALL = { width: 1400, height: 1600 };

describe('a window without a sandbox', () => {
  let workbench: Workbench;

  afterEach(async function () {
    if (this.currentTest?.isFailed()) {
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    }
    await workbench?.close();
  });

  it('says what to do next, and starts the sandbox with one click', async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({ viewport: TALL, machineSettings: SETTINGS, userSettings: SETTINGS });
    const { page } = workbench;
    await openView(page, 'Concur');
    const start = page.getByRole('button', { name: 'Start Local Sandbox' });
    await start.first().waitFor();
    await workbench.screenshot('0-empty');

    await clickTreeItem(page, /^Expense,/);
    await clickTreeItem(page, 'Expense Reports, v3.0');
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    await notification(page, /needs a connection/).waitFor();
    await page
      .getByRole('button', { name: 'Close Notification' })
      .or(page.getByRole('button', { name: /Clear Notification/ }))
      .first()
      .click();

    await page.locator('.welcome-view-content').getByRole('button', { name: 'Start Local Sandbox' }).click();
    await treeItem(page, /^Local sandbox, signed in · 60 min/).waitFor();
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    await waitForTab(page, 'GET listReports 200.json');
  });

  it('sends nothing from a workspace that is not trusted', async function () {
    this.timeout(120_000);
    workbench = await openWorkbench({
      viewport: TALL,
      machineSettings: SETTINGS,
      userSettings: SETTINGS,
      workspaceTrust: true,
    });
    const { page } = workbench;
    await openView(page, 'Concur');
    await clickTreeItem(page, /^Expense,/);
    await clickTreeItem(page, 'Expense Reports, v3.0');
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    const toast = notification(page, /not trusted/);
    await toast.waitFor();
    assert.ok(await toast.getByRole('button', { name: 'Manage Workspace Trust' }).isVisible());
    await workbench.screenshot('7-untrusted');
  });
});
