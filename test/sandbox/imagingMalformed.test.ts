import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jpeg, pdf, png, sendFile } from './receiptFiles.js';
import { openSandbox, type Session } from './session.js';

describe('malformed uploads', () => {
  let ana: Session;
  before(async () => {
    ana = await (await openSandbox()).signIn();
  });
  after(() => ana.sandbox.close());

  const broken = (file: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc
      .tuple(fc.nat(file.length), fc.uint8Array({ maxLength: 40 }))
      .map(([at, noise]) => Buffer.concat([file.subarray(0, at), noise]));
  const part = fc
    .tuple(fc.constantFrom('receipt', 'image', 'quickExpenseRequest', 'fileContent', '"'), fc.json())
    .map(([name, value]) => Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  const bodies = fc.oneof(
    broken(png),
    broken(jpeg),
    broken(pdf),
    fc.uint8Array({ maxLength: 200 }),
    fc.json().map((text) => Buffer.from(text)),
    fc.array(part, { maxLength: 4 }).map((parts) => Buffer.concat([...parts, Buffer.from('--b--')])),
  );
  const types = ['image/png', 'application/pdf', 'application/json', 'multipart/form-data; boundary=b', 'text/plain'];

  it('are answered below 500, and what was taken of them is shown below 500', async () => {
    const user = ana.sandbox.welcome.userId;
    const paths = [
      '/api/image/v1.0/receipt',
      '/api/image/v1.0/report/5F2C9A7D41E84B0C9D36',
      '/api/v3.0/expense/receiptimages',
      `/receipts/v4/users/${user}`,
      `/receipts/v4/users/${user}/image-only-receipts`,
      `/receipts/v4/users/${user}/consumed`,
      '/receipts/v4/status',
      '/spend-documents/v4/receipts',
      `/quickexpense/v4/users/${user}/context/TRAVELER/quickexpenses/image`,
    ];
    const link = '<http://schema.concursolutions.com/general-receipt.schema.json>;rel=describedBy';
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom(...types), bodies, async (path, type, body) => {
        const answer = await sendFile(ana, 'POST', path, body, { 'content-type': type, link });
        assert.ok(answer.status < 500, `${path} ${answer.status} ${answer.text}`);
      }),
      { numRuns: 400 },
    );
    const report = await ana.get('/api/image/v1.0/report/5F2C9A7D41E84B0C9D36');
    const link2 = /<Url>(.*)<\/Url>/.exec(report.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    assert.equal((await sendFile(ana, 'GET', link2)).status, 200);
  });
});
