import { places } from '../company/places.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { registerDigests } from './invoices/digestRoutes.js';
import { type Invoice, invoiceSchema } from './invoices/invoice.js';
import { registerInvoices } from './invoices/invoiceRoutes.js';
import { seedInvoices } from './invoices/seedInvoices.js';
import { type GoodsReceipt, type Order, orderSchema, receiptSchema } from './orders/order.js';
import { registerOrders } from './orders/orderRoutes.js';
import { registerOrderReceipts } from './orders/receiptRoutes.js';
import { seedOrders } from './orders/seedOrders.js';
import { keptBook, RankedBook } from './rankedBook.js';
import { registerVendorBanks } from './vendors/bankRoutes.js';
import { registerVendorGroups } from './vendors/groupRoutes.js';
import { seedVendors } from './vendors/seedVendors.js';
import { vendorSchema } from './vendors/vendor.js';
import { VendorBook } from './vendors/vendorBook.js';
import { registerVendorVersions } from './vendors/vendorRoutes.js';

/** Concur Invoice: vendors, invoices, purchase orders and the receipts of their goods. */
export function registerInvoice(app: SandboxApp, context: SandboxContext): void {
  const { state } = context;
  const random = context.random.fork('invoice');
  const vendors = new VendorBook();
  seedVendors(vendors, [...places.values()], random);
  state.keep('vendors', keptBook(vendors, vendorSchema));
  registerVendorVersions(app, context, vendors);
  registerVendorGroups(app, context, vendors);
  registerVendorBanks(app, context, vendors);

  const invoices = new RankedBook<Invoice>();
  seedInvoices(invoices, vendors, context.company, random.fork('invoices'), context.now());
  state.keep('invoices', keptBook(invoices, invoiceSchema));
  registerInvoices(app, context, { invoices, vendors });
  registerDigests(app, context, { invoices, vendors });

  const orders = new RankedBook<Order>();
  const receipts = new RankedBook<GoodsReceipt>();
  seedOrders({ orders, receipts }, vendors, context.now());
  state.keep('purchaseOrders', keptBook(orders, orderSchema));
  state.keep('purchaseOrderReceipts', keptBook(receipts, receiptSchema));
  registerOrders(app, context, { orders, vendors });
  registerOrderReceipts(app, context, { orders, receipts });
}
