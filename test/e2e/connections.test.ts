import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { notification, openView, readEditor, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';
import { writtenFiles } from '../workbench/writtenFiles.js';

const TALL = { width: 1400, height: 1000 };

describe('connections, clicked in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({ viewport: TALL });
    page = workbench.page;
  });

  after(async () => {
    await workbench?.close();
    await sandbox?.close();
  });

  afterEach(async function () {
    if (this.currentTest?.isFailed())
      await workbench.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-').slice(0, 60)}`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  const widget = (): Locator => page.locator('.quick-input-widget');
  const title = (): Locator => widget().locator('.quick-input-title');
  const input = (): Locator => widget().getByRole('textbox').first();

  /** Waits for a step by its counter, such as `2/9`. */
  async function step(counter: RegExp): Promise<void> {
    await title().filter({ hasText: counter }).waitFor();
  }

  async function choose(label: string | RegExp): Promise<void> {
    await page.locator('.quick-input-list').getByRole('option', { name: label }).first().click();
  }

  /** Types the answer to a step and goes on. */
  async function answer(counter: RegExp, text: string): Promise<void> {
    await step(counter);
    await input().fill(text);
    await page.keyboard.press('Enter');
  }

  /** From the first step to the client id. */
  async function begin(flow: RegExp): Promise<void> {
    await runCommand(page, 'Concur: Add Connection...');
    await step(/1\/\d/);
    await input().fill('Local sandbox'); // rows out of sight do not exist
    await choose(/^Local sandbox/);
    await answer(/2\/\d/, sandbox.url);
    await step(/3\/\d/);
    await choose(flow);
  }

  /** The one file that may hold no secret: all that the window and the server wrote. */
  async function assertNowhere(...secrets: readonly string[]): Promise<void> {
    const written = await writtenFiles(path.dirname(workbench.workspace));
    assert.ok(written.some((file) => file.endsWith('settings.json')));
    for (const file of written) {
      const content = await readFile(file, 'latin1');
      for (const secret of [...secrets, 'eyJ0eXAiOiJKV1Qi', 'eyJhbGciOiJSUzI1NiI']) {
        assert.ok(!content.includes(secret), `a secret is in ${file}`);
      }
    }
  }

  it('shows, before there is any, how to get one', async () => {
    await openView(page, 'Concur');
    await page.getByRole('button', { name: 'Add Connection', exact: true }).waitFor();
    await page.getByText('How do I get access?').waitFor();
    await workbench.screenshot('connections-1-empty');
  });

  it('adds one by a wizard that checks on the spot, goes back without forgetting, and lets a failure be corrected', async function () {
    this.timeout(120_000);
    const { clientId, clientSecret, username, password } = sandbox.welcome;
    await begin(/^Native: user and password/);
    await answer(/4\/\d/, 'no-uuid');
    await widget().getByText('A client id is a UUID').waitFor();
    await workbench.screenshot('connections-2-checked');
    await input().fill(clientId);
    await page.keyboard.press('Enter');
    await answer(/5\/\d/, username);
    await step(/6\/\d/);
    assert.equal(await input().getAttribute('type'), 'password');
    await widget().getByRole('button', { name: 'Back' }).click();
    await step(/5\/\d/);
    assert.equal(await input().inputValue(), username);
    await page.keyboard.press('Enter');
    await answer(/6\/\d/, 'a wrong password');
    await answer(/7\/\d/, clientSecret);
    await step(/8\/\d/);
    await page.keyboard.press('Enter');
    await answer(/9\/\d/, 'Team sandbox');
    await choose(/Sign in/);
    await widget().getByText('Correct it').waitFor();
    await workbench.screenshot('connections-3-refused');
    await choose(/Correct it/);
    await step(/4\/\d/);
    assert.equal(await input().inputValue(), clientId);
    await page.keyboard.press('Enter');
    await step(/5\/\d/);
    await page.keyboard.press('Enter');
    await answer(/6\/\d/, password);
    for (const counter of [/7\/\d/, /8\/\d/, /9\/\d/]) {
      await step(counter);
      await page.keyboard.press('Enter');
    }
    await choose(/Sign in/);
    await widget().getByText('Use it in this window').waitFor();
    await workbench.screenshot('connections-4-signed-in');
    const said = (await widget().innerText()).replace(/\s+/g, ' ');
    assert.match(said, new RegExp(username.replace(/\W/g, '\\$&')));
    assert.match(said, /Scopes ?\d+: /);
    assert.match(said, /Until/);
    await choose(/Use it in this window/);
    await treeItem(page, /^Team sandbox, signed in/).waitFor();
    await page.getByRole('button', { name: /Team sandbox · (60|59) min/ }).waitFor();
    await workbench.screenshot('connections-5-listed');
  });

  it('shows what the token says, counting down, and never the token', async () => {
    await runCommand(page, 'Concur: Inspect Token');
    await waitForTab(page, 'Team sandbox token.md');
    await page.waitForFunction(`document.querySelector('.monaco-editor')?.textContent?.includes('Signature')`);
    const text = await readEditor(page);
    assert.match(text, /Ends\*\*: in \d+ min \d+ s/);
    assert.match(text, /Signature\*\*: valid/);
    assert.match(text, /Stands for\*\*: user/);
    assert.doesNotMatch(text, /eyJ/);
    await workbench.screenshot('connections-6-inspector');
  });

  it('shows every exchange of tokens without their secrets', async () => {
    await runCommand(page, 'Concur: Show Token Log');
    await waitForTab(page, 'Concur Tokens.log');
    await page.waitForFunction(
      `document.querySelector('.editor-group-container.active .view-line')?.textContent?.includes('#')`,
    );
    const text = await readEditor(page);
    assert.match(text, /password grant/);
    assert.match(text, /client_secret=•••/);
    assert.ok(!text.includes(sandbox.welcome.password) && !text.includes(sandbox.welcome.clientSecret));
    await workbench.screenshot('connections-7-token-log');
  });

  it('signs in by the browser, and the redirect comes back to this computer', async function () {
    this.timeout(120_000);
    const { webClientId = '', webClientSecret = '', username, password } = sandbox.welcome;
    await begin(/^Web: sign in in the browser/);
    await answer(/4\/\d/, webClientId);
    await answer(/5\/\d/, 'http://localhost');
    await answer(/6\/\d/, webClientSecret);
    await step(/7\/\d/);
    await input().fill('EXPRPT');
    await page
      .locator('.quick-input-list')
      .getByRole('checkbox', { name: /^EXPRPT/ })
      .first()
      .click();
    await page.keyboard.press('Enter');
    await step(/8\/\d/);
    await page.keyboard.press('Enter');
    await answer(/9\/\d/, 'Courier');
    const opened = page.context().waitForEvent('page');
    await choose(/Sign in/);
    const browser = await opened;
    // code-server leads addresses of this computer through a proxy of its own, which this server has not.
    await browser.goto(browser.url().replace(/^http:\/\/localhost:\d+\/proxy\/(\d+)/, 'http://127.0.0.1:$1'));
    await workbench.screenshot('connections-8-waiting');
    await browser.getByLabel('User name').fill(username);
    await browser.getByLabel('Password').fill(password);
    await browser.getByRole('button', { name: 'Sign in and allow' }).click();
    await browser.getByText('The sign-in is on its way.').waitFor();
    await browser.close();
    await widget().getByText('Use it in this window').waitFor();
    await workbench.screenshot('connections-9-web');
    await choose(/Keep it for later/);
    await treeItem(page, /^Courier, signed in/).waitFor();
  });

  it('gives up a sign-in in the browser by Escape, with all answers still there', async function () {
    this.timeout(60_000);
    await runCommand(page, 'Concur: Edit Connection...');
    await choose(/^Courier/);
    await step(/1\/\d/);
    for (let at = 1; at <= 9; at++) {
      await step(new RegExp(`${at}/10`));
      await page.keyboard.press('Enter');
    }
    const opened = page.context().waitForEvent('page');
    await choose(/Sign in/);
    await (await opened).close();
    await widget()
      .getByText(/Go on in the browser/)
      .waitFor();
    await page.bringToFront();
    await input().press('Escape');
    await step(/10\/10/);
  });

  it('switches by a click in the status bar, each with how it stands', async () => {
    await page.getByRole('button', { name: /Team sandbox · / }).click();
    await choose(/^Courier/);
    await page.getByRole('button', { name: /Courier · / }).waitFor();
    await workbench.screenshot('connections-10-switched');
  });

  it('signs out, and says so in the status bar', async () => {
    await runCommand(page, 'Concur: Sign Out');
    await choose(/^Courier/);
    await treeItem(page, /^Courier, signed out/).waitFor();
    await page.getByRole('button', { name: /Courier · signed out/ }).waitFor();
    await workbench.screenshot('connections-11-signed-out');
  });

  it('imports a .env with its secrets, and exports without them', async function () {
    this.timeout(60_000);
    const { clientId, username } = sandbox.welcome;
    const canaries = { secret: 'canary-secret-6f2b', password: 'canary-password-91d0' };
    const file = path.join(workbench.workspace, 'import.env');
    await writeFile(
      file,
      `CONCUR_GEOLOCATION=${sandbox.url}\nCONCUR_CLIENT_ID=${clientId}\nCONCUR_CLIENT_SECRET=${canaries.secret}\nCONCUR_USERNAME=${username}\nCONCUR_PASSWORD=${canaries.password}\n`,
    );
    await runCommand(page, 'Concur: Import Connections...');
    await choose(/^\.env/);
    await choose(/^import\.env/);
    await notification(page, /was imported/).waitFor();
    await workbench.screenshot('connections-12-imported');
    await runCommand(page, 'Notifications: Clear All Notifications');
    await rm(file);
    await runCommand(page, 'Concur: Export Connections without Secrets...');
    const exported = path.join(workbench.workspace, 'concur-connections.json'); // as the dialog offers it
    await page.waitForFunction(
      `document.querySelector('.quick-input-widget input')?.value === ${JSON.stringify(exported)}`,
    );
    await widget().getByRole('button', { name: 'OK' }).click();
    await page.locator('.statusbar-item', { hasText: 'exported, without secrets' }).waitFor();
    const text = await readFile(exported, 'utf8');
    const { connections } = JSON.parse(text) as { connections: { name: string }[] };
    assert.ok(connections.some(({ name }) => name === '.env'));
    await assertNowhere(canaries.secret, canaries.password);
  });

  it('has left no secret in settings, storage folders, logs or files', async () => {
    const { clientSecret, password, webClientSecret = '' } = sandbox.welcome;
    await assertNowhere(clientSecret, password, webClientSecret, 'a wrong password');
  });
});
