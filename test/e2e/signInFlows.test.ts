import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { Page } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/server.js';
import { startTestSandbox } from '../sandbox/session.js';
import { openWorkbench, type Workbench } from '../workbench/endToEnd.js';
import { openView, runCommand, treeItem } from '../workbench/workbenchPage.js';
import { WizardPage } from './wizardPage.js';

const TALL = { width: 1400, height: 1000 };

describe('every flow, signed in by the wizard', () => {
  let sandbox: RunningSandbox;
  let workbench: Workbench;
  let page: Page;
  let wizard: WizardPage;

  before(async function () {
    this.timeout(180_000); // VS Code may have to be fetched
    sandbox = await startTestSandbox();
    workbench = await openWorkbench({ viewport: TALL });
    page = workbench.page;
    wizard = new WizardPage(page);
    await openView(page, 'Concur');
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

  interface TokenAnswer {
    readonly access_token: string;
    readonly refresh_token: string;
  }

  /** Tokens that another tool got. */
  async function tokensFromElsewhere(): Promise<TokenAnswer> {
    const { clientId: client_id, clientSecret: client_secret, username, password } = sandbox.welcome;
    const body = new URLSearchParams({ grant_type: 'password', client_id, client_secret, username, password });
    const answer = await fetch(`${sandbox.url}/oauth2/v0/token`, { method: 'POST', body });
    const tokens = (await answer.json()) as TokenAnswer;
    return tokens;
  }

  /** Where the App Center sends the browser of somebody who presses Connect. */
  async function pressConnect(on: 'company' | 'user' | 'legacy'): Promise<URL> {
    const { clientId: appId, username: user } = sandbox.welcome;
    const body = new URLSearchParams({ appId, user, for: on });
    const headers = { origin: sandbox.url };
    const answer = await fetch(`${sandbox.url}/sandbox/app-center`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    });
    const redirect = new URL(answer.headers.get('location') ?? assert.fail(`no redirect but ${answer.status}`));
    return redirect;
  }

  /** Does what the page that was opened asks for, and stops at the redirect: the address to paste. */
  async function signInElsewhere(opened: Page): Promise<string> {
    const address = new URL(opened.url().replace(/^http:\/\/localhost:\d+\/proxy\/(\d+)/, 'http://127.0.0.1:$1'));
    await opened.close();
    const { username, password } = sandbox.welcome;
    const fields = { ...Object.fromEntries(address.searchParams), username, password, decision: 'allow' };
    const url = address.origin + address.pathname;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    return answer.headers.get('location') ?? assert.fail(`no redirect but ${answer.status}`);
  }

  const appAnswers = (): readonly string[] => [sandbox.welcome.clientId];
  const secret = (): string => sandbox.welcome.clientSecret;
  const flows: readonly (readonly [flow: string, answers: () => Promise<readonly string[]>, says: RegExp])[] = [
    [
      'Company: request token',
      async () => [...appAnswers(), sandbox.welcome.companyUuid, sandbox.welcome.companyRequestToken, secret()],
      /company/i,
    ],
    ['Client credentials', async () => [...appAnswers(), secret()], /app/i],
    [
      'Refresh token from elsewhere',
      async () => [...appAnswers(), (await tokensFromElsewhere()).refresh_token, secret()],
      /Until/,
    ],
    ['Access token from elsewhere', async () => [(await tokensFromElsewhere()).access_token], /Until/],
    [
      'Native, before 2017',
      async () => [
        sandbox.welcome.consumerKey ?? '',
        sandbox.welcome.username,
        sandbox.welcome.password,
        sandbox.welcome.clientSecret,
      ],
      /Until/,
    ],
    [
      'Auto-Connect, before 2017',
      async () => [
        sandbox.welcome.consumerKey ?? '',
        (await pressConnect('legacy')).searchParams.get('code') ?? '',
        secret(),
      ],
      /Until/,
    ],
  ];
  for (const [flow, answers, says] of flows) {
    it(`signs in by "${flow}"`, async () => {
      await wizard.begin(sandbox.url, flow);
      await wizard.finish(await answers(), `By ${flow}`);
      assert.match(await wizard.facts(), says);
      await wizard.choose(/Keep it for later/);
      await treeItem(page, new RegExp(`^By ${flow}, signed in`)).waitFor();
    });
  }

  it('signs in by a one-time password that is mailed', async () => {
    await wizard.begin(sandbox.url, 'One-time password by mail');
    await wizard.finish([sandbox.welcome.clientId, 'grace.okafor@example.com', secret()], 'By mail');
    await wizard.widget.getByText(/mailed a one-time password to grace/).waitFor();
    const mail = await fetch(`${sandbox.url}/sandbox/mail`, { headers: { accept: 'application/json' } });
    const { mails } = (await mail.json()) as { mails: { otp: string }[] };
    await wizard.input.fill(mails[0]?.otp ?? assert.fail('no mail'));
    await page.keyboard.press('Enter');
    assert.match(await wizard.facts(), /Who ?user/);
    await wizard.choose(/Keep it for later/);
  });

  it('takes what the App Center adds to an address, pasted', async () => {
    await wizard.begin(sandbox.url, 'App Center: Connect button');
    await wizard.finish([sandbox.welcome.clientId, '', secret()], 'By Connect');
    await wizard.widget.getByText(/Press Connect in the App Center/).waitFor();
    await wizard.input.fill('https://app.example.com/connect?lang=en');
    await page.keyboard.press('Enter');
    await wizard.widget.getByText('No sign-in is in this address.').waitFor();
    await wizard.input.fill((await pressConnect('user')).href);
    await page.keyboard.press('Enter');
    await wizard.facts();
    await wizard.choose(/Keep it for later/);
  });

  it('takes the code that the App Center of before 2017 adds, pasted', async () => {
    await wizard.begin(sandbox.url, 'App Center, before 2017');
    await wizard.finish([sandbox.welcome.consumerKey ?? '', '', secret()], 'By old Connect');
    await wizard.widget.getByText(/Press Connect in the App Center/).waitFor();
    await wizard.input.fill((await pressConnect('legacy')).href);
    await page.keyboard.press('Enter');
    await wizard.facts();
    await wizard.choose(/Keep it for later/);
  });

  it("catches the App Center's redirect on this computer", async () => {
    const connectUri = `http://localhost:${await freePort()}/connect`;
    await wizard.begin(sandbox.url, 'App Center: Connect button');
    await wizard.finish([sandbox.welcome.clientId, connectUri, secret()], 'By listener');
    await wizard.widget.getByText(/Go on in the browser/).waitFor();
    const answer = await fetch(`${connectUri}${(await pressConnect('company')).search}`);
    assert.equal(answer.status, 200);
    await wizard.facts();
    await wizard.choose(/Keep it for later/);
  });

  for (const [flow, client] of [
    ['Web: sign in in the browser', () => sandbox.welcome.clientId],
    ['Web, before 2017', () => sandbox.welcome.consumerKey ?? ''],
  ] as const) {
    it(`takes the address that the browser ended at, pasted, by "${flow}"`, async () => {
      await wizard.begin(sandbox.url, flow);
      await wizard.answer(4, client());
      await wizard.answer(5, 'http://localhost');
      await wizard.answer(6, secret());
      await wizard.step(7);
      await page.keyboard.press('Enter');
      await wizard.accept(8);
      await wizard.answer(9, `By pasting, ${flow}`);
      const opened = page.context().waitForEvent('page');
      await wizard.choose(/Sign in/);
      const address = await signInElsewhere(await opened);
      await page.bringToFront();
      await wizard.input.fill(address.replace(/state=[^&]+/, 'state=forged'));
      await wizard.widget.getByText('belongs to another sign-in').waitFor();
      await wizard.input.fill(address);
      await page.keyboard.press('Enter');
      await wizard.facts();
      await wizard.choose(/Keep it for later/);
    });
  }

  it('migrates a connection of before 2017: its token is exchanged, and the new one signs in with that', async () => {
    await runCommand(page, 'Concur: Migrate to OAuth2...');
    await wizard.choose(/^By Native, before 2017/);
    await wizard.choose(/refresh token of the same user/);
    await wizard.answer(2, sandbox.welcome.clientId);
    await wizard.answer(3, secret());
    await wizard.step(1);
    await wizard.widget.getByPlaceholder('Where does the company live?').waitFor();
    for (let number = 1; number <= 7; number++) await wizard.accept(number);
    await wizard.answer(8, 'Migrated');
    await wizard.choose(/Sign in/);
    assert.match(await wizard.facts(), /Who ?user/);
    await wizard.choose(/Use it in this window/);
    await page.getByRole('button', { name: /Migrated · / }).waitFor();
  });
});

/** A port that nobody listens at now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : assert.fail('no port');
}
