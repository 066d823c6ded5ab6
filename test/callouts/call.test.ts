import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { AnswerXmlError, readAnswerXml } from '../../src/callouts/answerXml.js';
import { callConnector } from '../../src/callouts/call.js';
import { CALLOUTS, requireCallout } from '../../src/callouts/catalog.js';
import { type CalloutOutcome, isAccepted } from '../../src/callouts/outcome.js';
import { Receiver } from '../../src/callouts/receiver/receiver.js';
import { NodeTransport } from '../../src/http/transport.js';

const credentials = { user: 'Lakeside-Connector', password: 'quiet-water-42' };
const item = '<item><code>A</code><short-code>A</short-code><text>Alpha</text><match-value>A</match-value></item>';
const list = (items: string): string => `<fetch-list-response>${items}</fetch-list-response>`;

describe('calling a connector', () => {
  const transport = new NodeTransport();
  after(() => transport.dispose());

  const call = (name: string, url: string, values = {}, password = credentials.password): Promise<CalloutOutcome> =>
    callConnector(transport, requireCallout(name), { url, user: credentials.user, password }, values);

  describe('that is well made', () => {
    let receiver: Receiver;
    before(async () => {
      receiver = await Receiver.start({ port: 0, credentials });
    });
    after(() => receiver.close());

    for (const { name, title } of CALLOUTS) {
      it(`${title}: is accepted, and both sides show no password`, async () => {
        const outcome = await call(name, receiver.url);
        assert.ok(isAccepted(outcome), JSON.stringify(outcome.findings));
        assert.equal(outcome.response?.status, 200);
        assert.deepEqual(receiver.arrivals[0]?.findings, []);
        const shown = JSON.stringify([outcome, receiver.arrivals]);
        assert.ok(!shown.includes(credentials.password));
        assert.ok(!shown.includes(Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')));
      });
    }

    it('finds people by the fields that are filled', async () => {
      const outcome = await call('fetch-attendee', receiver.url, { LastName: 'had', Company: 'lake' });
      assert.match(outcome.response?.body ?? '', /<LastName>Haddad</);
      assert.doesNotMatch(outcome.response?.body ?? '', /Okafor/);
      const nobody = await call('fetch-attendee', receiver.url, { LastName: 'nobody' });
      assert.equal(nobody.response?.body, '<AttendeeSearchResponse />');
      assert.ok(isAccepted(nobody));
    });

    it('finds items below their parents, by text or code', async () => {
      const found = async (values: Readonly<Record<string, string>>): Promise<readonly (string | undefined)[]> =>
        [...((await call('fetch-list', receiver.url, values)).response?.body ?? '').matchAll(/<code>([^<]+)/g)].map(
          ([, code]) => code,
        );
      assert.deepEqual(await found({}), ['EU', 'NA']);
      assert.deepEqual(await found({ parents: 'EU,DE', query: 'Ber*' }), ['EU-DE-BER', 'EU-DE-BGL']);
      assert.deepEqual(await found({ parents: 'EU,DE', query: '*lin' }), ['EU-DE-BER']);
      assert.deepEqual(await found({ parents: 'EU,DE', query: 'MUC', 'search-by': 'CODE' }), ['EU-DE-MUC']);
      assert.deepEqual(await found({ parents: 'EU,DE', 'num-to-return': '1' }), ['EU-DE-BER']);
    });

    it('refuses other credentials and forged signatures, and both sides say so', async () => {
      const outcome = await call('test-connection', receiver.url, {}, 'another-password');
      assert.equal(outcome.response?.status, 401);
      assert.match(outcome.findings.map(({ what }) => what).join(), /does not take these credentials/);
      assert.match(receiver.arrivals[0]?.findings[0]?.what ?? '', /not those of the registration/);
      const forged = await call('launch-external-url', receiver.url, {}, 'another-password');
      assert.equal(forged.response?.status, 403);
      assert.match(forged.findings.map(({ what }) => what).join(), /does not take the signature/);
    });

    it('takes events of a subscription, and misses the headers that Concur sends', async () => {
      const event = { id: 'e1', eventType: 'reportCreated', topic: 'public.concur.expense.report', facts: {} };
      const send = (body: string, headers = {}): Promise<Response> =>
        fetch(`${receiver.url}/hook`, {
          method: 'POST',
          body,
          headers: { 'Content-Type': 'application/json', ...headers },
        });
      assert.equal((await send(JSON.stringify(event))).status, 200);
      assert.deepEqual(
        receiver.arrivals[0]?.findings.map(({ where }) => where),
        ['Concur-Signature', 'Concur-Correlationid'],
      );
      assert.equal(receiver.arrivals[0]?.kind, 'public.concur.expense.report: reportCreated');
      assert.equal((await send('{"id":1}')).status, 400);
      assert.equal((await fetch(`${receiver.url}/elsewhere`)).status, 404);
    });

    it('reads no body over a megabyte', async () => {
      const answer = await fetch(`${receiver.url}/notify`, { method: 'POST', body: 'x'.repeat(1_100_000) }).catch(
        () => undefined,
      );
      assert.ok(answer === undefined || answer.status === 413);
      assert.equal((await call('test-connection', receiver.url)).response?.status, 200);
    });
  });

  describe('that departs from what Concur expects', () => {
    let server: Server;
    let url: string;
    let answer: { status: number; body: string; headers?: Record<string, string> };
    before(async () => {
      server = createServer((request, response) => {
        request.resume().once('end', () => {
          response.writeHead(answer.status, answer.headers ?? { 'Content-Type': 'application/xml' }).end(answer.body);
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    for (const [what, given, where, expected] of [
      ['another success', { status: 204, body: '' }, 'status', /204; Concur expects exactly 200/],
      ['a failure', { status: 500, body: 'no' }, 'status', /500; Concur takes it for a failure/],
      [
        'a redirect',
        { status: 302, body: '', headers: { Location: '/there' } },
        'status',
        /redirects \(302\) to \/there/,
      ],
      ['a wrong path', { status: 404, body: '' }, 'status', /404\. Check the path/],
      ['no body', { status: 200, body: '' }, 'body', /empty <fetch-list-response \/>/],
      ['JSON', { status: 200, body: '{"items":[]}' }, 'body', /no well-formed XML|no XML document/],
      ['another root', { status: 200, body: '<items/>' }, 'body', /root of the answer is items/],
      ['a document type', { status: 200, body: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }, 'body', /document type/],
      ['too much', { status: 200, body: list(item.repeat(3)) }, 'body', /holds 3 items, but at most 2/],
      [
        'a missing element',
        { status: 200, body: list('<item><code>A</code></item>') },
        'item 1',
        /lacks short-code, text/,
      ],
      [
        'an empty element',
        { status: 200, body: list(item.replace('Alpha', '')) },
        'item 1 > text',
        /text needs a value/,
      ],
      [
        'a slip in a name',
        { status: 200, body: list(item.replaceAll('short-code', 'shortCode')) },
        'item 1',
        /has to be written short-code/,
      ],
      [
        'another type',
        { status: 200, body: list(item), headers: { 'Content-Type': 'text/html' } },
        'Content-Type',
        /marked/,
      ],
    ] as const) {
      it(`explains ${what}`, async () => {
        answer = given;
        const { findings } = await call('fetch-list', url, { 'num-to-return': '2' });
        const finding = findings.find((one) => one.where === where && expected.test(one.what));
        assert.ok(finding, JSON.stringify(findings));
      });
    }

    it('explains values that are too long', async () => {
      const id = 'X'.repeat(33);
      answer = {
        status: 200,
        body: `<AttendeeSearchResponse><Attendee><ExternalID>${id}</ExternalID></Attendee></AttendeeSearchResponse>`,
      };
      const { findings } = await call('fetch-attendee', url);
      assert.ok(findings.some(({ what }) => what === 'ExternalID has 33 characters; Concur takes 32.'));
    });

    it('says when nobody listens', async () => {
      const outcome = await call('test-connection', 'http://127.0.0.1:9');
      assert.match(outcome.failure ?? '', /Nothing answers at 127\.0\.0\.1:9/);
      assert.ok(!isAccepted(outcome));
    });

    it('ends with its signal', async () => {
      answer = { status: 200, body: '' };
      const aborted = AbortSignal.abort(new Error('enough'));
      const connector = { url, ...credentials };
      await assert.rejects(
        callConnector(transport, requireCallout('test-connection'), connector, {}, aborted),
        /enough/,
      );
    });
  });
});

describe('reading the XML of an answer', () => {
  it('fails with a sentence or not at all, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `<a>${text}</a>`),
        ),
        (text) => {
          try {
            assert.ok(readAnswerXml(text).name.length > 0);
          } catch (error) {
            assert.ok(error instanceof AnswerXmlError, String(error));
          }
        },
      ),
    );
  });

  it('does not open entities', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>';
    assert.throws(() => readAnswerXml(bomb), /document type/);
  });
});
