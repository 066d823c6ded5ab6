import type { Company } from '../../company/company.js';
import { roundMoney } from '../../company/money.js';
import type { SeededRandom } from '../../company/seededRandom.js';
import { dayAfter } from '../../protocol/moments.js';
import type { RankedBook } from '../rankedBook.js';
import type { VendorBook } from '../vendors/vendorBook.js';
import type { Invoice, InvoiceLine } from './invoice.js';

/** The invoice of the samples of the catalogue, and its line. */
const SAMPLE = '7D41A9E05C3B4F82B6E1';
const SAMPLE_LINE = 'gWk4$rT7mPx2LqV9bZn3sJ6hC8w';

const GOODS: readonly (readonly [string, string, number])[] = [
  ['Standing desk', '01104', 600],
  ['Copy paper', '01101', 24.5],
  ['Courier service', '01117', 38],
  ['Calibration of gauges', '01112', 420],
];

/** Half a year of invoices in all states, the oldest of them paid; the sample waits for its approval. */
export function seedInvoices(
  invoices: RankedBook<Invoice>,
  vendors: VendorBook,
  { people }: Company,
  random: SeededRandom,
  now: Date,
): void {
  const senders = vendors.all;
  for (let index = 0; index < 60; index++) {
    const vendor = index === 59 ? vendors.findByCodes('LAKESIDE', 'LAKESIDE-01') : senders[index % senders.length];
    const owner = people[index === 59 ? 0 : index % 20];
    if (!vendor || !owner) continue;
    const { CurrencyCode = 'USD', CountryCode = 'US', VendorCode = '', AddressCode = '' } = vendor.fields;
    const createdAt = dayAfter(now, 3 * (index - 60));
    const lines = inventLines(index, CurrencyCode, random);
    const total = lines.reduce((sum, { fields }) => sum + Number(fields.TotalPrice), 0);
    const tax = roundMoney(total * 0.07, CurrencyCode);
    const stage = stageOf(index);
    const after = (days: number): Date => dayAfter(createdAt, days);
    invoices.save({
      id: index === 59 ? SAMPLE : random.hex(20),
      owner: owner.login,
      createdBy: owner.login,
      fields: {
        Name: `${lines[0]?.fields.Description ?? 'Goods'}, ${createdAt.toISOString().slice(0, 7)}`,
        InvoiceNumber: index === 59 ? 'LT-20417' : `${VendorCode}-${20_400 + index}`,
        InvoiceDate: after(-2).toISOString().slice(0, 10),
        InvoiceReceivedDate: createdAt.toISOString().slice(0, 10),
        PaymentDueDate: after(30).toISOString().slice(0, 10),
        PaymentTermsDays: '30',
        CountryCode,
        CurrencyCode,
        InvoiceAmount: String(roundMoney(total + tax, CurrencyCode)),
        TaxAmount: String(tax),
        ShippingAmount: '0',
        LedgerCode: 'DEFAULT',
        DataSource: 'WS',
        ExternalPolicyId: 'PO',
        ...(index === 59 ? { PurchaseOrderNumber: 'PO-20388' } : {}),
      },
      vendor: { vendorCode: VendorCode, addressCode: AddressCode },
      lines,
      approvalStatus: stage === 0 ? 'A_NOTF' : stage === 1 ? 'A_PEND' : 'A_APPR',
      paymentStatus: stage === 4 ? 'P_PAID' : stage === 3 ? 'P_PROC' : 'P_NOTP',
      createdAt,
      modifiedAt: after(stage),
      ...(stage > 0 ? { submittedAt: after(1) } : {}),
      ...(stage > 1 ? { approvedAt: after(2) } : {}),
      ...(stage > 2 ? { extractedAt: after(3) } : {}),
      ...(stage > 3 ? { paidAt: after(4) } : {}),
    });
  }
}

/** How far an invoice has come: 0 not submitted, 1 submitted, 2 approved, 3 extracted, 4 paid. */
function stageOf(index: number): number {
  if (index === 59) return 1;
  return index < 40 ? 4 : index % 4;
}

function inventLines(index: number, currency: string, random: SeededRandom): InvoiceLine[] {
  const count = index === 59 ? 1 : random.integer(1, 3);
  return Array.from({ length: count }, (_, nth) => {
    const [Description, ExpenseTypeCode, price] = GOODS[(index + nth + (index === 59 ? 1 : 0)) % GOODS.length] ?? [
      '',
      '',
      0,
    ];
    const quantity = random.integer(1, 6);
    const unitPrice = roundMoney(price, currency);
    return {
      id: index === 59 ? SAMPLE_LINE : random.opaqueId('gWk', 27),
      fields: {
        Description,
        ExpenseTypeCode,
        Quantity: String(quantity),
        UnitOfMeasure: 'EA',
        UnitPrice: String(unitPrice),
        TotalPrice: String(roundMoney(quantity * unitPrice, currency)),
      },
      allocations: [
        { Percentage: '60', Custom1: 'SALES' },
        { Percentage: '40', Custom1: 'FIN' },
      ],
    };
  });
}
