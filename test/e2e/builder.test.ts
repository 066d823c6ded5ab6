import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import {
  answerQuickInput,
  openView,
  readEditor,
  runCommand,
  treeItem,
  waitForTab,
} from '../workbench/workbenchPage.js';
import { writtenFiles } from '../workbench/writtenFiles.js';

describe('the request builder, clicked in the workbench', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;
  const violations: string[] = [];

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({
      env: { CONCUR_SANDBOX_URL: sandbox.url },
      viewport: { width: 1400, height: 1100 },
    });
    page = workbench.page;
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    await openView(page, 'Concur');
    await treeItem(page, /^Local sandbox, signed in/).waitFor();
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
    await page.locator('.webview.ready').first().waitFor({ state: 'detached' });
  });

  /** The page of the panel that is in front. */
  const panel = (): FrameLocator => page.frameLocator('iframe.webview.ready').frameLocator('iframe');
  const field = (name: string) => panel().locator('concur-parameter-field').getByLabel(name, { exact: true });
  const url = () => panel().locator('concur-request-bar code');
  const tab = (name: string) =>
    panel()
      .locator('main')
      .getByRole('tab', { name: new RegExp(`^${name}`) });
  const result = () => panel().locator('concur-result-pane');
  const status = () => panel().locator('concur-request-bar .status');
  const button = (name: string) => panel().getByRole('button', { name, exact: true });

  /** Evaluates an expression in the page of the panel. */
  async function evaluateInPanel(expression: string): Promise<unknown> {
    const element = await panel().locator('concur-builder').elementHandle();
    const frame = await element?.ownerFrame();
    assert.ok(frame, 'the panel has a page');
    return frame.evaluate(expression);
  }

  /** What axe-core finds in the page of the panel. */
  async function auditPanel(): Promise<string[]> {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await evaluateInPanel(`(() => { if (!window.axe) { ${source} } })()`);
    const found = await evaluateInPanel(`(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => id + ' ' + JSON.stringify(target) + ' ' + failureSummary));
    })()`);
    assert.ok(Array.isArray(found));
    return found.map(String);
  }

  /** A panel that comes to the front takes the focus late, and the picker closes without it: then it is opened again. */
  async function typeIntoPicker(words: string, attempts = 3): Promise<void> {
    await runCommand(page, 'Concur: Open in Builder');
    const input = page.locator('.quick-input-widget').getByRole('textbox').first();
    const isTyped = await page
      .locator('.quick-input-title', { hasText: 'Open in Builder' })
      .waitFor({ timeout: 5000 })
      .then(() => input.fill(words, { timeout: 5000 }))
      .then(
        () => true,
        () => false,
      );
    if (isTyped) return;
    assert.ok(attempts > 1, 'the picker stays open');
    await typeIntoPicker(words, attempts - 1);
  }

  async function openFromPalette(words: string, found: string, title: string): Promise<void> {
    await typeIntoPicker(words);
    await page.locator('.quick-input-list').getByRole('option').first().filter({ hasText: found }).waitFor();
    await page.keyboard.press('Enter');
    await waitForTab(page, title);
    await button('Open as Request File').waitFor();
  }

  /** By hover and Enter: a menu takes no click in the moment in which it opens. */
  async function openFromTree(filter: string, row: string, title: string): Promise<void> {
    await runCommand(page, 'Concur: Filter APIs...');
    await page.locator('.quick-input-title', { hasText: 'Filter APIs' }).waitFor();
    await answerQuickInput(page, filter);
    await treeItem(page, row).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open in Builder' }).hover();
    await page.keyboard.press('Enter');
    await waitForTab(page, title);
    await button('Open as Request File').waitFor();
  }

  /** Keys go nowhere while the panel behind the file is being drawn again. */
  async function closeRequestFile(): Promise<void> {
    await runCommand(page, 'View: Revert and Close Editor');
    await button('Open as Request File').waitFor();
  }

  it('opens from the palette, follows every letter in the address, and says what does not fit', async () => {
    await openFromPalette('expense-reports-v3/listReports', 'List expense reports', 'GET listReports');
    assert.equal(await url().innerText(), `${sandbox.url}/api/v3.0/expense/reports`);
    await field('limit').fill('2');
    await url().filter({ hasText: 'reports?limit=2' }).waitFor();
    await workbench.screenshot('builder-1-palette');
    await field('limit').fill('many');
    await panel().getByRole('alert').filter({ hasText: 'Use a whole number.' }).waitFor();
    await workbench.screenshot('builder-2-mismatch');
    await panel().getByRole('combobox', { name: 'hasVAT' }).selectOption('true');
    await url().filter({ hasText: 'hasVAT=true' }).waitFor();
  });

  it('sends by key and shows status, times, correlation id, body and table', async () => {
    await openFromPalette('expense-reports-v3/listReports', 'List expense reports', 'GET listReports');
    await field('limit').fill('3');
    await field('limit').press('Control+Enter');
    await status()
      .filter({ hasText: /^\s*200 OK · \d+ ms\s*$/ })
      .waitFor();
    await result().getByText('200 OK').waitFor();
    await result().getByText('"Items": [').waitFor();
    await result()
      .getByText(/^Correlation id: [\w-]{36}/)
      .waitFor();
    await result().getByRole('searchbox').fill('ApprovalStatusName');
    await result().getByText('3 matches').waitFor();
    await result().getByRole('button', { name: 'Fold or unfold line 2' }).click();
    await workbench.screenshot('builder-3-sent');
    await result().getByRole('tab', { name: 'Table' }).click();
    await result().getByRole('columnheader', { name: 'ApprovalStatusName' }).waitFor();
    await result().getByText('3 of 3 rows').waitFor();
    await workbench.screenshot('builder-3-table');
    await field('limit').press('Control+Enter');
    await result().getByText('2 of 2').waitFor();
    await result().getByRole('button', { name: 'Previous Result' }).click();
    await result().getByText('1 of 2').waitFor();
    await result().getByRole('button', { name: 'Open in Editor Tab' }).click();
    await waitForTab(page, 'GET listReports 200.json');
  });

  it('opens from the context menu of a row, wants what is required, and writes a request file', async () => {
    await openFromTree('expense-reports-v3 reports/{id}', 'GET /api/v3.0/expense/reports/{id}', 'GET getReport');
    assert.match(await url().innerText(), /\/reports\/\{id\}$/);
    await button('Send').click();
    await panel().getByRole('alert').filter({ hasText: 'Fill in id first.' }).waitFor();
    await panel().getByRole('alert').filter({ hasText: 'A value is required.' }).waitFor();
    await workbench.screenshot('builder-4-missing');
    await field('id').fill('a b');
    await url().filter({ hasText: '/reports/a%20b' }).waitFor();
    await button('Open as Request File').click();
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().waitFor();
    assert.match(await readEditor(page), /GET \/api\/v3\.0\/expense\/reports\/a%20b/);
    await closeRequestFile();
  });

  it('writes bodies in each media type and loses none on the way', async () => {
    await openFromPalette('expense-reports-v3/createReport', 'Create an expense report', 'POST createReport');
    const text = panel().getByRole('textbox', { name: 'Body', exact: true });
    assert.match(await text.inputValue(), /^\{\n {2}"/);
    await text.fill('{"Name": "mine"');
    await panel().getByRole('alert').filter({ hasText: 'This is not valid JSON.' }).waitFor();
    await panel().getByText('Line 1: ').first().waitFor();
    await workbench.screenshot('builder-5-body');
    await panel().getByRole('combobox', { name: 'Media type' }).selectOption('application/xml');
    await panel().locator('textarea[aria-invalid=false]').waitFor();
    assert.match(await text.inputValue(), /^<\?xml|^<Report/);
    await panel().getByRole('combobox', { name: 'Media type' }).selectOption('application/json');
    await panel().locator('textarea[aria-invalid=true]').waitFor();
    assert.equal(await text.inputValue(), '{"Name": "mine"');
    await button('Fill Example').click();
    await panel().locator('textarea[aria-invalid=false]').waitFor();
    assert.match(await text.inputValue(), /^\{\n {2}"/);
    await page.keyboard.press('Control+z');
    await panel().locator('textarea[aria-invalid=true]').waitFor();
    assert.equal(await text.inputValue(), '{"Name": "mine"');
  });

  it('keeps form and text of a body in step, both ways', async () => {
    await openFromPalette('expense-reports-v3/createReport', 'Create an expense report', 'POST createReport');
    const text = panel().getByRole('textbox', { name: 'Body', exact: true });
    const name = panel().locator('concur-body-form').getByLabel('Name', { exact: false }).first();
    const isWritten = async (expected: string): Promise<void> => {
      await evaluateInPanel(`new Promise((resolve) => {
        const editor = document.querySelector('concur-builder').shadowRoot.querySelector('concur-body-editor');
        const look = () => (editor.text.includes(${JSON.stringify(expected)}) ? resolve() : requestAnimationFrame(look));
        look();
      })`);
    };
    await name.press('End');
    await name.pressSequentially(' and Berlin', { delay: 5 });
    await isWritten('and Berlin"');
    assert.match(await text.inputValue(), /and Berlin"/);
    await text.fill('{"Name": "from the text", "Purpose": 5}');
    await panel().locator('concur-body-form input').first().waitFor();
    await panel()
      .getByText(/Line 1: This is 5, a number/)
      .waitFor();
    assert.equal(await name.inputValue(), 'from the text');
    await button('Only Required').click();
    await isWritten('{\n  "Name": ');
    await tab('Code').click();
    await panel().locator('concur-code-view pre').filter({ hasText: 'curl' }).waitFor();
    await panel().getByRole('combobox', { name: 'Language' }).selectOption('python');
    await panel().locator('concur-code-view pre').filter({ hasText: 'import requests' }).waitFor();
    await tab('Docs').click();
    await panel().locator('concur-docs-view').getByText('application/json').first().waitFor();
  });

  it('builds a request for any address, with headers and credentials of its own that are never shown again', async () => {
    const secret = 'own-key-never-to-be-found';
    await runCommand(page, 'Concur: New Request in Builder');
    const address = panel().getByRole('textbox', { name: 'Address' });
    await address.fill('/api/v3.0/expense/{what}?limit=1');
    await field('what').fill('reports');
    await url().filter({ hasText: '/api/v3.0/expense/reports?limit=1' }).waitFor();
    await tab('Headers').click();
    await button('＋ Add Header').click();
    await panel().getByLabel('Name of header 1').fill('X-Mine');
    await panel().getByLabel('Value of header X-Mine').fill('yes');
    await tab('Auth').click();
    await panel().getByLabel('A header of your own').check();
    await panel().getByLabel('Name of header').fill('X-Key');
    await panel().getByLabel('Value', { exact: true }).fill(secret);
    await panel().getByLabel('Value', { exact: true }).press('Tab');
    await panel().getByPlaceholder('kept in the secret store').waitFor();
    await button('Send').click();
    await result().getByText('401').first().waitFor();
    await panel().getByLabel('Token of the connection in use').check();
    await button('Send').click();
    await result().getByText('200 OK').waitFor();
    await workbench.screenshot('builder-10-blank');
    await button('Open as Request File').click();
    await page.locator('.codelens-decoration a', { hasText: 'Open in Builder' }).first().waitFor();
    const text = await readEditor(page);
    assert.match(text, /GET \/api\/v3\.0\/expense\/reports\?limit=1/);
    assert.match(text, /X-Mine: yes/);
    assert.ok(!text.includes(secret));
    await page.locator('.codelens-decoration a', { hasText: 'Open in Builder' }).first().click();
    await waitForTab(page, 'GET listReports');
    await panel().getByText('List expense reports').first().waitFor();
    assert.equal(await field('limit').inputValue(), '1');
    await runCommand(page, 'View: Close Editor');
    await closeRequestFile();
  });

  it('stays quick with a body of a megabyte', async () => {
    await runCommand(page, 'Concur: New Request in Builder');
    await panel().getByRole('textbox', { name: 'Address' }).fill('/api/v3.0/expense/reports');
    await tab('Body').click();
    await panel().getByRole('combobox', { name: 'Media type' }).selectOption('application/json');
    const large = `[\n${Array.from({ length: 16_000 }, (_, n) => `  {"number": ${n}, "text": "${'x'.repeat(40)}"}`).join(',\n')}\n]`;
    assert.ok(large.length > 1_000_000);
    const area = `document.querySelector('concur-builder').shadowRoot.querySelector('concur-body-editor').shadowRoot.querySelector('textarea')`;
    await evaluateInPanel(`(() => {
      const area = ${area};
      area.value = ${JSON.stringify(large)};
      area.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
    await panel().getByText('This body is too large for a form.').waitFor();
    const times = String(
      await evaluateInPanel(`(() => {
        const area = ${area};
        area.focus();
        area.setSelectionRange(area.value.length / 2, area.value.length / 2);
        const times = [];
        for (let n = 0; n < 30; n += 1) {
          const start = performance.now();
          document.execCommand('insertText', false, 'a');
          area.getBoundingClientRect();
          times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b).join(' ');
      })()`),
    )
      .split(' ')
      .map(Number);
    const median = times[15] ?? Number.NaN;
    console.log(`        a keystroke in 1 MB: median ${median.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`);
    assert.ok(median < 16, `${median} ms`);
  });

  it('cancels', async () => {
    await openFromPalette('expense-reports-v3/listReports', 'List expense reports', 'GET listReports');
    const limit = field('limit');
    await limit.fill('1');
    await sandbox.close();
    const port = Number(new URL(sandbox.url).port);
    const silent = await listenSilently(port);
    await limit.press('Control+Enter');
    await button('Cancel').waitFor();
    await workbench.screenshot('builder-6-sending');
    await button('Cancel').click();
    await status().filter({ hasText: 'Cancelled.' }).waitFor();
    assert.equal(await page.locator('.notification-toast').count(), 0);
    await silent.close();
    sandbox = await startTestSandbox({ port });
  });

  it('offers no sending of what Concur sends, only the request file', async () => {
    await openFromPalette('callouts/fetchAttendees', 'Callouts', 'POST fetchAttendees');
    await panel().getByText('Concur makes this call').waitFor();
    assert.equal(await button('Send').count(), 0);
    await workbench.screenshot('builder-7-outbound');
    await button('Open as Request File').click();
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().waitFor();
    assert.match(await readEditor(page), /@connector = /);
    await closeRequestFile();
  });

  it('keeps unsent text while hidden and over a reload, but no secret', async () => {
    await openFromPalette('authentication-legacy/getToken', 'getToken', 'GET getToken');
    const secret = 'hunter2-never-to-be-found';
    await field('client_secret').fill(secret);
    await url().filter({ hasText: 'client_secret=•••' }).waitFor();
    await runCommand(page, 'File: New Untitled Text File');
    await runCommand(page, 'View: Open Previous Editor');
    await panel().getByPlaceholder('kept until this tab is closed').waitFor();
    await url().filter({ hasText: 'client_secret=•••' }).waitFor();
    await workbench.screenshot('builder-8-secret');

    await openFromPalette('expense-reports-v3/listReports', 'List expense reports', 'GET listReports');
    await field('limit').fill('77');
    await url().filter({ hasText: 'limit=77' }).waitFor();
    await runCommand(page, 'Developer: Reload Window');
    await page.locator('.monaco-workbench').waitFor({ state: 'detached' });
    await waitForTab(page, 'GET listReports', 40_000);
    await field('limit').waitFor({ timeout: 20_000 });
    assert.equal(await field('limit').inputValue(), '77');
    await workbench.screenshot('builder-9-reloaded');
    for (const file of await writtenFiles(path.dirname(workbench.workspace))) {
      assert.ok(!(await readFile(file, 'latin1')).includes(secret), file);
    }
    assert.ok(!(await readBrowserStorage(page)).includes(secret));
    assert.match(await readBrowserStorage(page), /"limit":"77"/); // so that it was looked for in the right place
  });

  it('follows the theme and breaks no rule of accessibility in any', async () => {
    await openFromPalette('expense-reports-v3/createReport', 'Create an expense report', 'POST createReport');
    await button('Send').click();
    await result().getByText('200 OK').waitFor();
    for (const [theme, mark] of [
      ['Dark Modern', 'vscode-dark'],
      ['Dark High Contrast', 'vscode-high-contrast'],
      ['Light Modern', 'vscode-light'],
    ] as const) {
      await runCommand(page, 'Preferences: Color Theme');
      await page.locator('.quick-input-list').getByRole('option', { name: theme }).first().waitFor();
      await answerQuickInput(page, theme);
      await panel().locator(`body.${mark}`).waitFor();
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
      await workbench.screenshot(`builder-theme-${theme.replaceAll(' ', '-')}`);
      for (const part of ['Parameters', 'Headers', 'Auth', 'Code', 'Docs', 'Body']) {
        await tab(part).click();
        assert.deepEqual(await auditPanel(), [], `${part} in ${theme}`);
      }
    }
  });

  it('breaks no rule of its own content security policy', () => {
    assert.deepEqual(violations, []);
  });
});

/** All that the window keeps in the browser, where panels keep their state. */
async function readBrowserStorage(page: Page): Promise<string> {
  const text: unknown = await page.evaluate(`(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        found.push(await done(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    const toText = (_, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
    return JSON.stringify([found, { ...localStorage }], toText).replaceAll('\\\\', '');
  })()`);
  return String(text);
}

/** A server that takes connections and never says a word. */
async function listenSilently(port: number): Promise<{ close(): Promise<void> }> {
  const { createServer } = await import('node:net');
  const sockets = new Set<import('node:net').Socket>();
  const server = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
