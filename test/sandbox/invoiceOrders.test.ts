import assert from 'node:assert/strict';
import { assertKeepsToDocument } from './operationContract.js';
import { openSandbox, type Session } from './session.js';

const ORDERS = '/api/v3.0/invoice/purchaseorders';
const RECEIPTS = '/api/v3.0/invoice/purchaseorderreceipts';

const address = {
  ExternalID: 'BILL',
  Address1: '12 Elm Street',
  City: 'Springfield',
  StateProvince: 'IL',
  PostalCode: '62701',
  CountryCode: 'US',
};
const line = {
  LineNumber: '1',
  ExternalID: 'L1',
  Description: 'Lamp',
  ExpenseType: 'Office Furniture',
  Quantity: 2,
  UnitPrice: '30',
  PurchaseOrderReceiptType: 'WQTY',
};
const share = { Amount: '60', GrossAmount: '60', Percentage: '100' };
const lamps = {
  PurchaseOrderNumber: 'PO-1',
  Name: 'Lamps',
  PolicyExternalID: 'PO',
  CurrencyCode: 'USD',
  OrderDate: '2026-05-20T09:00:00.000Z',
  VendorCode: 'LAKESIDE',
  VendorAddressCode: 'LAKESIDE-01',
  BillToAddress: address,
  ShipToAddress: address,
  LineItem: [{ ...line, Allocation: [share] }],
};
const goods = {
  PurchaseOrderNumber: 'PO-1',
  LineItemExternalID: 'L1',
  GoodsReceiptNumber: 'GR-1',
  ReceivedDate: '2026-05-20',
  ReceivedQuantity: '1',
  Version: '2.0',
};

