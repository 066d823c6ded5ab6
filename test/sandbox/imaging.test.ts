import assert from 'node:assert/strict';
import { aForm, assertFits, encryptedPdf, gif, jpeg, pdf, png, sendFile } from './receiptFiles.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const IMAGE = '/api/image/v1.0';
const STORE = '/api/v3.0/expense/receiptimages';
const REPORT = '5F2C9A7D41E84B0C9D36';
const MINUTE = 60_000;

interface ImageXml {
  readonly Image: { readonly Id: string; readonly Url: string };
}

async function readLink(session: Session, path: string): Promise<string> {
  const answer = await session.get(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.xml<ImageXml>().Image.Url.replaceAll('&amp;', '&');
}

describe('Image v1 in the sandbox', () => {
  const clock = new FakeClock();
  let guest: Session;
  let ana: Session;
  let lukas: Session;
  before(async () => {
    guest = await openSandbox({ now: clock.now });
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  after(() => ana.sandbox.close());

  async function entryWith(hasImage: boolean): Promise<string> {
    const answer = await ana.get(`/api/v3.0/expense/entries?limit=100`);
    const { Items } = answer.json<{ Items: { ID: string; HasImage: boolean }[] }>();
    const entry = Items.find(({ HasImage }) => HasImage === hasImage);
    assert.ok(entry);
    return entry.ID;
  }

  it('takes an image into the receipt store and answers XML with an id and an empty Url', async () => {
    const answer = await sendFile(ana, 'POST', `${IMAGE}/receipt`, png, { 'content-type': 'image/png' });
    assert.equal(answer.status, 201, answer.text);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/xml/);
    assert.match(answer.text, /<Image [^>]*xmlns="http:\/\/www\.concursolutions\.com\/api\/image\/2011\/02"/);
    assert.match(answer.text, /<Id>gWn[^<]+<\/Id><Url ?\/>/);
  });

  it('links to an image with a URL that needs no token, is escaped in XML and ends after 15 minutes', async () => {
    const uploaded = await sendFile(ana, 'POST', `${IMAGE}/receipt`, png, { 'content-type': 'image/png' });
    const id = /<Id>(.*)<\/Id>/.exec(uploaded.text)?.[1] ?? '';
    const answer = await ana.get(`${IMAGE}/receipt/${encodeURIComponent(id)}`);
    assert.match(answer.text, /<Url>http:\/\/127\.0\.0\.1[^<]*&amp;/);
    assert.equal(answer.xml<ImageXml>().Image.Id, id);
    const link = await readLink(ana, `${IMAGE}/receipt/${encodeURIComponent(id)}`);
    const file = await sendFile(guest, 'GET', link);
    assert.equal(file.headers.get('content-type'), 'image/png');
    assert.deepEqual(file.bytes, Buffer.from(png));
    clock.forward(15 * MINUTE + 1);
    assert.equal((await sendFile(guest, 'GET', link)).status, 403);
    clock.forward(-15 * MINUTE - 1);
    assert.equal((await sendFile(guest, 'GET', link.replace(/ends=\d/, 'ends=9'))).status, 403);
  });

  it('draws the receipts that seeded entries claim to have, the same ones each time', async () => {
    const id = encodeURIComponent(await entryWith(true));
    const first = await sendFile(guest, 'GET', await readLink(ana, `${IMAGE}/expenseentry/${id}`));
    const second = await sendFile(guest, 'GET', await readLink(ana, `${IMAGE}/expenseentry/${id}`));
    assert.ok(
      first.bytes
        .subarray(0, 5)
        .toString('latin1')
        .match(/PNG|%PDF/),
    );
    assert.deepEqual(first.bytes, second.bytes);
  });

  it('attaches one image to an entry, which then has one, and refuses a second', async () => {
    const id = await entryWith(false);
    const path = `${IMAGE}/expenseentry/${encodeURIComponent(id)}`;
    assert.equal((await ana.get(path)).status, 404);
    assert.equal((await sendFile(ana, 'POST', path, jpeg, { 'content-type': 'image/jpg' })).status, 201);
    const entry = await ana.get(`/api/v3.0/expense/entries/${encodeURIComponent(id)}`);
    assert.equal(entry.json().HasImage, true);
    const file = await sendFile(guest, 'GET', await readLink(ana, path));
    assert.deepEqual(file.bytes, jpeg);
    assert.equal((await sendFile(ana, 'POST', path, png, { 'content-type': 'image/png' })).status, 400);
  });

  it('appends to a report, and bundles its images and those of its entries into one PDF', async () => {
    const path = `${IMAGE}/report/${REPORT}`;
    const before = await sendFile(guest, 'GET', await readLink(ana, path));
    for (const [body, type] of [
      [png, 'image/png'],
      [pdf, 'application/pdf'],
    ] as const) {
      assert.equal((await sendFile(ana, 'POST', path, body, { 'content-type': type })).status, 201);
    }
    const file = await sendFile(guest, 'GET', await readLink(ana, path));
    assert.equal(file.headers.get('content-type'), 'application/pdf');
    const pages = (bytes: Buffer): number => Number(/\/Count (\d+)/.exec(bytes.toString('latin1'))?.[1]);
    assert.equal(pages(file.bytes), pages(before.bytes) + 2);
  });

  it('takes one image for an invoice', async () => {
    const path = `${IMAGE}/invoice/9C41B77E20D84F65A3C1`;
    assert.equal((await ana.get(path)).status, 404);
    assert.equal((await sendFile(ana, 'POST', path, pdf, { 'content-type': 'application/pdf' })).status, 201);
    assert.equal((await sendFile(ana, 'POST', path, pdf, { 'content-type': 'application/pdf' })).status, 400);
    assert.deepEqual((await sendFile(guest, 'GET', await readLink(ana, path))).bytes, Buffer.from(pdf));
  });

  it('takes a form, any letter case and double slashes, and bytes without a type', async () => {
    const form = aForm({ 'Image File': png }, 'image/png');
    assert.equal((await sendFile(ana, 'POST', '/API//Image/v1.0/Receipt', form)).status, 201);
    assert.equal((await sendFile(ana, 'POST', `${IMAGE}/receipt`, png)).status, 201);
  });

  for (const [what, body, type] of [
    ['nothing', Buffer.alloc(0), 'image/png'],
    ['what is no image', Buffer.from('hello'), 'image/png'],
    ['a kind that is not taken', gif, 'image/gif'],
    ['a kind that is not taken under another name', gif, 'image/png'],
    ['a type that is no image', png, 'text/plain'],
    ['an encrypted PDF', encryptedPdf, 'application/pdf'],
    ['more than 10 MB', Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), 'image/png'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const answer = await sendFile(ana, 'POST', `${IMAGE}/receipt`, body, { 'content-type': type });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /<Error[^>]*><Message>/);
    });
  }

  it('keeps images of others from everybody but an administrator', async () => {
    assert.equal((await lukas.get(`${IMAGE}/report/${REPORT}`)).status, 403);
    const type = { 'content-type': 'image/png' };
    assert.equal((await sendFile(lukas, 'POST', `${IMAGE}/report/${REPORT}`, png, type)).status, 403);
    const uploaded = await sendFile(lukas, 'POST', `${IMAGE}/receipt`, png, type);
    const id = encodeURIComponent(/<Id>(.*)<\/Id>/.exec(uploaded.text)?.[1] ?? '');
    assert.equal((await ana.get(`${IMAGE}/receipt/${id}`)).status, 200);
    assert.equal((await ana.get(`${IMAGE}/receipt/unknown`)).status, 404);
  });
});

