import { displayName } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerJson, answerObject, answerXml, prefersXml } from '../../protocol/answers.js';
import { parseDateTime } from '../../protocol/moments.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { cutStablePage } from '../../protocol/stablePaging.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { RankedBook } from '../rankedBook.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import type { Invoice } from './invoice.js';
import { mayRead } from './invoiceRoutes.js';
import { formatDecimal, formatMoment } from './invoiceView.js';

const PATH = '/api/v3.0/invoice/paymentrequestdigests';

/** Concur's own default; it names no maximum. */
const LIMIT = 1000;

/** The moments that lists are filtered by: `createDateAfter` and `createDateBefore`, and so on. */
const MOMENTS: Readonly<Record<string, (invoice: Invoice) => Date | undefined>> = {
  createDate: ({ createdAt }) => createdAt,
  userDefinedDate: ({ fields }) => (fields.InvoiceDate === undefined ? undefined : parseDateTime(fields.InvoiceDate)),
  submitDate: ({ submittedAt }) => submittedAt,
  paidDate: ({ paidAt }) => paidAt,
  lastModifiedDate: ({ modifiedAt }) => modifiedAt,
  extractedDate: ({ extractedAt }) => extractedAt,
};

/** Invoice Digests v3 (/api-reference/invoice/v3.payment-request-digest.html): key figures of the invoices. */
export function registerDigests(
  app: SandboxApp,
  context: SandboxContext,
  books: { readonly invoices: RankedBook<Invoice>; readonly vendors: VendorBook },
): void {
  const { company, url } = context;
  const { invoices, vendors } = books;
  const allowed = context.allow('INVPMT');
  const vendorOf = ({ vendor }: Invoice) => vendors.findByCodes(vendor.vendorCode, vendor.addressCode);

  const view = (invoice: Invoice): WireRecord => {
    const { id, fields } = invoice;
    const vendor = vendorOf(invoice);
    const owner = invoice.owner === undefined ? undefined : company.findPerson(invoice.owner);
    return {
      ID: id,
      URI: `${url}${PATH}/${id}`,
      PaymentRequestId: id,
      PaymentRequestUri: `${url}/api/v3.0/invoice/paymentrequest/${id}`,
      ApprovalStatusCode: invoice.approvalStatus,
      PaymentStatusCode: invoice.paymentStatus,
      VendorCode: invoice.vendor.vendorCode,
      VendorName: vendor?.fields.VendorName ?? null,
      InvoiceNumber: fields.InvoiceNumber ?? null,
      PurchaseOrderNumber: fields.PurchaseOrderNumber ?? null,
      Total: formatDecimal(Number(fields.InvoiceAmount ?? 0)),
      CurrencyCode: fields.CurrencyCode ?? null,
      CreateDate: formatMoment(invoice.createdAt),
      UserDefinedDate: formatMoment(MOMENTS.userDefinedDate?.(invoice)),
      LastModifiedDate: formatMoment(invoice.modifiedAt),
      ExtractedDate: formatMoment(invoice.extractedAt),
      PaidDate: formatMoment(invoice.paidAt),
      PaymentMethod: vendor?.fields.PaymentMethodType ?? null,
      OwnerLoginID: invoice.owner ?? null,
      OwnerName: owner ? displayName(owner) : null,
      IsDeleted: 'false',
    };
  };

  app.get(PATH, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    const fits = readFilter(query, (invoice) => vendorOf(invoice)?.fields.PaymentMethodType);
    const found = invoices.all.filter((invoice) => mayRead(call.get('caller'), invoice) && fits(invoice));
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: url,
      itemsAfter: (place) => found.filter((invoice) => invoices.rankOf(invoice) > (place?.[0] ?? 0)),
      placeOf: (invoice) => [invoices.rankOf(invoice)],
      defaultLimit: LIMIT,
      maxLimit: LIMIT,
    });
    return answerDigests(call, items.map(view), nextPage, found.length);
  });

  app.get(`${PATH}/:id`, allowed, (call) => {
    const id = call.req.param('id') ?? '';
    const invoice = invoices.find(id.toUpperCase());
    if (invoice && mayRead(call.get('caller'), invoice)) {
      return answerObject(call, 'PaymentRequestDigest', view(invoice));
    }
    throw new Refusal(404, `There is no invoice ${id}, or it is not yours.`);
  });
}

function answerDigests(
  call: SandboxCall,
  digests: readonly WireRecord[],
  nextPage: string | null,
  totalCount: number,
): Response {
  const body = { PaymentRequestDigest: digests, NextPage: nextPage, TotalCount: totalCount };
  return prefersXml(call) ? answerXml(call, 'PaymentRequestDigests', body) : answerJson(call, body);
}

/** @throws {Refusal} 400 when a filter is no date */
function readFilter(
  query: Query,
  payMethodOf: (invoice: Invoice) => string | undefined,
): (invoice: Invoice) => boolean {
  const texts: readonly (readonly [string | undefined, (invoice: Invoice) => string | undefined])[] = [
    [query.text('approvalStatus'), ({ approvalStatus }) => approvalStatus],
    [query.text('paymentStatus'), ({ paymentStatus }) => paymentStatus],
    [query.text('vendorInvoiceNumber'), ({ fields }) => fields.InvoiceNumber],
    [query.text('payMethodType'), payMethodOf],
  ];
  const ranges = Object.entries(MOMENTS).map(
    ([name, momentOf]) => [query.moment(`${name}After`), query.moment(`${name}Before`), momentOf] as const,
  );
  return (invoice) =>
    texts.every(
      ([wanted, textOf]) => wanted === undefined || textOf(invoice)?.toLowerCase() === wanted.toLowerCase(),
    ) &&
    ranges.every(([after, before, momentOf]) => {
      if (!after && !before) return true;
      const moment = momentOf(invoice);
      return moment !== undefined && (!after || moment > after) && (!before || moment < before);
    });
}