describe('Purchase orders in the sandbox', () => {
  let ana: Session;
  beforeEach(async () => {
    ana = await (await openSandbox()).signIn();
    assert.equal(await write('POST', ORDERS, lamps), null);
  });
  afterEach(() => ana.sandbox.close());

  /** @returns the code of the failure, null for success */
  async function write(method: string, path: string, body?: object): Promise<string | null> {
    const answer = await ana.send(method, path, body);
    assert.equal(answer.status, 200, answer.text);
    await assertKeepsToDocument(answer, method, path);
    const { Status, ErrorCode } = answer.json<{ Status: string; ErrorCode: string | null }>();
    assert.equal(Status, ErrorCode === null ? 'SUCCESS' : 'FAILURE');
    return ErrorCode;
  }
  async function receipts(query: string): Promise<readonly { readonly ReceivedQuantity: string }[]> {
    const answer = await ana.get(`${RECEIPTS}?${query}`);
    await assertKeepsToDocument(answer, 'GET', RECEIPTS);
    return answer.json<{ Items: { ReceivedQuantity: string }[] }>().Items;
  }

  it('are created, read by their number and closed', async () => {
    const answer = await ana.get(`${ORDERS}/po-1`);
    await assertKeepsToDocument(answer, 'GET', `${ORDERS}/PO-1`);
    assert.equal(answer.json().OrderDate, '2026-05-20 09:00:00.0');
    assert.equal(await write('PUT', ORDERS, { ...lamps, Status: 'Closed', IsChangeOrder: 'true' }), null);
    const { Status, IsChangeOrder } = (await ana.get(`${ORDERS}/PO-1`)).json();
    assert.deepEqual([Status, IsChangeOrder], ['Closed', true]);
    assert.equal((await ana.get(`${ORDERS}/PO-2`)).status, 404);
  });

  for (const [code, what, changes] of [
    ['1000', 'no number', { PurchaseOrderNumber: undefined }],
    ['1000', 'a number that is taken', { PurchaseOrderNumber: 'po-1' }],
    ['2000', 'an unknown vendor', { VendorCode: 'NONE' }],
    ['3000', 'a currency in words', { CurrencyCode: 'Dollar' }],
    ['4000', 'an unknown policy', { PolicyExternalID: 'NONE' }],
    ['4001', 'a policy for invoices', { PolicyExternalID: 'INVOICE' }],
    ['5000', 'no lines', { LineItem: [] }],
    ['5001', 'an account beside an expense type', { LineItem: [{ ...line, AccountCode: '1' }] }],
    ['5001', 'neither account nor expense type', { LineItem: [{ ...line, ExpenseType: '' }] }],
    ['5004', 'tax of another sign', { LineItem: [{ ...line, Tax: '-1' }] }],
    ['5501', 'shares above the line', { LineItem: [{ ...line, Allocation: [share, share] }] }],
    ['5502', 'a share of another sign', { LineItem: [{ ...line, Allocation: [{ ...share, Amount: '-1' }] }] }],
    ['5503', 'a share of zero', { LineItem: [{ ...line, Allocation: [{ ...share, Amount: 0 }] }] }],
    ['5600', 'a line id twice', { LineItem: [line, line] }],
    ['6000', 'no ship-to address', { ShipToAddress: null }],
    ['6001', 'no city to bill to', { BillToAddress: { ...address, City: '' } }],
    ['8000', 'no name', { Name: ' ' }],
    ['8000', 'no quantity', { LineItem: [{ ...line, Quantity: null }] }],
    ['8002', 'a price in words', { LineItem: [{ ...line, UnitPrice: 'ten' }] }],
    ['8002', 'a date that is none', { OrderDate: 'today' }],
    ['8005', 'a country in words', { BillToAddress: { ...address, CountryCode: 'Peru' } }],
    ['9999', 'an object for a text', { Name: { first: 'x' } }],
  ] as const) {
    it(`fail with ${code} for ${what}`, async () => {
      assert.equal(await write('POST', ORDERS, { ...lamps, PurchaseOrderNumber: 'PO-3', ...changes }), code);
    });
  }

  it('change neither when they are not there nor in their policy', async () => {
    assert.equal(await write('PUT', ORDERS, { ...lamps, PurchaseOrderNumber: 'PO-4' }), '1000');
    assert.equal(await write('PUT', ORDERS, { ...lamps, PolicyExternalID: 'USPO' }), '4002');
  });

  it('get receipts, which are corrected, listed and deleted', async () => {
    assert.equal(await write('POST', RECEIPTS, goods), null);
    assert.equal(await write('PUT', RECEIPTS, { ...goods, ReceivedQuantity: '2' }), null);
    assert.deepEqual(
      (await receipts('goodsReceiptNumber=gr-1')).map(({ ReceivedQuantity }) => ReceivedQuantity),
      ['2'],
    );
    assert.equal(await write('POST', RECEIPTS, { ...goods, GoodsReceiptNumber: 'GR-2' }), null);
    assert.equal((await receipts('purchaseOrderNumber=PO-1')).length, 2);
    assert.equal(await write('DELETE', `${RECEIPTS}?purchaseOrderNumber=PO-1`), '1011');
    assert.equal(await write('DELETE', `${RECEIPTS}?goodsReceiptNumber=GR-2&purchaseOrderNumber=PO-1`), null);
    assert.equal((await receipts('purchaseOrderNumber=PO-1&lineItemExternalID=L1')).length, 1);
    assert.equal((await ana.get(`${RECEIPTS}?lineItemExternalID=L1`)).status, 400);
  });

  for (const [code, what, changes] of [
    ['1000', 'an unknown order', { PurchaseOrderNumber: 'NONE' }],
    ['1001', 'an unknown line', { LineItemExternalID: 'L9' }],
    ['1002', 'an IsReceived that is neither', { IsReceived: 'maybe' }],
    ['1003', 'a quantity in words', { ReceivedQuantity: 'two' }],
    ['1004', 'a date in another form', { ReceivedDate: '20.05.2026' }],
    ['1004', 'no day of the calendar', { ReceivedDate: '2026-02-30' }],
    ['1005', 'a long unit', { UnitOfMeasureCode: 'x'.repeat(10) }],
    ['1006', 'no quantity', { ReceivedQuantity: undefined }],
    ['10010', 'no number', { GoodsReceiptNumber: undefined }],
  ] as const) {
    it(`refuse a receipt with ${code} for ${what}`, async () => {
      assert.equal(await write('POST', RECEIPTS, { ...goods, ...changes }), code);
    });
  }

  it('are there with invoices, vendors and receipts when the sandbox starts from a saved one', async () => {
    await write('POST', RECEIPTS, goods);
    const again = await (await openSandbox({ saved: JSON.parse(JSON.stringify(ana.sandbox.save())) })).signIn();
    for (const path of [
      `${ORDERS}/PO-1`,
      `${RECEIPTS}?purchaseOrderNumber=PO-1`,
      '/api/v3.0/invoice/paymentrequest/7D41A9E05C3B4F82B6E1',
      '/api/v3.0/invoice/paymentrequestdigests',
      '/api/v3.1/invoice/vendors?vendorCode=LT-2041',
    ]) {
      const withoutPort = ({ text }: { readonly text: string }): string => text.replace(/127\.0\.0\.1:\d+/g, 'here');
      assert.equal(withoutPort(await again.get(path)), withoutPort(await ana.get(path)), path);
    }
    await again.sandbox.close();
  });
});
