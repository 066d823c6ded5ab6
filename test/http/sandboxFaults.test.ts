import assert from 'node:assert/strict';
import { describeBodyFailure } from '../../src/http/bodyFailure.js';
import type { Exchange } from '../../src/http/exchange.js';
import { adviseOnSend, SendError } from '../../src/http/failure.js';
import { Sender } from '../../src/http/sender.js';
import { NodeTransport } from '../../src/http/transport.js';
import { adviseOnRefusal } from '../../src/response/refusal.js';
import { openSandbox, type Session } from '../sandbox/session.js';

const REPORTS = '/api/v3.0/expense/reports?limit=3';

/** What a person is told: of an answer, of a body that is not whole, or of a call without answer. */
type Told = { readonly exchange?: Exchange; readonly sentence: string | undefined };

describe('The faults of the sandbox, met by the client', () => {
  let session: Session;
  let transport: NodeTransport;
  const sentences = new Map<string, string>();

  before(async function () {
    this.timeout(60_000); // the sandbox reads the whole catalogue
    session = await (await openSandbox()).signIn();
  });
  after(() => session.sandbox.close());
  beforeEach(() => {
    transport = new NodeTransport();
  });
  afterEach(() => transport.dispose());

  async function send(fault: string, timeoutMs = 10_000): Promise<Told> {
    const { url } = session.sandbox;
    const sender = new Sender({
      transport,
      authorizer: {
        authorize: async () => ({
          header: `Bearer ${session.token}`,
          connection: 'Sandbox',
          expiresAt: new Date(Date.now() + 3_600_000),
        }),
        renew: async () => undefined,
      },
      settings: () => ({ timeoutMs, followRedirects: true }),
      now: () => new Date(),
      randomUuid: () => 'c0ffee00-0000-4000-8000-000000000000',
    });
    try {
      const exchange = await sender.send({
        method: 'GET',
        url: url.replace(/\/$/, '') + REPORTS,
        headers: [['X-Sandbox-Fault', fault]],
      });
      const { incomplete } = exchange.response;
      return { exchange, sentence: incomplete ? describeBodyFailure(incomplete) : adviseOnRefusal(exchange, {})?.what };
    } catch (error) {
      assert.ok(error instanceof SendError, String(error));
      return { sentence: adviseOnSend(error.failure).what };
    }
  }

  for (const [fault, status, says] of [
    ['latency=60000', undefined, /^No answer within 0\.3 s/],
    ['cut=head', undefined, /closed the connection without an answer/],
    ['cut=body', 200, /closed in the middle of the body: \d+ of \d+ bytes came/],
    ['slow-body=20', 200, /not complete after 0\.3 s/],
    ['wrong-length=50', 200, /length that the server announced is wrong/],
    ['wrong-length=-50', 200, /length that the server announced is wrong/],
    ['status=400', 400, /./],
    ['status=404', 404, /./],
    ['status=429', 429, /Too many requests/],
    ['status=500', 500, /./],
    ['status=502', 502, /./],
    ['status=503', 503, /./],
    ['status=504', 504, /./],
    ['maintenance', 503, /./],
    ['expired-token', 403, /./],
    ['clock-skew=7200', 403, /./],
  ] as const) {
    it(`"${fault}" is told in a sentence of its own`, async () => {
      const isSlow = /^(latency|slow)/.test(fault);
      const { exchange, sentence } = await send(fault, isSlow ? 300 : 10_000);
      assert.equal(exchange?.response.status, status);
      assert.match(sentence ?? '', says);
      const plain = (sentence ?? '').replace(/\d+/g, 'N');
      const kind = /^(wrong-length|expired|clock)/.test(fault) ? (status === 403 ? 'expired' : 'length') : fault;
      const other = sentences.get(status === undefined || status === 200 ? plain : (sentence ?? ''));
      assert.ok(other === undefined || other === kind, `${fault} says the same as ${other}: ${sentence}`);
      sentences.set(status === undefined || status === 200 ? plain : (sentence ?? ''), kind);
    });
  }

  for (const [fault, reason] of [
    ['truncated-body', 'half of the JSON'],
    ['malformed-body', 'JSON that is none'],
  ] as const) {
    it(`"${fault}" gives ${reason} as it came`, async () => {
      const { exchange } = await send(fault);
      const text = Buffer.from(exchange?.response.body ?? []).toString();
      assert.ok(text.length > 20);
      assert.throws(() => JSON.parse(text), SyntaxError);
    });
  }

  it('"latency" is waited for when there is time', async () => {
    const { exchange } = await send('latency=200');
    assert.equal(exchange?.response.status, 200);
    assert.ok((exchange?.timings.firstByteMs ?? 0) >= 190);
  });

  it('keeps what came of a body that was cut, slow or announced wrongly', async () => {
    for (const fault of ['cut=body', 'slow-body=200', 'wrong-length=50']) {
      const { exchange } = await send(fault, fault.startsWith('slow') ? 1_500 : 10_000);
      assert.ok((exchange?.response.body.length ?? 0) > 0, fault);
      assert.ok(exchange?.response.incomplete, fault);
    }
  });
});
