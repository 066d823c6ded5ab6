import assert from 'node:assert/strict';
import { openSandbox, type Session } from './session.js';

const REPORTS = '/api/v3.0/expense/reports?limit=1';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

interface Logged {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly who?: string;
  readonly correlationId: string;
  readonly isGenerated: boolean;
}

describe('the admin page', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());

  const logged = async () => (await guest.get('/sandbox/requests')).json<{ requests: Logged[] }>().requests;

  it('shows requests, faults, data and tokens, and loads nothing from elsewhere', async () => {
    await session.get(REPORTS, { 'concur-correlationid': 'shown-id' });
    const page = await guest.get('/sandbox');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    for (const shown of ['shown-id', 'ana.silva@example.com', '400 reports', '/sandbox/apps', 'refresh', 'latency=']) {
      assert.ok(page.text.includes(shown), shown);
    }
    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    assert.match(policy, /^default-src 'none'/);
    const [loading = '', framing] = policy.split('; frame-ancestors ');
    assert.doesNotMatch(loading, /unsafe|https?:|\*/);
    assert.equal(framing, 'vscode-webview: https://*.vscode-cdn.net'); // only the editor may show it in a tab
    assert.ok(nonce && page.text.includes(`<script nonce="${nonce}">`));
    assert.notEqual((await guest.get('/sandbox')).headers.get('content-security-policy'), policy);
    assert.doesNotMatch(page.text, /(src|href|action)="(https?:)?\/\/|style="| on\w+="/);
  });

  it('escapes what callers send', async () => {
    await session.get('/nowhere/<script>alert(1)</script>?a=%3Cb%3E"', { 'concur-correlationid': '"><script>' });
    const { text } = await guest.get('/sandbox');
    assert.equal(text.match(/<script/g)?.length, 1);
    assert.ok(text.includes('&quot;&gt;&lt;script&gt;'));
  });

  it('lists the last 500 requests, with neither secrets nor its own', async () => {
    await guest.get('/net2/oauth2/GetAccessToken.ashx?code=c0de&client_secret=s3cret&client_id=x');
    const secret = (await logged()).at(-1);
    assert.ok(secret && !/c0de|s3cret/.test(secret.path) && secret.path.includes('client_id=x'), secret?.path);
    for (let i = 0; i < 510; i += 1) await guest.get(`/nowhere/${i}`);
    const last = await session.send('POST', '/api/v3.0/expense/reports', { Name: 'Logged' });
    const requests = await logged();
    assert.equal(requests.length, 500);
    assert.ok(requests.every(({ path }) => !path.startsWith('/sandbox')));
    const { number, ...entry } = requests.at(-1) ?? assert.fail();
    assert.equal(number - (requests[0]?.number ?? 0), 499);
    assert.deepEqual(
      [entry.method, entry.path, entry.status, entry.who, entry.correlationId],
      ['POST', '/api/v3.0/expense/reports', 200, 'ana.silva@example.com', last.headers.get('concur-correlationid')],
    );
  });

  it('tells of answers that were made up, and of those that never came', async () => {
    await session.get('/api/v3.0/common/locations');
    assert.equal((await logged()).at(-1)?.isGenerated, true);
    await assert.rejects(session.get(REPORTS, { 'x-sandbox-fault': 'cut=head' }));
    assert.equal((await logged()).at(-1)?.status, 0);
    await assert.rejects(session.get(REPORTS, { 'x-sandbox-fault': 'cut=body' }));
    assert.equal((await logged()).at(-1)?.status, 200);
  });

  it('streams requests as they come, and what a reader missed', async () => {
    const known = (await logged()).at(-1)?.number ?? 0;
    await guest.get('/missed');
    const leaving = new AbortController();
    const response = await fetch(new URL(`/sandbox/requests/stream?after=${known}`, guest.sandbox.url), leaving);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (wanted: string) => {
      while (!text.includes(wanted)) text += (await reader?.read())?.value ?? assert.fail('the stream ended');
    };
    await readUntil('/missed');
    await guest.get('/streamed');
    await readUntil('/streamed');
    assert.match(text, new RegExp(`id: ${known + 1}\ndata: \\{`));
    leaving.abort();
  });

  it('lets only so many readers watch', async () => {
    const leaving = new AbortController();
    const watch = () => fetch(new URL('/sandbox/requests/stream', guest.sandbox.url), leaving);
    const statuses = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await watch()).status);
    assert.equal(statuses.at(0), 200);
    assert.equal(statuses.at(-1), 503);
    leaving.abort();
    for (let i = 0; i < 50 && (await watchOnce()) === 503; i += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(await watchOnce(), 200);

    async function watchOnce(): Promise<number> {
      const once = new AbortController();
      const { status } = await fetch(new URL('/sandbox/requests/stream', guest.sandbox.url), once);
      once.abort();
      return status;
    }
  });

  for (const [path, form, check] of [
    ['/sandbox/faults', 'faults=latency%3D1&path=&calls=', '/sandbox/faults'],
    ['/sandbox/faults/clear', '', '/sandbox/faults'],
    ['/sandbox/settings', 'retired=gone', '/sandbox/settings'],
    ['/sandbox/settings', 'retired=answer', '/sandbox/settings'],
    ['/sandbox/reset', '', '/sandbox/settings'],
  ] as const) {
    it(`leads a form back to the page: ${path} ${form}`, async () => {
      const { host, origin } = new URL(guest.sandbox.url);
      const answer = await fetch(new URL(path, guest.sandbox.url), {
        method: 'POST',
        body: form,
        headers: { ...FORM, host, origin, 'sec-fetch-site': 'same-origin' },
        redirect: 'manual',
      });
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/sandbox']);
      const state = (await guest.get(check)).text;
      if (form.startsWith('retired')) assert.match(state, new RegExp(form.split('=')[1] ?? ''));
    });
  }

  it('says on a page what a form did wrong', async () => {
    const answer = await guest.send('POST', '/sandbox/faults', 'faults=nonsense', FORM);
    assert.equal(answer.status, 400);
    assert.match(answer.text, /role="alert"/);
  });

  for (const [what, headers] of [
    ['a form of another origin', { ...FORM, origin: 'https://example.org' }],
    ['a form without an origin', { ...FORM, 'sec-fetch-site': 'cross-site' }],
    ['a form of a frame', { ...FORM, origin: 'null' }],
    ['text of another origin', { 'content-type': 'text/plain', origin: 'https://example.org' }],
  ] as const) {
    for (const path of ['/sandbox/faults', '/sandbox/state', '/sandbox/reset', '/sandbox/settings']) {
      it(`is not changed by ${what}: ${path}`, async () => {
        assert.equal((await guest.send('POST', path, 'faults=status%3D500', headers)).status, 403);
      });
    }
  }

  it('takes JSON from programs, and nothing else', async () => {
    assert.equal((await guest.send('POST', '/sandbox/settings', '{"retired":"gone"}')).status, 415);
    assert.equal((await guest.send('POST', '/sandbox/settings', { retired: 'never' })).status, 400);
    assert.equal((await guest.send('POST', '/sandbox/settings', { retired: 'answer' })).json().retired, 'answer');
  });
});

describe('retired APIs', () => {
  it('answer with a warning, or are gone as the settings say', async () => {
    const session = await (await openSandbox({ retired: 'gone' })).signIn();
    const vendors = '/api/v3.0/invoice/vendors';
    const requests = '/api/v3.0/travelrequest/requests';
    const gone = await session.get(vendors);
    assert.equal(gone.status, 410);
    assert.match(gone.text, /vendors-v3\.1/);
    await assert.rejects(session.get(requests));
    assert.equal((await session.get(REPORTS)).status, 200);
    await session.send('POST', '/sandbox/settings', { retired: 'answer' });
    for (const path of [vendors, requests]) {
      const answer = await session.get(path);
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers.get('x-api-warn') ?? '', /is deprecated; use .* instead/);
      assert.match(answer.headers.get('sunset') ?? '', /GMT$/);
    }
    await session.sandbox.close();
  });
});
