import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { MAX_BODY_BYTES } from '../../src/sandbox/protocol/bodies.js';
import { sandboxWelcomeSchema } from '../../src/sandbox/welcome.js';
import { openSandbox, type Session } from './session.js';

const REPORTS = '/api/v3.0/expense/reports';

describe('every answer of the sandbox', () => {
  let guest: Session;
  let session: Session;
  before(async () => {
    guest = await openSandbox();
    session = await guest.signIn();
  });
  after(() => guest.sandbox.close());

  /** Sends what `fetch` would not, and answers the status. */
  async function statusOf(headers: Readonly<Record<string, string>>, method = 'GET', body?: string): Promise<number> {
    const { hostname, port } = new URL(guest.sandbox.url);
    const sent = request({ hostname, port, path: '/sandbox/welcome', method, headers, agent: false });
    sent.on('error', () => undefined);
    sent.end(body);
    const [response] = await once(sent, 'response');
    response.resume();
    return response.statusCode;
  }

  it('carries the correlation id of the call, or a new one', async () => {
    const sent = await guest.get('/', { 'concur-correlationid': 'my-own-id' });
    assert.equal(sent.headers.get('concur-correlationid'), 'my-own-id');
    const first = (await guest.get('/nowhere')).headers.get('concur-correlationid');
    assert.match(first ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.notEqual(first, (await guest.get('/nowhere')).headers.get('concur-correlationid'));
  });

  it('carries no permission for web pages of other origins', async () => {
    const answer = await session.get(REPORTS, { origin: 'https://example.org' });
    assert.deepEqual(
      [...answer.headers.keys()].filter((name) => name.startsWith('access-control')),
      [],
    );
    assert.equal((await session.send('OPTIONS', REPORTS, undefined, { origin: 'https://example.org' })).status, 405);
  });

  it('welcomes with credentials that another window can use', async () => {
    const answer = await guest.get('/sandbox/welcome');
    assert.deepEqual(sandboxWelcomeSchema.parse(answer.json()), guest.sandbox.welcome);
    assert.match((await guest.get('/')).text, /sandbox of the SAP Concur APIs/);
  });

  it('is refused to hosts that are no name of this machine', async () => {
    const { port } = new URL(guest.sandbox.url);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      assert.equal(await statusOf({ host }), 200, host);
    }
    for (const host of [`evil.example.org:${port}`, 'localhost', '127.0.0.1:1', `127.0.0.1.example.org:${port}`]) {
      assert.equal(await statusOf({ host }), 421, host);
    }
  });

  it('is refused to bodies in chunks, as Concur does', async () => {
    assert.equal(await statusOf({ 'transfer-encoding': 'chunked' }, 'POST', 'a=b'), 400);
  });

  it('is refused to bodies that are too large, before they are read', async () => {
    assert.equal(await statusOf({ 'content-length': String(MAX_BODY_BYTES + 1) }, 'POST', 'a'), 413);
  });

  for (const [status, method, path] of [
    [404, 'GET', '/nowhere'],
    [404, 'GET', '/api/v3.0/expense/nothing'],
    [404, 'GET', '/api/nothing/v1.0/at/all'],
    [405, 'DELETE', REPORTS],
    [405, 'PATCH', `${REPORTS}/5F2C9A7D41E84B0C9D36`],
    [405, 'PUT', '/api/travel/trip/v1.1'],
    [405, 'GET', '/oauth2/v0/token'],
    [200, 'GET', '/api/v3.0/expense/allocations'],
    [200, 'GET', '/api/expense/expensereport/v1.1/report/Forms'],
    [200, 'GET', '/API/V3.0/Expense/REPORTS'],
    [200, 'GET', '/api//v3.0/expense//reports'],
    [200, 'GET', '/api/travel/TRIP/v1.1/'],
    [200, 'GET', '/API/Travel/Trip/V1.1/gT7xkQ2mWz9pLr4sVb1n'],
    [404, 'GET', '/api/travel/trip/v1.1/GT7XKQ2MWZ9PLR4SVB1N'],
    [404, 'GET', `${REPORTS}/%E0%A4%A`],
  ] as const) {
    it(`is ${status} to ${method} ${path}`, async () => {
      assert.equal((await session.send(method, path)).status, status);
    });
  }

  it('names the right methods after a wrong one', async () => {
    assert.equal((await session.send('DELETE', REPORTS)).headers.get('allow'), 'GET, POST');
  });

  it('has no body for HEAD', async () => {
    const answer = await session.send('HEAD', REPORTS);
    assert.deepEqual([answer.status, answer.text], [200, '']);
  });

  for (const [header, value] of [
    ['accept', ';;q=,*;q=9,/'],
    ['authorization', 'Bearer \u00e9\u00ff..'],
    ['content-type', ';;='],
    ['concur-correlationid', '\u00ff'.repeat(3000)],
    ['x-sandbox-fault', ',,,'],
  ] as const) {
    it(`is below 500 to a strange ${header}`, async () => {
      for (const method of ['GET', 'POST']) {
        const answer = await session.send(method, REPORTS, method === 'GET' ? undefined : '{}', { [header]: value });
        assert.ok(answer.status < 500, answer.text);
      }
    });
  }

  it('goes on after bytes that are no HTTP', async () => {
    const { hostname, port } = new URL(guest.sandbox.url);
    const socket = connect(Number(port), hostname);
    socket.resume();
    socket.end('\u0000\u0001 nonsense\r\n\r\n');
    await once(socket, 'close');
    assert.equal((await guest.get('/')).status, 200);
  });
});
