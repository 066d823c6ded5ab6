import { places } from '../company/places.js';
import type { SandboxApp, SandboxContext } from '../context.js';
import { registerDigests } from './invoices/digestRoutes.js';
import { type Invoice, invoiceSchema } from './invoices/invoice.js';
import { registerInvoices } from './invoices/invoiceRoutes.js';
import { seedInvoices } from './invoices/seedInvoices.js';
import { keptBook, RankedBook } from './rankedBook.js';
import { registerVendorBanks } from './vendors/bankRoutes.js';
import { registerVendorGroups } from './vendors/groupRoutes.js';
import { seedVendors } from './vendors/seedVendors.js';
import { vendorSchema } from './vendors/vendor.js';
import { VendorBook } from './vendors/vendorBook.js';
import { registerVendorVersions } from './vendors/vendorRoutes.js';

/** Concur Invoice: vendors, purchase orders with their receipts, purchase requests, and invoices. */
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
}
