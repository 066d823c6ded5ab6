import type { Person } from '../../company/people.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { required, wrongField } from '../../expense/wireFields.js';
import { type Caller, isAdministrator, loginOf } from '../../identity/caller.js';
import { answerObject } from '../../protocol/answers.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { RankedBook } from '../rankedBook.js';
import { readList, writeOver } from '../textRecord.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import type { Invoice, InvoiceLine } from './invoice.js';
import { readHeader, readLine, readVendor } from './invoiceBody.js';
import { viewInvoice } from './invoiceView.js';

const PATH = '/api/v3.0/invoice/paymentrequest';
type Body = Readonly<Record<string, unknown>>;

/** One of these leads to an owner or a policy (/api-reference/invoice/v3.payment-request.html). */
const LEADS = [
  ...['LedgerCode', 'EmployeeLoginId', 'EmployeeId', 'EmployeeEmailAddress'],
  ...['PurchaseOrderNumber', 'PurchaseOrderId', 'ExternalPolicyId'],
];

/** Whether a caller may see an invoice: its owner, and who manages the data of the whole company. */
export function mayRead(caller: Caller, invoice: Invoice): boolean {
  return isAdministrator(caller) || (invoice.owner !== undefined && invoice.owner === loginOf(caller));
}

/** Invoices v3, which its paths call payment requests. */
export function registerInvoices(
  app: SandboxApp,
  context: SandboxContext,
  books: { readonly invoices: RankedBook<Invoice>; readonly vendors: VendorBook },
): void {
  const { company, url, random } = context;
  const { invoices, vendors } = books;
  const allowed = context.allow('INVPMT');

  const find = (call: SandboxCall, id: string): Invoice => {
    const invoice = invoices.find(id.toUpperCase());
    if (invoice && mayRead(call.get('caller'), invoice)) return invoice;
    throw new Refusal(404, `There is no invoice ${id}, or it is not yours.`);
  };
  const answerPlace = (call: SandboxCall, { id }: Invoice): Response =>
    answerObject(call, 'Response', { ID: id, URI: `${url}${PATH}/${id}` });

  /** Login goes before employee id, and that before the e-mail address; without any of them nobody is meant. */
  const ownerIn = (body: Body): Person | undefined => {
    const [login, number, email] = ['EmployeeLoginId', 'EmployeeId', 'EmployeeEmailAddress'].map((name) =>
      String(body[name] ?? '').trim(),
    );
    if (!login && !number && !email) return undefined;
    const person =
      company.people.find((known) => known.login === login?.toLowerCase()) ??
      company.findEmployee(number ?? '') ??
      company.people.find(({ emails }) => emails.some(({ value }) => value.toLowerCase() === email?.toLowerCase()));
    if (person) return person;
    throw wrongField('EmployeeLoginId', 'fits no employee, nor do the id and the e-mail address beside it');
  };
  const requireRightTo = (caller: Caller, owner: Person | undefined): void => {
    if (isAdministrator(caller) || (owner !== undefined && owner.login === loginOf(caller))) return;
    throw new Refusal(403, 'Only a Web Services Administrator or a company token may make invoices for others.');
  };

  app.get(`${PATH}/:id`, allowed, (call) => {
    const invoice = find(call, call.req.param('id') ?? '');
    const vendor = vendors.findByCodes(invoice.vendor.vendorCode, invoice.vendor.addressCode);
    return answerObject(call, 'PaymentRequest', viewInvoice(invoice, vendor, company, url));
  });

  app.post(PATH, allowed, async (call) => {
    const body = await readObjectBody(call, 'PaymentRequest');
    const caller = call.get('caller');
    const fields = writeOver({ CurrencyCode: 'USD', DataSource: 'WS' }, readHeader(body));
    for (const name of ['Name', 'CountryCode', 'InvoiceAmount']) required(name, fields[name]);
    if (!LEADS.some((name) => String(body[name] ?? '').trim() !== '')) {
      throw new Refusal(400, `One of ${LEADS.join(', ')} is required.`);
    }
    const owner = ownerIn(body) ?? (caller.principal.kind === 'user' ? caller.principal.person : undefined);
    requireRightTo(caller, owner);
    const vendor = readVendor(body.VendorRemitToIdentifier, vendors);
    const lines = readList('LineItems', body.LineItems, 'LineItem').map((line) =>
      readLine(line, random.opaqueId('gWk', 27)),
    );
    const now = context.now();
    const invoice: Invoice = {
      id: random.hex(20),
      owner: owner?.login,
      createdBy: loginOf(caller),
      fields,
      vendor: { vendorCode: vendor.fields.VendorCode ?? '', addressCode: vendor.fields.AddressCode ?? '' },
      lines,
      approvalStatus: 'A_NOTF',
      paymentStatus: 'P_NOTP',
      createdAt: now,
      modifiedAt: now,
    };
    invoices.save(invoice);
    return answerPlace(call, invoice);
  });

  app.put(PATH, allowed, async (call) => {
    const body = await readObjectBody(call, 'PaymentRequest');
    const id = required('RequestID', typeof body.RequestID === 'string' ? body.RequestID.trim() : undefined);
    const old = find(call, id);
    if (old.paymentStatus === 'P_PAID') throw new Refusal(400, `The invoice ${id} is paid and stays as it is.`);
    const fields = writeOver(old.fields, readHeader(body));
    for (const name of ['Name', 'CountryCode', 'InvoiceAmount']) required(name, fields[name]);
    const owner = ownerIn(body);
    if (owner) requireRightTo(call.get('caller'), owner);
    const vendor = body.VendorRemitToIdentifier ? readVendor(body.VendorRemitToIdentifier, vendors) : undefined;
    const changes = readList('LineItems', body.LineItems, 'LineItem');
    const invoice: Invoice = {
      ...old,
      owner: owner?.login ?? old.owner,
      fields,
      ...(vendor
        ? { vendor: { vendorCode: vendor.fields.VendorCode ?? '', addressCode: vendor.fields.AddressCode ?? '' } }
        : {}),
      lines: changes.reduce<InvoiceLine[]>((lines, change) => changeLines(lines, change, random), old.lines),
      modifiedAt: context.now(),
    };
    invoices.save(invoice);
    return answerPlace(call, invoice);
  });
}

/** Does what one line of a body says: adds it, changes the one that it names, or takes that away. */
function changeLines(lines: InvoiceLine[], body: Body, random: SandboxContext['random']): InvoiceLine[] {
  const id = String(body.LineItemID ?? body.LineItemId ?? '');
  const action = String(body.Action ?? (id === '' ? 'INSERT' : 'UPDATE')).toUpperCase();
  if (action === 'INSERT') return [...lines, readLine(body, random.opaqueId('gWk', 27))];
  if (action !== 'UPDATE' && action !== 'DELETE') throw wrongField('Action', 'has to be INSERT, UPDATE or DELETE');
  if (!lines.some((line) => line.id === id)) throw wrongField('LineItemID', 'is no line of the invoice');
  if (action === 'DELETE') return lines.filter((line) => line.id !== id);
  return lines.map((line) => (line.id === id ? readLine(body, id, line) : line));
}
