import * as z from 'zod/mini';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';
import { REPORT_CUSTOM_FIELDS } from '../customFields.js';
import { type Entry, postedAmount, type Tax } from '../entry.js';
import type { Report } from '../report.js';
import { TAX_FORM_ID } from '../taxes.js';
import { amount, readFields, text } from '../wireFields.js';
import { customDataBody, viewCustomData, writeCustomData } from './customData.js';
import type { ReportAccess } from './reportAccess.js';

const EXPENSE = '/expensereports/v4/reports/:reportId/expenses/:expenseId';

const taxBody = z.object({
  taxTransactionAmount: amount,
  reclaimTransactionAmount: amount,
  taxCode: text(20),
  reclaimCode: text(20),
  customData: customDataBody,
});

/** Taxes of expenses in Expense v4 (/api-reference/expense/expense-report/v4.expense-tax.html). */
export function registerTaxesV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const reads = context.allow('expense.report.read', 'expense.report.readwrite', 'expense.report.tax.readwrite');
  const writes = context.allow('expense.report.tax.readwrite');

  app.get(`${EXPENSE}/taxes`, reads, (call) => {
    const { report } = access.asSystem(call, 'company');
    const { entry } = access.expense(call, report);
    return answerJson(call, { expenseTaxes: entry.taxes.map((tax) => viewTax(tax, entry, report, context.url)) });
  });

  app.patch(`${EXPENSE}/tax/:taxAuthorityId`, writes, async (call) => {
    const given = readFields(taxBody, await readJsonBody(call));
    const { report } = access.asSystem(call, 'company');
    const { entry } = access.expense(call, report);
    const id = call.req.param('taxAuthorityId')?.toUpperCase();
    const tax = entry.taxes.find(({ authorityId }) => authorityId === id);
    if (!tax) throw new Refusal(404, `The expense has no tax of the authority ${id}.`);
    if (report.approvalStatus !== 'A_EXTV') {
      throw new Refusal(400, `Taxes change while a report waits for external validation; ${report.id} does not.`);
    }
    const changed: Tax = {
      ...tax,
      amount: given.taxTransactionAmount ?? tax.amount,
      reclaimAmount: given.reclaimTransactionAmount ?? tax.reclaimAmount,
      code: given.taxCode ?? tax.code,
      reclaimCode: given.reclaimCode ?? tax.reclaimCode,
      fields: writeCustomData(tax.fields, given.customData, REPORT_CUSTOM_FIELDS),
    };
    const taxes = entry.taxes.map((one) => (one === tax ? changed : one));
    context.books.reports.saveEntry({ ...entry, taxes, modifiedAt: context.now() });
    return call.body(null, 204);
  });
}

function viewTax(tax: Tax, entry: Entry, { currency }: Report, baseUrl: string): WireRecord {
  return {
    taxAuthorityId: tax.authorityId,
    taxAuthorityName: tax.authorityName,
    taxLabel: tax.label,
    taxFormId: TAX_FORM_ID,
    taxCode: tax.code,
    taxTransactionAmount: tax.amount,
    taxPostedAmount: postedAmount(entry, currency, tax.amount),
    reclaimCode: tax.reclaimCode,
    reclaimTransactionAmount: tax.reclaimAmount,
    taxReclaimPostedAmount: postedAmount(entry, currency, tax.reclaimAmount),
    taxRateTypeId: null,
    taxRateTypeName: null,
    taxReclaimConfigurationId: null,
    customData: viewCustomData(tax.fields, baseUrl),
  };
}
