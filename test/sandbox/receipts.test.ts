import assert from 'node:assert/strict';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import { aForm, assertFits, encryptedPdf, jpeg, pdf, png, sendFile, tiff } from './receiptFiles.js';
import { FakeClock, openSandbox, type Session } from './session.js';

const GENERAL = { link: '<http://schema.concursolutions.com/general-receipt.schema.json>;rel=describedBy' };

async function sampleReceipt(): Promise<Record<string, unknown>> {
  const { requestBody } = await (await builtInCatalog()).operation('receipts-v4/createReceipt');
  return requestBody?.content[0]?.example as Record<string, unknown>;
}

describe('Receipts v4 in the sandbox', () => {
  const clock = new FakeClock();
  let ana: Session;
  let lukas: Session;
  let company: Session;
  let mine: string;
  before(async () => {
    const guest = await openSandbox({ now: clock.now });
    ana = await guest.signIn();
    lukas = await guest.signIn({ username: 'lukas.brandt@example.com' });
    const { companyUuid, companyRequestToken, userId } = guest.sandbox.welcome;
    company = await guest.signIn({ credtype: 'authtoken', username: companyUuid, password: companyRequestToken });
    mine = `/receipts/v4/users/${userId}`;
  });
  after(() => ana.sandbox.close());

  async function post(session: Session): Promise<{ readonly location: string; readonly status: string }> {
    const answer = await session.send('POST', mine, await sampleReceipt(), GENERAL);
    assert.equal(answer.status, 201, answer.text);
    const status = /describedBy", <([^>]+)>; rel="processing-status"/.exec(answer.headers.get('link') ?? '')?.[1];
    return { location: answer.headers.get('location') ?? '', status: status ?? '' };
  }
  const statusOf = async (address: string): Promise<unknown> => (await ana.get(address)).json().status;

  it('processes a posted receipt by the clock, and answers it when that has ended', async () => {
    const { location, status } = await post(ana);
    assert.equal(await statusOf(status), 'ACCEPTED');
    const early = await ana.get(location);
    assert.deepEqual([early.status, early.text], [404, '']);
    clock.forward(1000);
    assert.equal(await statusOf(status), 'PROCESSING');
    clock.forward(1000);
    const done = await ana.get(status);
    await assertFits('receipts-v4/getReceiptStatus', done);
    assert.equal(done.json().status, 'PROCESSED');
    const receipt = await ana.get(location);
    await assertFits('receipts-v4/getReceipt', receipt);
    assert.deepEqual(receipt.json().receipt, await sampleReceipt());
    await assertFits('receipts-v4/getReceiptWithStates', await ana.get(`${location}/states`));
    const image = await sendFile(ana, 'GET', `${location}/image`);
    assert.match(image.bytes.toString('latin1'), /^%PDF-[\s\S]*Lakeside Trading Cafe/);
    clock.forward(15 * 86_400_000);
    ana = await ana.signIn();
    lukas = await lukas.signIn({ username: 'lukas.brandt@example.com' });
    const { companyUuid, companyRequestToken } = ana.sandbox.welcome;
    company = await ana.signIn({ credtype: 'authtoken', username: companyUuid, password: companyRequestToken });
    assert.equal((await ana.get(status)).status, 404);
  });

  it('takes data and image as a form', async () => {
    const form = aForm({ receipt: JSON.stringify(await sampleReceipt()), image: jpeg }, 'image/jpeg');
    const answer = await sendFile(ana, 'POST', mine, form, GENERAL);
    assert.equal(answer.status, 201, answer.text);
    clock.forward(2000);
    const image = await sendFile(ana, 'GET', `${answer.headers.get('location')}/image`);
    assert.equal(image.headers.get('content-type'), 'image/jpeg');
    assert.deepEqual(image.bytes, jpeg);
  });

  it('takes forms as .NET writes them, and with a type that only curl would send', async () => {
    const lines = [
      '--b',
      'Content-Disposition: form-data; name=receipt',
      '',
      JSON.stringify(await sampleReceipt()),
      '--b--',
      '',
    ];
    for (const type of ['multipart/form-data; boundary="b"', 'application/json; boundary=b']) {
      const headers = { ...GENERAL, 'content-type': type };
      const answer = await sendFile(ana, 'POST', mine, Buffer.from(lines.join('\r\n')), headers);
      assert.equal(answer.status, 201, answer.text);
    }
  });

  for (const [what, change, wrong] of [
    ['nothing of what is required', () => ({}), 'seller'],
    ['a wrong amount', (receipt) => ({ ...receipt, total: 'much' }), 'total'],
    ['a moment without its offset', (receipt) => ({ ...receipt, dateTime: '2026-03-18T12:47:00Z' }), 'dateTime'],
    ['a wrong line', (receipt) => ({ ...receipt, lineItems: [{ total: '1' }] }), 'lineItems[0].description'],
    [
      'a wrong country deep inside',
      (receipt) => ({ ...receipt, taxes: [{ authority: {} }] }),
      'taxes[0].authority.addressCountry',
    ],
  ] as readonly (readonly [string, (receipt: Record<string, unknown>) => unknown, string])[]) {
    it(`says which part does not fit its schema: ${what}`, async () => {
      const answer = await ana.send('POST', mine, change(await sampleReceipt()), GENERAL);
      await assertFits('receipts-v4/createReceipt', answer);
      const { validationErrors } = answer.json<{ validationErrors: Record<string, string> }>();
      assert.ok(wrong in validationErrors, answer.text);
    });
  }

  for (const [what, status, headers, body] of [
    ['no Link header', 400, {}, '{}'],
    ['a Link to an unknown schema', 400, { link: '<http://schema.concursolutions.com/x.json>;rel=describedBy' }, '{}'],
    ['no JSON', 400, { ...GENERAL, 'content-type': 'application/json' }, '{'],
    ['a type that is not taken', 415, { ...GENERAL, 'content-type': 'text/xml' }, '<a/>'],
  ] as const) {
    it(`refuses ${what} with a bare sentence`, async () => {
      const answer = await ana.send('POST', mine, body, headers);
      assert.equal(answer.status, status);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain/);
    });
  }

  it('refuses tokens of others with 401, and missing or weak ones with an empty 403', async () => {
    const other = await lukas.get(mine);
    assert.deepEqual([other.status, /sub/.test(other.text)], [401, true]);
    const weak = await ana.signIn({ scope: 'openid EXPRPT' });
    for (const headers of [{ authorization: 'Bearer nonsense' }, { authorization: `Bearer ${weak.token}` }]) {
      const answer = await sendFile(ana, 'GET', mine, undefined, headers);
      assert.deepEqual([answer.status, answer.text], [403, '']);
    }
    assert.equal((await company.get(mine)).status, 200);
    assert.equal((await company.get('/receipts/v4/users/nobody')).status, 404);
  });

  it('lets nobody read the receipts of others', async () => {
    const { location } = await post(company);
    clock.forward(2000);
    assert.equal((await ana.get(location)).status, 200);
    assert.equal((await lukas.get(location)).status, 403);
  });

  it('takes images without data, makes PDF of TIFF, and knows a forwardId again', async () => {
    const form = (): FormData => aForm({ image: tiff, forwardId: 'scan-1' }, 'image/tiff');
    const answer = await sendFile(ana, 'POST', `${mine}/image-only-receipts`, form());
    assert.equal(answer.status, 202, answer.text);
    assert.match(
      answer.headers.get('link') ?? '',
      /^<http[^>]*\/receipts\/v4\/status\/[0-9a-f]{32}>; rel="processing-status"$/,
    );
    assert.equal((await sendFile(ana, 'POST', `${mine}/image-only-receipts`, form())).status, 304);
    clock.forward(2000);
    const location = answer.headers.get('location') ?? '';
    const receipt = await ana.get(location);
    await assertFits('receipts-v4/getImageOnlyReceipt', receipt);
    assert.equal(receipt.json().forwardId, 'scan-1');
    const image = await sendFile(ana, 'GET', `${location}/image`);
    assert.equal(image.headers.get('content-type'), 'application/pdf');
    const list = await ana.get(`${mine}/image-only-receipts`);
    await assertFits('receipts-v4/listImageOnlyReceipts', list);
    assert.equal(list.json<{ imageOnlyReceipts: { id: string }[] }>().imageOnlyReceipts[0]?.id, receipt.json().id);
    const stored = await ana.get('/api/v3.0/expense/receiptimages?limit=100');
    assert.ok(stored.json<{ Items: unknown[] }>().Items.length > 6);
  });

  it('fails to process a PDF that nobody can open', async () => {
    const answer = await sendFile(
      ana,
      'POST',
      `${mine}/image-only-receipts`,
      aForm({ image: encryptedPdf }, 'application/pdf'),
    );
    assert.equal(answer.status, 202);
    clock.forward(2000);
    const location = answer.headers.get('location') ?? '';
    const status = await ana.get(location.replace('image-only-receipts', 'status'));
    assert.equal(status.json().status, 'FAILED');
    assert.equal(status.json<{ logs: { logLevel: string }[] }>().logs.at(-1)?.logLevel, 'ERROR');
    assert.equal((await ana.get(location)).status, 404);
  });

  for (const [what, image, type, status] of [
    ['an unknown kind', Buffer.from('hello'), 'image/png', 415],
    ['more than 25 MB', Buffer.concat([png, Buffer.alloc(25 * 1024 * 1024)]), 'image/png', 413],
  ] as const) {
    it(`refuses an image that is ${what}`, async () => {
      assert.equal((await sendFile(ana, 'POST', `${mine}/image-only-receipts`, aForm({ image }, type))).status, status);
    });
  }

  it('pages lists of fifty, newest first', async () => {
    for (let count = 0; count < 60; count++) await post(ana);
    clock.forward(2000);
    const seen = new Set<string>();
    let address: string | undefined = mine;
    let pages = 0;
    while (address !== undefined) {
      const answer = await ana.get(address);
      await assertFits('receipts-v4/listReceipts', answer);
      const page: { receipts: { id: string }[]; next?: string } = answer.json();
      for (const { id } of page.receipts) seen.add(id);
      pages += 1;
      assert.ok(page.receipts.length <= 50);
      address = page.next;
    }
    assert.ok(pages === 2 && seen.size > 60);
  });

  it('changes the state of a receipt', async () => {
    const { location } = await post(ana);
    clock.forward(2000);
    const id = location.slice(-32);
    assert.equal((await ana.send('POST', `${mine}/discarded`, { id })).status, 201);
    const list = await ana.get(`${mine}/discarded`);
    await assertFits('receipts-v4/listReceiptsByState', list);
    assert.deepEqual(
      list.json<{ receipts: { id: string }[] }>().receipts.map((receipt) => receipt.id),
      [id],
    );
    assert.equal((await ana.send('POST', `${mine}/consumed`, { id: 'unknown' })).status, 400);
  });

  it('tells the status of many', async () => {
    const { location } = await post(ana);
    const receiptIds = [location.slice(-32), 'unknown'];
    const answer = await ana.send('POST', '/receipts/v4/status', { receiptIds });
    await assertFits('receipts-v4/listReceiptStatuses', answer);
    assert.deepEqual(
      answer.json<{ responseCode: number }[]>().map(({ responseCode }) => responseCode),
      [200, 404],
    );
    assert.equal((await ana.send('POST', '/receipts/v4/status', { receiptIds, forwardIds: ['a'] })).status, 400);
  });

  it('serves its addresses and schemas of its own making', async () => {
    for (const path of ['/receipts', '/receipts/', '/receipts/v4', '/receipts/v4/']) {
      await assertFits('receipts-v4/getServiceIndex', await ana.get(path));
    }
    const list = await ana.get('/receipts/schemas/');
    await assertFits('receipts-v4/listReceiptSchemas', list);
    const { receiptSchemas, supportingSchemas } = list.json<Record<string, { href: string }[]>>();
    assert.deepEqual([receiptSchemas?.length, supportingSchemas?.length], [7, 8]);
    for (const [name, property] of [
      ['air', 'tickets'],
      ['car-rental', 'rentalDays'],
      ['ground-transport', 'travelDuration'],
      ['hotel', 'nightsStayed'],
      ['rail', 'railTickets'],
      ['jpt-ic-card', 'segments'],
    ] as const) {
      const schema = await ana.get(`/receipts/schemas/${name}-receipt.schema.json`);
      assert.ok(property in schema.json<{ properties: object }>().properties, name);
    }
    assert.equal((await ana.get('/receipts/schemas/none.schema.json')).status, 404);
  });

  it('has no digital copies and tax records', async () => {
    const id = '4e8a1c7b92d04f35b6e07a9d13c58f62';
    assert.equal((await ana.get(`/receipts/v4/${id}`)).status, 200);
    assert.equal((await ana.get(`/receipts/v4/${id}/digitizedImage`)).status, 404);
    assert.equal((await ana.get(`/receipts/v4/digitizedImages?forwardId=x`)).status, 404);
    assert.equal((await ana.send('POST', `/receipts/v4/${id}/sdr`, { sdrData: {} })).status, 422);
  });

  it('keeps forms apart from what looks like one', async () => {
    for (const body of ['', '--b', '--b\r\n\r\n--b', `--b\r\nX: y\r\n\r\n${'--b\r\n'.repeat(99)}`]) {
      const headers = { ...GENERAL, 'content-type': 'multipart/form-data; boundary=b' };
      assert.equal((await sendFile(ana, 'POST', mine, Buffer.from(body), headers)).status, 400);
    }
    assert.equal((await sendFile(ana, 'POST', mine, aForm({ image: pdf }), GENERAL)).status, 400);
  });
});
