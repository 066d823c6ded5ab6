import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { openView, readEditor, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';

describe('the guide, clicked in the workbench', () => {
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    workbench = await openWorkbench({ viewport: { width: 1400, height: 1100 } });
    page = workbench.page;
    await openView(page, 'Concur');
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await page.keyboard.press('Escape');
  });

  const guide = () => page.locator('.gettingStartedContainer');
  const step = (id: string): Locator => guide().locator(`[data-step-id$="concur.start#${id}"]`);
  const openGuide = async (): Promise<void> => {
    await runCommand(page, 'Concur: Open Guide');
    await step('provision').waitFor();
  };
  /** The page draws its steps anew whenever one is completed, and takes the button away under the pointer. */
  const click = async (id: string, button: string): Promise<void> => {
    await openGuide();
    const tries = 5;
    for (let attempt = 1; ; attempt++) {
      try {
        if ((await step(id).getAttribute('aria-expanded')) !== 'true') await step(id).click({ timeout: 5000 });
        await step(id).getByRole('button', { name: button }).first().click({ timeout: 5000 });
        return;
      } catch (error) {
        if (attempt === tries) throw error;
      }
    }
  };
  const isDone = (id: string) => step(id).locator('.codicon.complete').first();

  it('leads from nothing to a first response: start the sandbox, next step, list the reports', async () => {
    await openGuide();
    await step('provision').waitFor();
    await workbench.screenshot('guide-1-start');
    await click('provision', 'Start the Local Sandbox');
    await isDone('provision').waitFor();
    await click('firstCalls', 'List My Expense Reports');
    await waitForTab(page, /listReports|reports/i);
    await workbench.screenshot('guide-2-first-response');
    await openGuide();
    await isDone('firstCalls').waitFor();
  });

  it('reads trips, and explains REST by the request that was sent last', async () => {
    await click('trips', 'List My Trips');
    await waitForTab(page, /trip/i);
    await openGuide();
    await isDone('trips').waitFor();
    await click('rest', 'Explain My Last Request');
    await waitForTab(page, /REST basics/);
    await workbench.screenshot('guide-3-rest');
    await openGuide();
    await isDone('rest').waitFor();
  });

  it('finds the flow that fits by two or three questions', async () => {
    await click('token', 'Which One Do I Need?');
    await page.getByRole('option', { name: /person at the screen/ }).click();
    await page.getByRole('option', { name: /In my application/ }).click();
    await page
      .getByText(/The Web flow sends the person to Concur/)
      .first()
      .waitFor();
    await workbench.screenshot('guide-4-flow');
    await isDone('token').waitFor();
  });

  it('opens a recipe, copied into the workspace with its data', async () => {
    await click('further', 'Open a Recipe');
    await page.getByRole('option', { name: /First report/ }).click();
    await waitForTab(page, 'first-report.http');
    assert.match(await readEditor(page), /A first report with entries and a receipt/);
    await openGuide();
    await isDone('further').waitFor();
  });

  it('writes a report on certification readiness', async () => {
    await runCommand(page, 'Concur: Check Certification Readiness');
    await waitForTab(page, /Certification readiness/);
    assert.match(await readEditor(page), /passed, \d+ failed/);
    await workbench.screenshot('guide-5-certification');
  });

  it('shows the app of the sandbox with its scopes and the age of its secret', async () => {
    await runCommand(page, 'Concur: Refresh Apps');
    await runCommand(page, 'Concur: Focus on Apps View');
    await treeItem(page, 'Client secret').waitFor();
    await treeItem(page, 'Scopes').click();
    await treeItem(page, /EXPRPT, used/).waitFor();
    await workbench.screenshot('guide-6-apps');
  });
});
