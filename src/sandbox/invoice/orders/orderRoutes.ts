import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerObject } from '../../protocol/answers.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { parseDateTime } from '../../protocol/moments.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { formatDecimal, formatMoment } from '../invoices/invoiceView.js';
import type { RankedBook } from '../rankedBook.js';
import type { TextRecord } from '../textRecord.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import type { Order } from './order.js';
import { readOrder } from './orderBody.js';
import { answerOutcome, OrderFailure } from './orderFailure.js';

const PATH = '/api/v3.0/invoice/purchaseorders';
const DECIMALS = new Set([
  ...['Quantity', 'UnitPrice', 'Tax', 'Shipping', 'AmountWithoutVat', 'Amount', 'GrossAmount', 'Percentage'],
]);

/** Finds an order by its number, in any letter case. */
export function findOrder(orders: RankedBook<Order>, number: string): Order | undefined {
  return orders.all.find(({ id }) => id.toLowerCase() === number.toLowerCase());
}

/** Purchase Orders v3. */
export function registerOrders(
  app: SandboxApp,
  context: SandboxContext,
  { orders, vendors }: { readonly orders: RankedBook<Order>; readonly vendors: VendorBook },
): void {
  const allowed = context.allow('INVPO');

  app.get(`${PATH}/:id`, allowed, (call) => {
    const number = call.req.param('id') ?? '';
    const order = findOrder(orders, number);
    if (!order) throw new Refusal(404, `There is no purchase order ${number}.`);
    return answerObject(call, 'PurchaseOrder', view(order, context.url));
  });

  for (const [method, isNew] of [
    ['POST', true],
    ['PUT', false],
  ] as const) {
    app.on(method, PATH, allowed, async (call) => {
      const body = await readObjectBody(call, 'PurchaseOrder');
      const number = String(body.PurchaseOrderNumber ?? '').trim();
      return answerOutcome(call, 'PurchaseOrderResult', { number }, () => {
        const old = findOrder(orders, number);
        if (isNew && old)
          throw new OrderFailure('1000', `The order ${number} is there already.`, 'Header.PurchaseOrderNumber');
        if (!isNew && !old)
          throw new OrderFailure('1000', `There is no order ${number}.`, 'Header.PurchaseOrderNumber');
        orders.save(readOrder(body, vendors, context.now(), old));
      });
    });
  }
}

function view({ id, fields, isChangeOrder, billTo, shipTo, lines }: Order, url: string): WireRecord {
  return {
    ID: id,
    URI: `${url}${PATH}/${encodeURIComponent(id)}`,
    ...writeFields(fields),
    IsChangeOrder: isChangeOrder,
    BillToAddress: billTo,
    ShipToAddress: shipTo,
    LineItem: lines.map((line) => ({ ...writeFields(line.fields), Allocation: line.allocations.map(writeFields) })),
  };
}

function writeFields(fields: TextRecord): TextRecord {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (DECIMALS.has(name)) return [name, formatDecimal(Number(value))];
      const day = name.endsWith('Date') ? parseDateTime(value) : undefined;
      return [name, formatMoment(day) ?? value];
    }),
  );
}
