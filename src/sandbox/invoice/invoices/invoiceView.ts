import type { Company } from '../../company/company.js';
import { displayName } from '../../company/people.js';
import { parseDateTime } from '../../protocol/moments.js';
import type { WireRecord } from '../../protocol/xml.js';
import type { TextRecord } from '../textRecord.js';
import type { Vendor } from '../vendors/vendor.js';
import { DAYS, DECIMALS, type Invoice, type InvoiceLine } from './invoice.js';

/** `yyyy-MM-dd HH:mm:ss.f`, as Concur Invoice writes moments. */
export function formatMoment(moment: Date | undefined): string | null {
  return moment ? `${moment.toISOString().slice(0, 19).replace('T', ' ')}.0` : null;
}

/** Amounts go out as texts with eight decimals. */
export function formatDecimal(value: number): string {
  return value.toFixed(8);
}

/** Sum of the lines, and with shipping and tax. */
export function totalsOf({ fields, lines }: Invoice): { readonly lineItems: number; readonly calculated: number } {
  const lineItems = lines.reduce((sum, line) => sum + Number(line.fields.TotalPrice ?? 0), 0);
  const calculated = lineItems + Number(fields.ShippingAmount ?? 0) + Number(fields.TaxAmount ?? 0);
  return { lineItems, calculated };
}

/** An invoice with its lines. @param vendor undefined when it is gone */
export function viewInvoice(invoice: Invoice, vendor: Vendor | undefined, company: Company, url: string): WireRecord {
  const { fields, lines, owner } = invoice;
  const { CompanyBillToAddressCode: _bill, CompanyShipToAddressCode: _ship, PaymentAmount, ...shown } = fields;
  const { VendorShipFromAddressCode: _from, IsEmergencyCheckRun: _run, IsInvoiceConfirmed, ...header } = shown;
  const totals = totalsOf(invoice);
  const person = owner === undefined ? undefined : company.findPerson(owner);
  const isApproved = invoice.approvalStatus === 'A_APPR';
  return {
    ID: invoice.id,
    URI: `${url}/api/v3.0/invoice/paymentrequest/${invoice.id}`,
    EmployeeName: person ? displayName(person) : null,
    ...writeFields(header),
    CalculatedAmount: formatDecimal(totals.calculated),
    LineItemTotalAmount: formatDecimal(totals.lineItems),
    TotalApprovedAmount: isApproved ? formatDecimal(Number(fields.InvoiceAmount ?? 0)) : null,
    PaidAmount: PaymentAmount === undefined ? null : formatDecimal(Number(PaymentAmount)),
    PaymentMethod: vendor?.fields.PaymentMethodType ?? null,
    ApprovalStatus: invoice.approvalStatus,
    PaymentStatus: invoice.paymentStatus,
    CreatedByUsername: invoice.createdBy ?? null,
    UserCreationDate: formatMoment(invoice.createdAt),
    FirstSubmitDate: formatMoment(invoice.submittedAt),
    LastSubmitDate: formatMoment(invoice.submittedAt),
    FirstApprovalDate: formatMoment(invoice.approvedAt),
    WorkflowCompleteDate: formatMoment(invoice.approvedAt),
    ExtractDate: formatMoment(invoice.extractedAt),
    PaidDate: formatMoment(invoice.paidAt),
    DeletedDate: null,
    IsAssigned: String(owner !== undefined),
    IsInvoiceConfirmed: IsInvoiceConfirmed ?? 'false',
    IsPaymentRequestDeleted: 'false',
    IsPaymentRequestDuplicate: 'false',
    IsTestTransaction: 'false',
    SubmittedByDelegate: 'false',
    ...(vendor ? { VendorRemitAddress: addressOf(vendor) } : {}),
    LineItems: { LineItem: lines.map((line, index) => viewLine(line, index + 1, isApproved)) },
  };
}

function viewLine({ id, fields, allocations }: InvoiceLine, number: number, isApproved: boolean): WireRecord {
  const { ItemCode: _, ...shown } = fields;
  const total = formatDecimal(Number(fields.TotalPrice ?? 0));
  return {
    LineItemId: id,
    RequestLineItemNumber: String(number),
    ...writeFields(shown),
    RequestedLineItemAmount: total,
    ApprovedLineItemAmount: isApproved ? total : null,
    IsMatched: String(fields.PurchaseOrderNumber !== undefined),
    AllocationStatus: allocations.length > 0 ? 'Full' : 'None',
    Allocations: { Allocation: allocations.map(writeFields) },
  };
}

/** Answers call the org units by two digits. */
function writeFields(fields: TextRecord): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const shown = name.replace(/^OrgUnit(\d)$/, 'OrgUnit0$1');
      if (DECIMALS.has(name)) return [shown, formatDecimal(Number(value))];
      return [shown, DAYS.has(name) ? formatMoment(parseDateTime(value)) : value];
    }),
  );
}

function addressOf({ fields }: Vendor): WireRecord {
  const { VendorCode, AddressCode, VendorName, Address1, Address2, Address3, City, State, PostalCode, CountryCode } =
    fields;
  const all = {
    VendorCode,
    AddressCode,
    Name: VendorName,
    Address1,
    Address2,
    Address3,
    City,
    State,
    PostalCode,
    CountryCode,
  };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, value ?? null]));
}
