import assert from 'node:assert/strict';
import { CORRELATION_HEADER } from '../../src/http/correlation.js';
import { type HttpRequest, headerValue } from '../../src/http/request.js';
import { type Authorization, type Authorizer, Sender } from '../../src/http/sender.js';
import type { Received, Transport, TransportOptions } from '../../src/http/transport.js';
import { MASK } from '../../src/kernel/redaction.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const LATER = new Date('2026-11-24T13:00:00Z');
const request: HttpRequest = { method: 'GET', url: 'https://us2.api.concursolutions.com/x', headers: [] };

/** A transport that answers with the given statuses in turn and remembers what it was given. */
function aTransport(
  statuses: readonly number[],
  body = '',
): Transport & { readonly sent: [HttpRequest, TransportOptions][] } {
  const sent: [HttpRequest, TransportOptions][] = [];
  return {
    sent,
    send: async (given, options): Promise<Received> => {
      sent.push([given, options]);
      const status = statuses[Math.min(sent.length, statuses.length) - 1] ?? 200;
      return {
        response: {
          status,
          statusText: '',
          headers: [],
          body: Buffer.from(body),
          bodySize: body.length,
          wireSize: body.length,
          url: given.url,
        },
        timings: { firstByteMs: 1, downloadMs: 1, totalMs: 2 },
      };
    },
  };
}

function anAuthorizer({ expiresAt = LATER }: { expiresAt?: Date } = {}): Authorizer & { renewals: number } {
  const give = (token: string): Authorization => ({ header: `Bearer ${token}`, connection: 'Mine', expiresAt });
  return {
    renewals: 0,
    authorize: async () => give('old-token'),
    async renew() {
      this.renewals += 1;
      return give('new-token');
    },
  };
}

function aSender(transport: Transport, authorizer: Authorizer): Sender {
  let ids = 0;
  return new Sender({
    transport,
    authorizer,
    settings: () => ({ timeoutMs: 1_000, followRedirects: true }),
    now: () => NOW,
    randomUuid: () => `id-${++ids}`,
  });
}

describe('Sender', () => {
  it('gives every request a correlation id, and keeps the one it has', async () => {
    const transport = aTransport([200]);
    await aSender(transport, anAuthorizer()).send(request);
    await aSender(transport, anAuthorizer()).send({ ...request, headers: [['Concur-CorrelationId', 'mine']] });
    assert.deepEqual(
      transport.sent.map(([{ headers }]) => headerValue(headers, CORRELATION_HEADER)),
      ['id-1', 'mine'],
    );
  });

  it('renews a refused token once and sends again', async () => {
    const transport = aTransport([401, 200]);
    const authorizer = anAuthorizer();
    const { response } = await aSender(transport, authorizer).send(request);
    assert.equal(response.status, 200);
    assert.equal(authorizer.renewals, 1);
    assert.deepEqual(
      transport.sent.map(([, { authorization }]) => authorization),
      ['Bearer old-token', 'Bearer new-token'],
    );
  });

  it('renews no second time', async () => {
    const transport = aTransport([401, 401]);
    const authorizer = anAuthorizer();
    assert.equal((await aSender(transport, authorizer).send(request)).response.status, 401);
    assert.equal(authorizer.renewals, 1);
  });

  for (const [what, expiresAt, renewals] of [
    ['a permission that lacks while the token lives', LATER, 0],
    ['an expired token once it is past its end', NOW, 1],
  ] as const) {
    it(`takes 403 for ${what}`, async () => {
      const authorizer = anAuthorizer({ expiresAt });
      await aSender(aTransport([403, 200]), authorizer).send(request);
      assert.equal(authorizer.renewals, renewals);
    });
  }

  it('lets an Authorization header of the request win', async () => {
    const transport = aTransport([200]);
    await aSender(transport, anAuthorizer()).send({ ...request, headers: [['authorization', 'OAuth mine']] });
    assert.equal(transport.sent[0]?.[1].authorization, undefined);
  });

  it('asks for no token where the call carries its own credentials', async () => {
    const transport = aTransport([401]);
    await aSender(transport, anAuthorizer()).send(request, { needsToken: false });
    assert.equal(transport.sent[0]?.[1].authorization, undefined);
  });

  it('leaves no secret in the exchange: neither sent, nor echoed, nor handed out', async () => {
    const transport = aTransport([200], '{"echo":"old-token","access_token":"fresh-token","scope":"EXPRPT"}');
    const exchange = await aSender(transport, anAuthorizer()).send({
      method: 'POST',
      url: 'https://us2.api.concursolutions.com/oauth2/v0/token?client_secret=url-secret',
      headers: [['Cookie', 'cookie-secret']],
      body: 'client_secret=form-secret&username=me',
    });
    const text = JSON.stringify(exchange) + Buffer.from(exchange.response.body).toString();
    for (const secret of ['old-token', 'fresh-token', 'url-secret', 'cookie-secret', 'form-secret']) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.equal(exchange.request.body, `client_secret=${MASK}&username=me`);
    assert.equal(transport.sent[0]?.[0].body, 'client_secret=form-secret&username=me');
    assert.ok(text.includes('EXPRPT'));
  });
});
