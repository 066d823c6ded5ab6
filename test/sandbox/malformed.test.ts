import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openSandbox, type Session } from './session.js';

describe('malformed input', () => {
  let session: Session;
  before(async () => {
    session = await (await openSandbox()).signIn();
  });
  after(() => session.sandbox.close());

  const paths = ['/oauth2/v0/token', '/api/v3.0/expense/reports', '/api/v3.0/expense/entries', '/api/travel/trip/v1.1'];
  const types = ['application/json', 'application/xml', 'application/x-www-form-urlencoded', 'text/plain', ''];
  const bodies = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc
      .array(fc.constantFrom('<a>', '</a>', '<', '&', ']]>', '<![CDATA[', '<?x', '{"', '__proto__', '$', '%', '\u0000'))
      .map((parts) => parts.join('')),
    fc
      .anything()
      .map((value) => JSON.stringify({ Name: value, Custom1: value, TransactionAmount: value, Journey: value }) ?? ''),
    fc.string().map((text) => `<Report><Name>${text}</Name><Custom1><Value>${text}</Value></Custom1></Report>`),
    fc.string().map((text) => `<Itinerary><TripName>${text}</TripName><Bookings>${text}</Bookings></Itinerary>`),
  );

  it('is answered below 500 in bodies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom(...types), bodies, async (path, type, body) => {
        const answer = await session.send('POST', path, body, { 'content-type': type });
        assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
      }),
      { numRuns: 300 },
    );
  });

  it('is answered below 500 in paths and queries', async () => {
    const text = fc.string().map((value) => value.replace(/[\\/?#]/g, '').replace(/^\.+$/, ''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), text, fc.string(), async (path, id, value) => {
        const query = new URLSearchParams({ limit: value, offset: value, user: value, createDateAfter: value });
        const answer = await session.get(`${path}/${id}?${query}`);
        assert.ok(answer.status < 500, `${answer.status} ${answer.text}`);
      }),
      { numRuns: 200 },
    );
  });

  it('is answered below 500 when it nests deeply', async () => {
    const deep = 20_000;
    for (const [type, body] of [
      ['application/json', `{"Name":${'['.repeat(deep)}${']'.repeat(deep)}}`],
      ['application/xml', `<Report>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</Report>`],
    ] as const) {
      const answer = await session.send('POST', '/api/v3.0/expense/reports', body, { 'content-type': type });
      assert.equal(answer.status, 400, answer.text.slice(0, 200));
    }
  });
});
