import { createHash } from 'node:crypto';
import { entryForm, type Form, type FormField, reportForm } from '../../company/forms.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import type { WireRecord } from '../../protocol/xml.js';
import { isWithOwner } from '../statuses.js';
import type { ReportAccess } from './reportAccess.js';

const REPORT = '/expensereports/v4/reports/:reportId';

/** Control and data type of each type of field. */
const CONTROLS: Readonly<Record<FormField['type'], readonly [string, string]>> = {
  text: ['Edit', 'String'],
  comment: ['TextArea', 'String'],
  date: ['Date', 'Date'],
  amount: ['Edit', 'Amount'],
  flag: ['CheckBox', 'Boolean'],
  list: ['List', 'List'],
};

/** Form fields in Expense v4; a submitted report shows them for reading only. */
export function registerFormFieldsV4(app: SandboxApp, context: SandboxContext, access: ReportAccess): void {
  const reads = context.allow('expense.report.read', 'expense.report.readwrite');

  app.get(`${REPORT}/formFields`, reads, (call) => {
    const { report } = access.asSystem(call, 'any');
    return answerJson(call, viewForm(reportForm, isWithOwner(report.approvalStatus)));
  });

  app.get(`${REPORT}/expenses/:expenseId/formFields`, reads, (call) => {
    const { report } = access.asSystem(call, 'any');
    access.expense(call, report);
    return answerJson(call, viewForm(entryForm, isWithOwner(report.approvalStatus)));
  });
}

function viewForm(form: Form, isOpen: boolean): readonly WireRecord[] {
  return form.fields.map((field, index) => {
    const [controlType, dataType] = CONTROLS[field.type];
    return {
      parentFieldId: null,
      controlType,
      dataType,
      defaultValue: null,
      fieldAccess: isOpen && !field.isReadOnly ? 'RW' : 'RO',
      fieldId: field.id,
      formFieldId: idOf(form.id, field.id),
      fieldName: field.label,
      fieldSequence: index + 1,
      hasLineSeparator: false,
      isCopyDownSource: false,
      listId: field.type === 'list' ? idOf('list', field.id) : null,
      listLevel: field.type === 'list' ? 1 : null,
      isExternalList: false,
      maximumLength: field.maxLength ?? null,
      isRequired: field.isRequired,
      tooltip: null,
      validationExpression: null,
      validationMessage: null,
      itemizationCopyDownAction: 'None',
      requiredForAutoSave: field.isRequired,
      referenceLink: null,
      targetFieldSettings: null,
    };
  });
}

function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('/')).digest('hex').slice(0, 32).toUpperCase();
}
