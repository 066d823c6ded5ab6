import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson, answerXml, prefersXml } from '../../protocol/answers.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { parseDateTime } from '../../protocol/moments.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { RankedBook } from '../rankedBook.js';
import { readTexts, type TextRecord, writeOver } from '../textRecord.js';
import { countsGoods, type GoodsReceipt, type Order, RECEIPT_FIELDS } from './order.js';
import { answerOutcome, OrderFailure } from './orderFailure.js';
import { findOrder } from './orderRoutes.js';

const PATH = '/api/v3.0/invoice/purchaseorderreceipts';
const MAX_RECEIPTS = 2000;

/** Query parameters and the fields that they find receipts by. */
const NUMBERS = [
  ['goodsReceiptNumber', 'GoodsReceiptNumber'],
  ['purchaseOrderNumber', 'PurchaseOrderNumber'],
  ['lineItemExternalID', 'LineItemExternalID'],
] as const;

/** Purchase Order Receipts v3: goods that came in for the lines of orders. */
export function registerOrderReceipts(
  app: SandboxApp,
  context: SandboxContext,
  { orders, receipts }: { readonly orders: RankedBook<Order>; readonly receipts: RankedBook<GoodsReceipt> },
): void {
  const allowed = context.allow('INVPO');

  const search = (query: Query): readonly GoodsReceipt[] => {
    if (query.text('goodsReceiptNumber') === undefined && query.text('purchaseOrderNumber') === undefined) {
      throw new Refusal(400, 'goodsReceiptNumber or purchaseOrderNumber is required.');
    }
    return receipts.all.filter(({ fields }) =>
      NUMBERS.every(([parameter, field]) => {
        const wanted = query.text(parameter)?.toLowerCase();
        return wanted === undefined || fields[field]?.toLowerCase() === wanted;
      }),
    );
  };

  app.get(PATH, allowed, (call) => {
    const found = search(new Query(new URL(call.req.url).searchParams));
    const items = found.slice(0, MAX_RECEIPTS).map((receipt) => view(receipt, context.url));
    const info = found.length > MAX_RECEIPTS ? `Only the first ${MAX_RECEIPTS} receipts are shown.` : null;
    const rest = { NextPage: null, TotalCount: found.length, Info: info };
    if (!prefersXml(call)) return answerJson(call, { Items: items, ...rest });
    return answerXml(call, 'PurchaseOrderReceipts', { Items: { PurchaseOrderReceipt: items }, ...rest });
  });

  for (const [method, isNew] of [
    ['POST', true],
    ['PUT', false],
  ] as const) {
    app.on(method, PATH, allowed, async (call) => {
      const body = await readObjectBody(call, 'PurchaseOrderReceipt');
      const [number, lineId] = [textOf(body.PurchaseOrderNumber), textOf(body.LineItemExternalID)];
      return answerOutcome(call, 'PurchaseOrderReceiptResult', { number, lineId }, () => {
        const fields = writeOver({}, readTexts(body, RECEIPT_FIELDS));
        checkReceipt(fields, orders);
        const old = receipts.all.find((receipt) => isOfSameGoods(receipt.fields, fields));
        if (isNew && old)
          throw new OrderFailure('1011', 'The line has a receipt with this number.', 'GoodsReceiptNumber');
        if (!isNew && !old)
          throw new OrderFailure('1011', 'There is no such receipt to correct.', 'GoodsReceiptNumber');
        const id = old?.id ?? String(context.random.integer(1_000_000, 999_999_999));
        receipts.save({ id, fields: { ...old?.fields, ...fields } });
      });
    });
  }

  app.delete(PATH, allowed, (call) => {
    const found = search(new Query(new URL(call.req.url).searchParams));
    const [receipt] = found;
    const { PurchaseOrderNumber: number, LineItemExternalID: lineId } = receipt?.fields ?? {};
    return answerOutcome(call, 'PurchaseOrderReceiptResult', { number, lineId }, () => {
      if (!receipt) throw new OrderFailure('1011', 'No receipt fits.', null, null);
      if (found.length > 1) throw new OrderFailure('1011', `${found.length} receipts fit; tell more of the one.`);
      receipts.remove(receipt.id);
    });
  });
}

/** @throws {OrderFailure} with the documented code */
function checkReceipt(fields: TextRecord, orders: RankedBook<Order>): void {
  const { PurchaseOrderNumber = '', LineItemExternalID = '', ReceivedQuantity, ReceivedDate, IsReceived } = fields;
  const order = findOrder(orders, PurchaseOrderNumber);
  if (!order) throw new OrderFailure('1000', `There is no order ${PurchaseOrderNumber}.`, 'PurchaseOrderNumber');
  const line = order.lines.find((known) => known.fields.ExternalID === LineItemExternalID);
  if (!line) throw new OrderFailure('1001', `The order has no line ${LineItemExternalID}.`, 'LineItemExternalID');
  if (IsReceived !== undefined && !/^[YN]$/.test(IsReceived)) {
    throw new OrderFailure('1002', 'IsReceived has to be Y or N.', 'IsReceived');
  }
  if (ReceivedQuantity !== undefined && !/^-?\d{1,12}(\.\d{1,8})?$/.test(ReceivedQuantity)) {
    throw new OrderFailure('1003', 'ReceivedQuantity has to be a number.', 'ReceivedQuantity');
  }
  if (ReceivedDate !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(ReceivedDate.slice(0, 10))) {
    throw new OrderFailure('1004', 'ReceivedDate has to look like 2030-01-31.', 'ReceivedDate');
  }
  if (ReceivedDate !== undefined && !parseDateTime(ReceivedDate)) {
    throw new OrderFailure('1004', 'ReceivedDate is no day of the calendar.', 'ReceivedDate');
  }
  if ((fields.UnitOfMeasureCode?.length ?? 0) > 9) {
    throw new OrderFailure('1005', 'UnitOfMeasureCode is longer than 9 characters.', 'UnitOfMeasureCode');
  }
  if (countsGoods(line) && ReceivedQuantity === undefined) {
    throw new OrderFailure('1006', 'ReceivedQuantity is required, for the line counts goods.', 'ReceivedQuantity');
  }
  if (fields.Version === '2.0' && !fields.GoodsReceiptNumber) {
    throw new OrderFailure('10010', 'GoodsReceiptNumber is required with Version 2.0.', 'GoodsReceiptNumber');
  }
}

function isOfSameGoods(left: TextRecord, right: TextRecord): boolean {
  return NUMBERS.every(([, field]) => left[field]?.toLowerCase() === right[field]?.toLowerCase());
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function view({ id, fields }: GoodsReceipt, url: string): WireRecord {
  const { PurchaseOrderNumber = '', LineItemExternalID = '', GoodsReceiptNumber = '' } = fields;
  const query = new URLSearchParams({
    purchaseOrderNumber: PurchaseOrderNumber,
    lineItemExternalID: LineItemExternalID,
    goodsReceiptNumber: GoodsReceiptNumber,
  });
  return { ID: id, URI: `${url}${PATH}?${query}`, ...fields, Deleted: 'false' };
}
