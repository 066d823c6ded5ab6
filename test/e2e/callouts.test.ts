import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { Receiver } from '../../src/callouts/receiver/receiver.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import {
  answerQuickInput,
  openView,
  readEditor,
  runCommand,
  treeItem,
  waitForTab,
} from '../workbench/workbenchPage.js';

const credentials = { user: 'Lakeside-Connector', password: 'quiet-water-42' };

describe('the Callouts view, clicked in the workbench', () => {
  let workbench: Workbench;
  let page: Page;
  let connector: Receiver;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    connector = await Receiver.start({ port: 0, credentials });
    workbench = await openWorkbench({ viewport: { width: 1400, height: 1200 } });
    page = workbench.page;
    await openView(page, 'Concur');
  });

  after(async () => {
    await workbench?.close();
    await connector?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await page.keyboard.press('Escape');
  });

  const quickInput = () => page.locator('.quick-input-widget');

  it('takes a connector with a way back, and refuses plain http to another computer on the spot', async () => {
    await runCommand(page, 'Concur: Add Connector Under Test...');
    await quickInput().getByText('Address of the connector').waitFor();
    await answerQuickInput(page, 'http://connector.example.com');
    await quickInput()
      .getByText(/https only/)
      .waitFor();
    await answerQuickInput(page, connector.url);
    await quickInput().getByText('Name of this connector').waitFor();
    await quickInput().getByRole('button', { name: 'Back' }).click();
    await quickInput().getByText('Address of the connector').waitFor();
    await answerQuickInput(page, connector.url);
    await quickInput().getByText('Name of this connector').waitFor();
    await answerQuickInput(page, 'Harbour');
    await quickInput().getByText('User name of the registration').waitFor();
    await answerQuickInput(page, credentials.user);
    await quickInput().getByText('Password of the registration').waitFor();
    await workbench.screenshot('callouts-1-password');
    await answerQuickInput(page, credentials.password);
    await treeItem(page, 'Fetch Attendee').waitFor();
    await workbench.screenshot('callouts-2-view');
  });

  it('sends a callout with a changed value exactly as Concur would, and shows what Concur makes of the answer', async () => {
    await treeItem(page, 'Fetch Attendee').click();
    await page.getByRole('option', { name: /^LastName/ }).click();
    await answerQuickInput(page, 'Haddad');
    await page.getByRole('option', { name: /Send/ }).first().click();
    await waitForTab(page, 'Fetch Attendee.md');
    await page.getByText('Concur would accept this answer').first().waitFor();
    assert.match(await readEditor(page), /Authorization: Basic •••/);
    const [arrival] = connector.arrivals;
    assert.equal(arrival?.status, 200);
    assert.match(arrival?.body ?? '', /<LastName>Haddad<\/LastName>/);
    await treeItem(page, /Fetch Attendee, 200, \d+ ms/).waitFor();
    await workbench.screenshot('callouts-3-outcome');
  });

  it('plays the other side, too: the receiver lists what arrives and shows it', async () => {
    await runCommand(page, 'Concur: Start Callout Receiver');
    await page.getByRole('option', { name: /Take whoever comes/ }).click();
    const row = treeItem(page, 'Receiver');
    await row.waitFor();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec((await row.getAttribute('aria-label')) ?? '')?.[0];
    assert.ok(url);
    const event = { id: 'e1', eventType: 'reportCreated', topic: 'public.concur.expense.report', facts: {} };
    await fetch(`${url}/hook`, {
      method: 'POST',
      body: JSON.stringify(event),
      headers: { 'Content-Type': 'application/json' },
    });
    await treeItem(page, 'public.concur.expense.report: reportCreated').click();
    await waitForTab(page, /reportCreated\.md/);
    assert.match(await readEditor(page), /Concur signs every event/);
    await workbench.screenshot('callouts-4-receiver');
    await runCommand(page, 'Concur: Stop Callout Receiver');
    await row.waitFor({ state: 'detached' });
  });
});
