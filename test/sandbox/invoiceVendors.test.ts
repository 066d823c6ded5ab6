import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { type Answer, openSandbox, type Session } from './session.js';

const VENDORS = '/api/v3.1/invoice/vendors';
const OLD_VENDORS = '/api/v3.0/invoice/vendors';
const BANKS = '/api/v3.1/invoice/vendor/banks';
const GROUPS = '/api/v3.1/invoice/vendor/groups';

interface Vendor {
  readonly VendorCode: string;
  readonly VendorName: string;
  readonly AddressCode: string;
  readonly PaymentTerms?: string;
  readonly TaxID?: string;
  readonly VendorBankList: readonly { readonly AccountNumber: string }[];
  readonly VendorGroupList: readonly string[];
  readonly StatusList: readonly { readonly Type: string; readonly Message: string; readonly RecordNumber: number }[];
}
interface Page {
  readonly Vendor: readonly Vendor[];
  readonly NextPage: string | null;
  readonly TotalCount: number;
}

const bakery = {
  VendorCode: 'BK-1',
  VendorName: 'Corner Bakery',
  AddressCode: 'MAIN',
  CountryCode: 'US',
  CurrencyCode: 'USD',
};

describe('Vendors in the sandbox', () => {
  let ana: Session;
  beforeEach(async () => {
    ana = await (await openSandbox()).signIn();
  });
  afterEach(() => ana.sandbox.close());

  async function statusOf(answer: Answer, method: string, path: string): Promise<readonly string[]> {
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, method, path);
    return answer.json<Page>().Vendor.map(({ StatusList }) => StatusList[0]?.Type ?? '');
  }
  const create = async (...Vendor: object[]): Promise<readonly string[]> =>
    statusOf(await ana.send('POST', VENDORS, { Vendor }), 'POST', VENDORS);
  const find = async (code: string): Promise<readonly Vendor[]> =>
    (await ana.get(`${VENDORS}?vendorCode=${code}`)).json<Page>().Vendor;

  it('are created, found, changed and deleted', async () => {
    assert.deepEqual(await create(bakery), ['SUCCESS']);
    const listed = await ana.get(`${VENDORS}?vendorCode=bk-1`);
    await assertKeepsToDocument(listed, 'GET', VENDORS);
    assert.equal((await find('BK-1'))[0]?.VendorName, 'Corner Bakery');
    const change = { Vendor: [{ ...bakery, PaymentTerms: 45 }] };
    assert.deepEqual(await statusOf(await ana.send('PUT', VENDORS, change), 'PUT', VENDORS), ['SUCCESS']);
    assert.equal((await find('BK-1'))[0]?.PaymentTerms, '45');
    const path = `${VENDORS}?vendorCode=BK-1&addressCode=MAIN`;
    assert.deepEqual(await statusOf(await ana.send('DELETE', path), 'DELETE', VENDORS), ['SUCCESS']);
    assert.deepEqual(await find('BK-1'), []);
    assert.equal((await ana.send('DELETE', path)).status, 400);
  });

  for (const [what, change, type] of [
    [
      'an address that is there',
      { VendorCode: 'LT-2041', VendorName: 'Lakeside Trading', AddressCode: 'portland' },
      'ERROR',
    ],
    ['another name for a code', { VendorCode: 'LT-2041', VendorName: 'Seaside' }, 'ERROR'],
    ['a second address', { VendorCode: 'LT-2041', VendorName: 'Lakeside Trading' }, 'SUCCESS'],
    ['a way to pay that is none', { PaymentMethodType: 'GOLD' }, 'ERROR'],
    ['terms of 0 days', { PaymentTerms: '0' }, 'ERROR'],
    ['a country in small letters', { CountryCode: 'us' }, 'ERROR'],
    ['a long code', { VendorCode: 'x'.repeat(33) }, 'ERROR'],
    ['a cheque without a street', { PaymentMethodType: 'CHECK' }, 'ERROR'],
    ['a cheque with a street', { PaymentMethodType: 'CHECK', Address1: '1 Elm Street', State: 'IL' }, 'SUCCESS'],
    ['a card voucher without e-mail', { PaymentMethodType: 'VCHER' }, 'ERROR'],
    ['an object for a text', { City: { name: 'Here' } }, 'ERROR'],
  ] as const) {
    it(`answer ${type} for ${what}, beside a record that is good`, async () => {
      assert.deepEqual(await create({ ...bakery, ...change }, { ...bakery, VendorCode: 'BK-9' }), [type, 'SUCCESS']);
    });
  }

  for (const [what, method, path, body] of [
    ['no vendors', 'POST', VENDORS, {}],
    ['no code', 'POST', VENDORS, { Vendor: [{ ...bakery, VendorCode: '' }] }],
    ['no country', 'POST', VENDORS, { Vendor: [{ ...bakery, CountryCode: undefined }] }],
    ['no address', 'PUT', OLD_VENDORS, { Vendor: [{ VendorCode: 'LT-2041' }] }],
    ['a text for a vendor', 'POST', VENDORS, { Vendor: ['LT-2041'] }],
  ] as const) {
    it(`are refused as a whole for ${what}`, async () => {
      const answer = await ana.send(method, path, body);
      assert.equal(answer.status, 400, answer.text);
      await assertKeepsToDocument(answer, method, path);
    });
  }

  it('need no country in v3, which writes and reads XML too', async () => {
    const xml =
      '<Vendors><Vendor><VendorCode>X1</VendorCode><AddressCode>A</AddressCode><VendorName>Ex</VendorName></Vendor></Vendors>';
    const headers = {
      'content-type': 'application/xml',
      accept: 'application/xml',
      authorization: `OAuth ${ana.token}`,
    };
    const created = await ana.send('POST', OLD_VENDORS, xml, headers);
    assert.match(created.text, /<StatusList><Status><Code>0<\/Code>/);
    assert.match(
      (await ana.get(`${OLD_VENDORS}?vendorCode=X1`, headers)).text,
      /^<\?xml[^>]*><Vendors[^>]*><Vendor><ID>/,
    );
  });

  it('share name and tax number over all addresses', async () => {
    await create(bakery, { ...bakery, AddressCode: 'SIDE' });
    await ana.send('PUT', VENDORS, { Vendor: [{ ...bakery, VendorName: 'Corner Cafe', TaxID: '12' }] });
    assert.deepEqual(
      (await find('BK-1')).map(({ VendorName, TaxID }) => [VendorName, TaxID]),
      [
        ['Corner Cafe', '12'],
        ['Corner Cafe', '12'],
      ],
    );
  });

  it('are filtered by whole values, beginnings, parts and ends, and sorted', async () => {
    const codes = async (query: string): Promise<readonly string[]> => {
      const answer = await ana.get(`${VENDORS}?limit=1000&${query}`);
      return answer.json<Page>().Vendor.map(({ VendorCode }) => VendorCode);
    };
    assert.deepEqual(await codes('vendorName=lakeside'), []);
    assert.deepEqual(await codes('vendorName=lakeside&searchType=begins'), ['LAKESIDE', 'LT-2041']);
    assert.deepEqual(await codes('vendorName=trading&searchType=ends&city=duluth'), []);
    assert.deepEqual(await codes('vendorName=de%20tr&searchType=contains'), ['LT-2041']);
    const all = await codes('sortBy=vendorCode&sortDirection=descending&approved=True');
    assert.ok(all.length > 40);
    assert.deepEqual(
      all,
      [...all].sort((left, right) => right.localeCompare(left, 'en')),
    );
    for (const wrong of [
      'sortBy=none',
      'searchType=near',
      'sortDirection=up',
      'limit=1001',
      'offset=x',
      'approved=x',
    ]) {
      assert.equal((await ana.get(`${VENDORS}?${wrong}`)).status, 400, wrong);
    }
  });

  it('come in pages that neither skip nor repeat while others are added and deleted', async () => {
    const before = (await ana.get(`${VENDORS}?limit=1000`)).json<Page>();
    assert.equal(before.TotalCount, before.Vendor.length);
    const seen: Vendor[] = [];
    for (let next: string | null = `${VENDORS}?limit=5`; next !== null; ) {
      const page: Page = (await ana.get(next)).json();
      seen.push(...page.Vendor);
      next = page.NextPage;
      const { VendorCode, AddressCode } = seen.at(-1) ?? assert.fail();
      await ana.send('DELETE', `${VENDORS}?vendorCode=${VendorCode}&addressCode=${AddressCode}`);
    }
    const namesOf = (vendors: readonly Vendor[]): readonly string[] =>
      vendors.map((vendor) => `${vendor.VendorCode} ${vendor.AddressCode}`);
    assert.deepEqual(namesOf(seen), namesOf(before.Vendor));
  });

  it('get bank accounts, which are shown until they are closed', async () => {
    const bank = {
      VendorCode: 'LAKESIDE',
      AddressCode: 'LAKESIDE-01',
      NameOnAccount: 'Lakeside',
      AccountNumber: '0815',
      AccountType: 'CHCK',
      IsActive: 'Y',
    };
    const save = async (change: object): Promise<string | undefined> => {
      const answer = await ana.send('PUT', BANKS, { VendorBank: [{ ...bank, ...change }] });
      assert.equal(answer.status, 200, answer.text);
      await assertKeepsToDocument(answer, 'PUT', BANKS);
      return answer.json<{ VendorBank: Vendor[] }>().VendorBank[0]?.StatusList[0]?.Type;
    };
    assert.equal(await save({}), 'SUCCESS');
    assert.deepEqual(
      (await find('LAKESIDE'))[0]?.VendorBankList.map(({ AccountNumber }) => AccountNumber),
      ['0815'],
    );
    assert.equal(await save({ VendorCode: 'NONE' }), 'ERROR');
    assert.equal(await save({ AccountType: 'SAVE', CountryCode: 'DE' }), 'ERROR');
    assert.equal(await save({ IsActive: 'N' }), 'SUCCESS');
    assert.deepEqual((await find('LAKESIDE'))[0]?.VendorBankList, []);
    for (const VendorBank of [[], [{ ...bank, AccountType: 'GOLD' }], [{ ...bank, NameOnAccount: '' }]]) {
      assert.equal((await ana.send('PUT', BANKS, { VendorBank })).status, 400);
    }
  });

  it('are put into groups and taken out again', async () => {
    const path = `${GROUPS}?vendorCode=LT-2041&addressCode=PORTLAND`;
    const added = await ana.send('PUT', path, {
      VendorGroup: [{ Name: 'Northern offices' }, { Name: 'Field service' }],
    });
    await assertKeepsToDocument(added, 'PUT', GROUPS);
    const types = added.json<{ VendorGroup: Vendor[] }>().VendorGroup.map(({ StatusList }) => StatusList[0]?.Type);
    assert.deepEqual(types, ['WARNING', 'SUCCESS']);
    assert.deepEqual((await find('LT-2041'))[0]?.VendorGroupList, ['Northern offices', 'Field service']);
    const removed = await ana.send('DELETE', `${path}&groupName=Field%20service`);
    await assertKeepsToDocument(removed, 'DELETE', GROUPS);
    assert.deepEqual((await find('LT-2041'))[0]?.VendorGroupList, ['Northern offices']);
    assert.equal((await ana.send('DELETE', path)).status, 400);
    assert.equal((await ana.send('PUT', `${GROUPS}?vendorCode=X&addressCode=Y`, { VendorGroup: [] })).status, 400);
  });
});
