import assert from 'node:assert/strict';
import fc from 'fast-check';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
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

  const json = 'application/json';
  const xml = 'application/xml';
  const deep = 20_000;
  const deeper = 4_000_000;
  const entities = `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(50)}"><!ENTITY b "${'&a;'.repeat(50)}">]>`;
  for (const [what, type, body] of [
    ['JSON that nests deeply', json, `{"Name":${'['.repeat(deep)}${']'.repeat(deep)}}`],
    ['JSON that nests beyond all bounds', json, `{"Name":${'['.repeat(deeper)}`],
    ['JSON of objects that nest deeply', json, `${'{"Name":'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['a number of a million digits', json, `${'9'.repeat(1_000_000)}e999999`],
    ['a text of broken escapes', json, `{"Name":"${'\\ud800'.repeat(1000)}\\u00"}`],
    ['XML that nests deeply', xml, `<Report>${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}</Report>`],
    ['XML with entities of its own', xml, `${entities}<Report><Name>&b;</Name></Report>`],
    [
      'XML with a file as entity',
      xml,
      '<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><Report><Name>&f;</Name></Report>',
    ],
    [
      'XML with a document type in capitals',
      xml,
      '<!DocType a SYSTEM "http://127.0.0.1/"><Report><Name>a</Name></Report>',
    ],
    [
      'XML with very many attributes',
      xml,
      `<Report ${Array.from({ length: deep }, (_, i) => `a${i}="b"`).join(' ')}/>`,
    ],
    [
      'XML of names from JavaScript',
      xml,
      '<Report><__proto__><Name>a</Name></__proto__><constructor>b</constructor></Report>',
    ],
    ['JSON of names from JavaScript', json, '{"__proto__":{"Name":"a"},"constructor":{"prototype":1}}'],
  ] as const) {
    it(`is refused as ${what}`, async () => {
      const started = performance.now();
      const answer = await session.send('POST', '/api/v3.0/expense/reports', body, { 'content-type': type });
      assert.equal(answer.status, 400, answer.text.slice(0, 200));
      assert.doesNotMatch(answer.text, /root:/);
      assert.ok(performance.now() - started < 3000);
    });
  }

  it('is answered below 500 by every operation', async () => {
    const catalog = await builtInCatalog();
    const bombs = [
      [json, `${'[{"a":'.repeat(deep)}`],
      [json, `{"operations":${'['.repeat(150)}${']'.repeat(150)},"id":${'9'.repeat(400)},"__proto__":{"a":1}}`],
      [json, '[null,{},[],1e999,"\\u0000"]'],
      [xml, `<a>${'<a>'.repeat(deep)}`],
      [xml, '<a><b/></a>'],
      ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="../../a"\r\n\r\n'],
    ] as const;
    for (const { operations } of await catalog.apis()) {
      for (const { method, path } of operations.filter(({ method }) => method !== 'GET' && method !== 'DELETE')) {
        for (const [type, body] of bombs) {
          const answer = await session.send(method, path.replace(/\{[^}]+\}/g, '1'), body, { 'content-type': type });
          assert.ok(answer.status < 500, `${method} ${path} ${type} ${body.slice(0, 30)}: ${answer.text}`);
        }
      }
    }
  }).timeout(60_000);
});
