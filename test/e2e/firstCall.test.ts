import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import {
  answerQuickInput,
  clickTreeItem,
  notification,
  openView,
  readEditor,
  runCommand,
  treeItem,
  waitForTab,
} from '../workbench/workbenchPage.js';
import { writtenFiles } from '../workbench/writtenFiles.js';

/** Written before anyone looks for them: the list behind "Go to File" is kept for a while. */
const FILES = {
  'calls.http': 'GET /api/v3.0/expense/reports?limit=2\n',
  'wrong.http': 'GET /api/v3.0/expense/reportz\n',
  'forbidden.http': 'GET /api/v3.2/common/connectionrequests\n',
  'broken.http': 'GET /api/v3.0/expense/reports\nthis is no header\n',
  'slow.http': 'GET /api/v3.0/expense/reports\nX-Sandbox-Fault: latency=60000\n',
  'again.http': 'GET /api/v3.0/expense/reports\n',
} as const;

/** Only rows that are on the screen exist, and the APIs view has many. */
const TALL = { width: 1400, height: 1600 };

describe('the first call, clicked in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({ env: { CONCUR_SANDBOX_URL: sandbox.url }, viewport: TALL });
    page = workbench.page;
    for (const [name, content] of Object.entries(FILES)) await writeFile(path.join(workbench.workspace, name), content);
  });

  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await page.keyboard.press('Escape');
    await runCommand(page, 'Notifications: Clear All Notifications');
    await runCommand(page, 'View: Close All Editors');
  });

  /** What the notification with this text says; fails when there is none in time. */
  async function sentence(text: RegExp): Promise<string> {
    const toast = notification(page, text);
    await toast.waitFor({ timeout: 15_000 });
    return (await toast.allInnerTexts()).join();
  }

  async function openRequestFile(name: keyof typeof FILES): Promise<void> {
    await runCommand(page, 'Go to File...');
    await page.locator('.quick-input-widget').getByRole('textbox').fill(name);
    await page.locator('.quick-input-list').getByRole('option', { name }).first().click();
    await waitForTab(page, name);
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().waitFor();
  }

  /** By hover and Enter: a menu takes no click in the moment in which it opens. */
  async function chooseFromMenu(label: string): Promise<void> {
    await page.getByRole('menuitem', { name: label }).first().hover();
    await page.keyboard.press('Enter');
  }

  async function untilEditorShows(expected: RegExp): Promise<void> {
    const isShown = `() => ${expected}.test([...document.querySelectorAll('.monaco-editor .view-line')].map((line) => line.textContent.replaceAll('\\u00a0', ' ')).join('\\n'))`;
    await page.waitForFunction(`(${isShown})()`, undefined, { timeout: 15_000 });
  }

  it('shows APIs as groups, APIs, resources and operations, and the sandbox signed in', async () => {
    await openView(page, 'Concur');
    await clickTreeItem(page, /^Expense(,| \d|$)/);
    await clickTreeItem(page, 'Expense Reports, v3.0');
    await treeItem(page, 'GET /api/v3.0/expense/reports').waitFor();
    for (const group of ['Authentication', 'Expense']) assert.ok(await treeItem(page, group).isVisible(), group);
    const connection = treeItem(page, /^Local sandbox, signed in · (60|59) min/);
    await connection.waitFor();
    await page.getByRole('button', { name: /Local sandbox · (60|59) min/ }).waitFor();
    await workbench.screenshot('1-views');
  });

  it('sends a clicked operation and shows the response, its status, time and size', async () => {
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports,/);
    await waitForTab(page, 'GET listReports 200.json');
    await untilEditorShows(/"Items": \[/);
    const lens = page.locator('.codelens-decoration a', { hasText: /^200 OK · \d+ ms · [\d.]+ KB$/ });
    await lens.first().waitFor();
    await workbench.screenshot('2-response');
  });

  it('asks for a required parameter, checks it, and remembers its value', async () => {
    const id = await firstReportId(sandbox);
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports\/\{id\},/);
    const input = page.locator('.quick-input-widget').getByRole('textbox');
    const asked = page.locator('.quick-input-title', { hasText: 'Get an expense report' });
    await asked.waitFor(); // the palette shares the box: its title tells who asks
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-message', { hasText: 'id is required' }).waitFor();
    await workbench.screenshot('3-parameter');
    await answerQuickInput(page, id);
    await waitForTab(page, 'GET getReport 200.json');
    await runCommand(page, 'View: Close All Editors');
    await clickTreeItem(page, /^GET \/api\/v3\.0\/expense\/reports\/\{id\},/);
    await asked.waitFor();
    assert.equal(await input.inputValue(), id);
    await page.keyboard.press('Enter');
    await waitForTab(page, 'GET getReport 200.json');
  });

  it('finds an operation in the command palette by parts of its name', async () => {
    await runCommand(page, 'Concur: Send Request...');
    const input = page.locator('.quick-input-widget').getByRole('textbox');
    await input.fill('rep list');
    const first = page.locator('.quick-input-list').getByRole('option').first();
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: '/api/v3.0/expense/reports' })
      .first()
      .waitFor();
    assert.match((await first.getAttribute('aria-label')) ?? '', /GET \/api\/v3\.0\/expense\/reports/);
    await workbench.screenshot('4-palette');
    await page.keyboard.press('Enter');
    await waitForTab(page, 'GET listReports 200.json');
  });

  it('finds the operation of a pasted URL, and sends it with the values that the URL holds', async () => {
    await runCommand(page, 'Concur: Send Request...');
    const input = page.locator('.quick-input-widget').getByRole('textbox');
    await input.fill('https://us2.api.concursolutions.com/api/v3.0/expense/reports?limit=3');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'limit=3' }).first().waitFor();
    await workbench.screenshot('4-pasted');
    await page.keyboard.press('Enter');
    await waitForTab(page, 'GET listReports 200.json');
    await untilEditorShows(/"Items": \[/);
    await page.locator('.editor-group-container.active .view-line').first().click();
    await page.keyboard.press('Control+End');
    await untilEditorShows(/"NextPage": ".*limit=3/);
  });

  it('sends from a request file: CodeLens, keyboard, context menus of editor and explorer', async () => {
    await openRequestFile('calls.http');
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().click();
    await waitForTab(page, 'GET listReports 200.json');
    await workbench.screenshot('5-request-file');

    await runCommand(page, 'View: Close All Editors');
    await openRequestFile('calls.http');
    await page.locator('.view-line').first().click();
    await page.keyboard.press('Control+Alt+r');
    await waitForTab(page, 'GET listReports 200.json');

    await runCommand(page, 'View: Close All Editors');
    await openRequestFile('calls.http');
    await page.locator('.view-line').first().click({ button: 'right' });
    await chooseFromMenu('Concur: Send Request');
    await waitForTab(page, 'GET listReports 200.json');

    await runCommand(page, 'View: Close All Editors');
    await openView(page, 'Explorer');
    await treeItem(page, 'calls.http').click({ button: 'right' });
    await chooseFromMenu('Concur: Send Request');
    await waitForTab(page, 'GET listReports 200.json');
  });

  it('says of a wrong path that nothing is there, and offers to search', async () => {
    await openRequestFile('wrong.http');
    await page.keyboard.press('Control+Alt+r');
    assert.match(await sentence(/404/), /Search Operations[\s\S]*no such operation/);
    await waitForTab(page, /^GET expense-reportz 404/);
    await workbench.screenshot('6-not-found');
  });

  it('says of a call without permission what is missing', async () => {
    await openRequestFile('forbidden.http');
    await page.keyboard.press('Control+Alt+r');
    assert.match(await sentence(/403/), /No permission/);
    await workbench.screenshot('6-no-permission');
  });

  it('says where a malformed file needs mending, and goes there', async () => {
    await openRequestFile('broken.http');
    await page.keyboard.press('Control+Alt+r');
    assert.match(await sentence(/Not sent/), /Go to Line 2/);
    await workbench.screenshot('6-malformed');
    await page.getByRole('button', { name: 'Go to Line 2' }).click();
    await page.getByRole('button', { name: /Ln 2, Col 1/ }).waitFor();
  });

  it('cancels a slow request from the status bar without any message', async () => {
    await openRequestFile('slow.http');
    await page.keyboard.press('Control+Alt+r');
    const sending = page.locator('.statusbar-item', { hasText: 'GET /api/v3.0/expense/reports' });
    await sending.waitFor();
    await workbench.screenshot('6-sending');
    await sending.click();
    await sending.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('renews a token that is no longer good without a word', async () => {
    const port = Number(new URL(sandbox.url).port);
    await sandbox.close();
    sandbox = await startTestSandbox({ port }); // signs with another key, and has never heard of the refresh token
    await openRequestFile('again.http');
    await page.keyboard.press('Control+Alt+r');
    await waitForTab(page, 'GET listReports 200.json');
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });

  it('says that the sandbox is not running, starts one, and sends again', async () => {
    await sandbox.close();
    await openRequestFile('again.http');
    await page.keyboard.press('Control+Alt+r');
    assert.match(await sentence(/Nothing answers at 127\.0\.0\.1/), /Start Local Sandbox/);
    await workbench.screenshot('6-not-running');
    await page.getByRole('button', { name: 'Start Local Sandbox' }).click();
    await waitForTab(page, 'GET listReports 200.json');
    assert.doesNotMatch(await readEditor(page), /Bearer/);
  });

  it('has left no token and no secret in anything that the window wrote', async () => {
    const written = await writtenFiles(path.dirname(workbench.workspace));
    assert.ok(written.some((file) => file.endsWith('settings.json')));
    const { clientSecret, password } = sandbox.welcome;
    for (const file of written) {
      const content = await readFile(file, 'latin1');
      for (const secret of [clientSecret, password, 'eyJ0eXAiOiJKV1Qi', 'eyJhbGciOiJSUzI1NiI']) {
        assert.ok(!content.includes(secret), file);
      }
    }
  });
});

/** The id of a report that the person who is signed in owns. */
async function firstReportId({ url, welcome }: RunningSandbox): Promise<string> {
  const token = await fetch(`${url}/oauth2/v0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: welcome.clientId,
      client_secret: welcome.clientSecret,
      username: welcome.username,
      password: welcome.password,
    }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const reports = await fetch(`${url}/api/v3.0/expense/reports?limit=1`, {
    headers: { Authorization: `Bearer ${access_token}`, Accept: 'application/json' },
  });
  const { Items } = (await reports.json()) as { Items: { ID: string }[] };
  return Items[0]?.ID ?? assert.fail('the person owns no report');
}