describe('Receipt Images v3 in the sandbox', () => {
  let ana: Session;
  let lukas: Session;
  before(async () => {
    const guest = await openSandbox();
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
  });
  after(() => ana.sandbox.close());

  interface Page {
    readonly Items: readonly { readonly ID: string; readonly URI: string }[];
    readonly NextPage: string | null;
  }
  async function create(session: Session): Promise<string> {
    const answer = await sendFile(session, 'POST', STORE, png, { 'content-type': 'image/png' });
    assert.equal(answer.status, 200, answer.text);
    await assertFits('receipt-images-v3/createReceiptImage', answer);
    return answer.json<{ ID: string }>().ID;
  }

  it('lists the images of a person in pages that stay right while images come and go', async () => {
    const created = [];
    for (let count = 0; count < 5; count++) created.push(await create(lukas));
    const first = await lukas.get(`${STORE}?limit=4`);
    await assertFits('receipt-images-v3/listReceiptImages', first);
    const { Items, NextPage } = first.json<Page>();
    assert.equal(Items.length, 4);
    await lukas.send('DELETE', `${STORE}/${encodeURIComponent(Items[0]?.ID ?? '')}`);
    const rest = (await lukas.get(NextPage ?? '')).json<Page>();
    const ids = [...Items, ...rest.Items].map(({ ID }) => ID);
    assert.equal(rest.NextPage, null);
    assert.deepEqual(ids.slice(-5), created);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('answers XML to those who ask', async () => {
    const list = await ana.get(`${STORE}?limit=1`, { accept: 'application/xml' });
    assert.match(list.text, /<ReceiptImages[^>]*><Items><ReceiptImage><ID>/);
    const id = encodeURIComponent(await create(ana));
    const one = await ana.get(`${STORE}/${id}`, { accept: 'application/xml' });
    assert.match(one.text, /<Image [^>]*api\/image\/2011\/02"[^>]*><Id>[^<]+<\/Id><Url>http/);
  });

  it('links to the file of an image', async () => {
    const answer = await ana.get(`${STORE}/${encodeURIComponent(await create(ana))}`);
    await assertFits('receipt-images-v3/getReceiptImage', answer);
    const file = await sendFile(ana, 'GET', answer.json<{ URI: string }>().URI);
    assert.deepEqual(file.bytes, Buffer.from(png));
  });

  it('knows the image of the samples', async () => {
    assert.equal((await ana.get(`${STORE}/gWhQ7sVm2$pTc9LxRn4kYbZd6JfE3uA`)).status, 200);
  });

  it('appends to an image, which becomes a PDF under the same id', async () => {
    const path = `${STORE}/${encodeURIComponent(await create(ana))}`;
    const put = await sendFile(ana, 'PUT', path, jpeg, { 'content-type': 'image/jpeg' });
    assert.equal(put.status, 204);
    const file = await sendFile(ana, 'GET', (await ana.get(path)).json<{ URI: string }>().URI);
    assert.match(file.bytes.toString('latin1'), /^%PDF-[\s\S]*\/Count 2[\s\S]*FlateDecode[\s\S]*DCTDecode/);
  });

  it('deletes an image, after which its link leads nowhere', async () => {
    const path = `${STORE}/${encodeURIComponent(await create(ana))}`;
    const link = (await ana.get(path)).json<{ URI: string }>().URI;
    assert.equal((await ana.send('DELETE', path)).status, 204);
    assert.equal((await ana.get(path)).status, 404);
    assert.equal((await sendFile(ana, 'GET', link)).status, 404);
  });

  it('lets administrators alone act for others', async () => {
    const id = encodeURIComponent(await create(lukas));
    assert.equal((await ana.get(`${STORE}/${id}`)).status, 404);
    assert.equal((await ana.get(`${STORE}/${id}?user=lukas.brandt@example.com`)).status, 200);
    assert.equal((await lukas.get(`${STORE}?user=ana.silva@example.com`)).status, 403);
    const answer = await sendFile(ana, 'POST', `${STORE}?user=lukas.brandt@example.com`, png);
    const created = encodeURIComponent(answer.json<{ ID: string }>().ID);
    assert.equal((await lukas.get(`${STORE}/${created}`)).status, 200);
  });

  it('refuses what is no image', async () => {
    const answer = await sendFile(ana, 'POST', STORE, Buffer.from('no'), { 'content-type': 'image/png' });
    await assertFits('receipt-images-v3/createReceiptImage', answer);
    assert.equal(answer.status, 400);
  });
});
