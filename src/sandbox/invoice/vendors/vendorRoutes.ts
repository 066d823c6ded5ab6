import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { required } from '../../expense/wireFields.js';
import { answerJson, answerXml, prefersXml } from '../../protocol/answers.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { cutStablePage } from '../../protocol/stablePaging.js';
import type { WireRecord } from '../../protocol/xml.js';
import { readList } from '../textRecord.js';
import { type RecordStatus, viewStatus } from './recordStatus.js';
import { attempt, createVendor, REQUIRED_IN_31, updateVendor, VENDOR_KEYS } from './saveVendor.js';
import { VENDOR_FIELDS, type Vendor } from './vendor.js';
import type { VendorBook } from './vendorBook.js';
import { readFilter, readOrder } from './vendorList.js';
import { answerCollection, viewVendor } from './vendorView.js';

const NAMES = { plural: 'Vendors', singular: 'Vendor' };
type Body = Readonly<Record<string, unknown>>;

/** Vendors v3 (retired) and v3.1, which asks for country and currency as well. */
export function registerVendorVersions(app: SandboxApp, context: SandboxContext, book: VendorBook): void {
  registerVendors(app, context, book, { path: '/api/v3.0/invoice/vendors', keys: VENDOR_KEYS });
  registerVendors(app, context, book, { path: '/api/v3.1/invoice/vendors', keys: REQUIRED_IN_31 });
}

function registerVendors(
  app: SandboxApp,
  context: SandboxContext,
  book: VendorBook,
  { path, keys }: { readonly path: string; readonly keys: readonly string[] },
): void {
  const allowed = context.allow('INVVEN');
  const base = `${context.url}${path}`;

  app.get(path, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const order = readOrder(query);
    const found = book.all.filter(readFilter(query)).sort(order);
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: (place) => itemsAfter(found, order, book, place?.[0]),
      placeOf: (vendor) => [book.rankOf(vendor)],
      maxLimit: 1000,
    });
    const records = items.map((vendor) => viewVendor(vendor, base));
    return answerCollection(call, NAMES, records, { nextPage, totalCount: found.length });
  });

  const saveAll = async (call: SandboxCall, saveOne: (body: Body) => RecordStatus): Promise<Response> => {
    const bodies = readList('Vendor', (await readObjectBody(call, 'Vendors')).Vendor);
    const broken = findBroken(bodies, keys);
    if (broken !== undefined) return refuse(call, broken);
    const records = bodies.map((body, index) => {
      const status = attempt(() => saveOne(body));
      return { ...echo(body), StatusList: [viewStatus(status, index + 1)] };
    });
    return answerCollection(call, NAMES, records, { nextPage: null, totalCount: records.length });
  };

  app.post(path, allowed, (call) =>
    saveAll(call, (body) => createVendor(book, body, () => context.random.opaqueId('gWv', 24))),
  );
  app.put(path, allowed, (call) => saveAll(call, (body) => updateVendor(book, body)));

  app.delete(path, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const vendorCode = required('vendorCode', query.text('vendorCode'));
    const addressCode = required('addressCode', query.text('addressCode'));
    const vendor = book.findByCodes(vendorCode, addressCode);
    if (!vendor) return refuse(call, `There is no vendor ${vendorCode} with the address ${addressCode}.`);
    book.remove(vendor.id);
    const status = viewStatus({ type: 'SUCCESS', message: 'The vendor was deleted.' }, 1);
    const record = { ...vendor.fields, StatusList: [status] };
    return answerCollection(call, NAMES, [record], { nextPage: null, totalCount: 1 });
  });
}

/** Those behind the vendor with a rank; where it was deleted or its place is another, those that came after it. */
function itemsAfter(
  found: readonly Vendor[],
  order: (left: Vendor, right: Vendor) => number,
  book: VendorBook,
  rank: number | undefined,
): readonly Vendor[] {
  if (rank === undefined) return found;
  const last = book.byRank(rank);
  if (!last) throw new Refusal(400, 'offset is unknown; copy it from NextPage.');
  return found.filter((vendor) => {
    const side = order(vendor, last);
    return side > 0 || (side === 0 && book.rankOf(vendor) > rank);
  });
}

/** What makes the body as a whole unfit, in a sentence. */
function findBroken(bodies: readonly Body[], keys: readonly string[]): string | undefined {
  if (bodies.length === 0) return 'Vendor is missing; send one or more.';
  for (const [index, body] of bodies.entries()) {
    const missing = keys.find((key) => String(body[key] ?? '').trim() === '');
    if (missing !== undefined) return `${missing} of vendor ${index + 1} is missing.`;
  }
  return undefined;
}

/** A body as a whole is refused with a bare message (/api-reference/invoice/v3.1.vendor.html). */
function refuse(call: SandboxCall, message: string): Response {
  if (!prefersXml(call)) return answerJson(call, { Message: message }, 400);
  return answerXml(call, 'Error', { Message: message }, 400);
}

/** What tells the vendors of an answer apart, as it was sent. */
function echo(body: Body): WireRecord {
  return Object.fromEntries(
    ['VendorCode', 'VendorName', 'AddressCode', 'CountryCode', 'CurrencyCode'].flatMap((name) => {
      const text = String(body[name] ?? '').trim();
      return text === '' ? [] : [[name, text.slice(0, VENDOR_FIELDS.get(name))]];
    }),
  );
}
