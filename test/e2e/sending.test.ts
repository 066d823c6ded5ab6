import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { notification, readEditor, runCommand, treeItem, waitForTab } from '../workbench/workbenchPage.js';

/** Answers `/busy` once with 429 and half a minute; `/list` in pages, of which the third fails once. */
class Busy {
  readonly asked: string[] = [];
  readonly #server: Server;
  #isCalm = false;
  #hasFailed = false;

  constructor() {
    this.#server = createServer(({ url = '' }, response) => {
      this.asked.push(url);
      const { pathname, searchParams } = new URL(url, 'http://x');
      response.setHeader('content-type', 'application/json');
      if (pathname === '/busy') {
        if (this.#isCalm) response.end('{"calm":true}');
        else response.writeHead(429, { 'retry-after': '30' }).end('{}');
        return;
      }
      const page = Number(searchParams.get('page') ?? 1);
      if (page === 3 && !this.#hasFailed) {
        this.#hasFailed = true;
        response.writeHead(500).end('{}');
        return;
      }
      const items = [{ id: page * 2 - 1 }, { id: page * 2 }];
      response.end(JSON.stringify({ items, page: { totalPages: 4, totalElements: 8 } }));
    });
  }

  /** Whether `/busy` answers. */
  set isCalm(value: boolean) {
    this.#isCalm = value;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

describe('sending again and fetching lists, clicked in the workbench', () => {
  let workbench: Workbench;
  let page: Page;
  const busy = new Busy();

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    const origin = await busy.listen();
    workbench = await openWorkbench();
    page = workbench.page;
    await writeFile(path.join(workbench.workspace, 'busy.http'), `GET ${origin}/busy\n`);
    await writeFile(path.join(workbench.workspace, 'list.http'), `GET ${origin}/list\n`);
    await treeItem(page, 'list.http').dblclick();
    // The keys work once the extension is there, and so does the lens that shows it.
    await page.locator('.codelens-decoration a', { hasText: 'Send Request' }).first().click();
    await waitForTab(page, /^GET list 200\.json/);
    await runCommand(page, 'View: Close All Editors');
  });

  after(async () => {
    await workbench?.close();
    busy.close();
  });

  async function send(file: string): Promise<void> {
    await treeItem(page, file).dblclick();
    await waitForTab(page, file);
    await page.locator('.codelens-decoration').getByText('Send Request').first().waitFor();
    await page.locator('.editor-group-container.active .monaco-editor.focused').first().waitFor();
    await page.keyboard.press('Control+Alt+R');
  }

  it('shows one notification that counts down, and sends at once when told to', async () => {
    await send('busy.http');
    const notice = notification(page, /answered 429\. Sending again in \d+ s/);
    await notice.waitFor();
    assert.equal(await page.locator('.notifications-toasts .notification-toast').count(), 1);
    await notification(page, /Sending again in 2[0-7] s/).waitFor();
    await workbench.screenshot('sending-1-countdown');
    busy.isCalm = true;
    await notice
      .getByRole('button', { name: 'Send Now' })
      .or(notice.getByRole('link', { name: 'Send Now' }))
      .click();
    await waitForTab(page, /^GET busy 200\.json/);
    await notice.waitFor({ state: 'detached' });
    assert.equal(busy.asked.filter((url) => url === '/busy').length, 2);
  });

  it('sends a waiting request by the palette, too', async () => {
    busy.isCalm = false;
    await send('busy.http');
    await notification(page, /Sending again/).waitFor();
    busy.isCalm = true;
    await runCommand(page, 'Concur: Send Waiting Request Now');
    await notification(page, /Sending again/).waitFor({ state: 'detached' });
  });

  it('shows the refusal when the waiting is cancelled', async () => {
    busy.isCalm = false;
    await send('busy.http');
    const notice = notification(page, /Sending again/);
    await notice.waitFor();
    await notice.hover();
    await notice.getByRole('button', { name: 'Cancel' }).click();
    await notification(page, /429/).waitFor();
    await waitForTab(page, /^GET busy 429\.json/);
    await workbench.screenshot('sending-2-given-up');
    await runCommand(page, 'Notifications: Clear All Notifications');
  });

  it('fetches all pages of a list, and goes on after one that failed', async () => {
    await send('list.http');
    await waitForTab(page, /^GET list 200\.json/);
    await runCommand(page, 'Concur: Fetch All Pages');
    await page.getByRole('option', { name: 'One item a line (NDJSON)' }).click();
    const failed = notification(page, /Page 3 was refused \(500\)/);
    await failed.waitFor();
    await workbench.screenshot('sending-3-page-failed');
    await failed.getByRole('button', { name: 'Continue' }).click();
    await waitForTab(page, /\.jsonl/);
    await workbench.screenshot('sending-4-all-pages');
    assert.equal(
      (await readEditor(page)).trim(),
      Array.from({ length: 8 }, (_, index) => `{"id":${index + 1}}`).join('\n'),
    );
  });
});
