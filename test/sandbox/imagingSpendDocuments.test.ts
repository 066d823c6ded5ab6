import assert from 'node:assert/strict';
import { imageIdOf } from '../../src/sandbox/imaging/spendDocuments/spendDocument.js';
import { aForm, assertFits, pdf, png, sendFile, tiff } from './receiptFiles.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const LIST = '/spend-documents/v4/receipts';

interface Receipt {
  readonly metadata: Readonly<Record<string, string>>;
  readonly documents: readonly { readonly representation: string; readonly href: string; readonly type: string }[];
}

describe('Spend Documents v4 in the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  let lukas: Session;
  before(async () => {
    const guest = await openSandbox({ now: clock.now });
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  after(() => ana.sandbox.close());

  function aReceipt(changes: Readonly<Record<string, string>> = {}): string {
    const { userId, companyUuid: companyId } = ana.sandbox.welcome;
    const metadata = { userId, companyId, origin: 'vendor', provider: 'vendor', feature: 'simplereceipt', ...changes };
    return JSON.stringify({ metadata });
  }
  async function upload(): Promise<{ readonly id: string; readonly imageId: string; readonly href: string }> {
    const answer = await sendFile(ana, 'POST', LIST, aForm({ receipt: aReceipt(), image: png }, 'image/png'));
    assert.equal(answer.status, 202, answer.text);
    await assertFits('spend-documents-v4/uploadReceipt', answer);
    return answer.json();
  }

  it('takes a file and processes it by the clock', async () => {
    const { href } = await upload();
    const early = await ana.get(href);
    await assertFits('spend-documents-v4/getReceipt', early);
    assert.equal(early.json<Receipt>().metadata.status, 'processing');
    clock.forward(2000);
    const { metadata, documents } = (await ana.get(href)).json<Receipt>();
    assert.deepEqual([metadata.status, metadata.feature], ['processed', 'simplereceipt']);
    const file = await sendFile(ana, 'GET', documents[0]?.href ?? '');
    assert.deepEqual(file.bytes, Buffer.from(png));
    const compliance = await ana.get(`${href}/representations?type=compliance`);
    await assertFits('spend-documents-v4/getReceiptRepresentation', compliance);
    assert.equal(compliance.status, 404);
  });

  it('finds a receipt by its image, which is in the receipt store as well', async () => {
    const { id, imageId } = await upload();
    clock.forward(2000);
    const query = `imageId=${imageId}&companyId=${ana.sandbox.welcome.companyUuid}`;
    const answer = await ana.get(`${LIST}?${query}`);
    await assertFits('spend-documents-v4/getReceiptByImage', answer);
    assert.equal(answer.json<Receipt>().metadata.id, id);
    assert.equal((await ana.get(`${LIST}/representations?${query}&type=display`)).status, 200);
    assert.equal((await ana.get(`/api/v3.0/expense/receiptimages/${imageId}`)).status, 200);
    assert.equal((await ana.get(`${LIST}?imageId=${imageId}`)).status, 400);
    assert.equal((await ana.get(`${LIST}?imageId=${imageId}&companyId=another`)).status, 404);
  });

  it('takes the file under its other name', async () => {
    const form = aForm({ receipt: aReceipt(), document: pdf }, 'application/pdf');
    assert.equal((await sendFile(ana, 'POST', LIST, form)).status, 202);
  });

  for (const [what, status, parts] of [
    ['no receipt', 400, () => ({ image: png })],
    ['no file', 400, () => ({ receipt: aReceipt() })],
    ['a receipt that is no JSON', 400, () => ({ receipt: '{"metadata": {"a" "b"}}', image: png })],
    ['a kind of file that is not taken', 400, () => ({ receipt: aReceipt(), image: tiff })],
    ['another company', 400, () => ({ receipt: aReceipt({ companyId: 'x' }), image: png })],
    ['nobody', 404, () => ({ receipt: aReceipt({ userId: 'x' }), image: png })],
  ] as readonly (readonly [string, number, () => Record<string, string | Uint8Array>])[]) {
    it(`refuses ${what}`, async () => {
      const answer = await sendFile(ana, 'POST', LIST, aForm(parts()));
      assert.equal(answer.status, status);
      await assertFits('spend-documents-v4/uploadReceipt', answer);
      assert.deepEqual(Object.keys(answer.json()), ['timestamp', 'status', 'message']);
    });
  }

  it('knows the receipts of expense entries by their image ids, some with a certified copy', async () => {
    const entries = await ana.get('/api/v3.0/expense/entries?user=ALL&limit=100');
    const copies = new Set<string>();
    for (const { ID, HasImage } of entries.json<{ Items: { ID: string; HasImage: boolean }[] }>().Items) {
      const query = `imageId=${imageIdOf({ id: ID })}&companyId=${ana.sandbox.welcome.companyUuid}`;
      const answer = await ana.get(`${LIST}?${query}`);
      assert.equal(answer.status, HasImage ? 200 : 404);
      await assertFits('spend-documents-v4/getReceiptByImage', answer);
      for (const { representation, href, type } of HasImage ? answer.json<Receipt>().documents : []) {
        if (copies.has(representation + type)) continue;
        copies.add(representation + type);
        const file = await sendFile(ana, 'GET', href);
        assert.deepEqual([file.status, file.headers.get('content-type')], [200, type]);
      }
    }
    assert.deepEqual([...copies].sort(), ['complianceapplication/pdf', 'displayapplication/pdf', 'displayimage/png']);
  });

  it('keeps receipts of others from people', async () => {
    const { href } = await upload();
    assert.equal((await lukas.get(href)).status, 403);
    assert.equal((await sendFile(lukas, 'POST', LIST, aForm({ receipt: aReceipt(), image: png }))).status, 403);
  });

  it('asks for the scope of each copy', async () => {
    const { href } = await upload();
    clock.forward(2000);
    const certifier = await ana.signIn({ scope: 'spenddocs.receipts.compliance.read' });
    assert.equal((await certifier.get(`${href}/representations?type=display`)).status, 403);
    assert.equal((await certifier.get(`${href}/representations?type=compliance`)).status, 404);
    const answer = await ana.get(LIST, { authorization: 'Bearer nonsense' });
    assert.deepEqual([answer.status, answer.json().status], [401, '401']);
  });
});
