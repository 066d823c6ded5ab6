import { type FormField, formTypes } from '../../company/forms.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { answerXmlOrJson } from '../../protocol/answers.js';
import { Refusal } from '../../protocol/refusal.js';
import { NAMESPACE_2011, V1 } from '../v1/keys.js';

/** Control and data type of each type of field. */
const CONTROLS: Readonly<Record<FormField['type'], readonly [string, string]>> = {
  text: ['edit', 'VARCHAR'],
  comment: ['textarea', 'VARCHAR'],
  date: ['date_edit', 'TIMESTAMP'],
  amount: ['edit', 'MONEY'],
  flag: ['checkbox', 'BOOLEANCHAR'],
  list: ['picklist', 'LIST'],
};
const COLUMNS = 40;

/** Expense Forms and Expense Form Fields v1.1 (/api-reference/expense/expense-report/expense-form.html). */
export function registerForms(app: SandboxApp, context: SandboxContext): void {
  const allowed = context.allow('EXPRPT');

  app.get(`${V1}/report/Forms`, allowed, (call) =>
    answerXmlOrJson(
      call,
      'FormTypesList',
      { FormType: formTypes.map(({ name, code }) => ({ Name: name, FormCode: code })) },
      200,
      NAMESPACE_2011,
    ),
  );

  app.get(`${V1}/report/Forms/:FormCode`, allowed, (call) => {
    const code = call.req.param('FormCode').toUpperCase();
    const type = formTypes.find((known) => known.code === code);
    if (!type) throw new Refusal(404, `No type of forms has the code ${code}.`);
    const FormData = type.forms.map(({ name, id }) => ({ Name: name, FormId: id }));
    return answerXmlOrJson(call, 'FormDataList', { FormData }, 200, NAMESPACE_2011);
  });

  const listFields = (call: SandboxCall): Response => {
    const id = call.req.param('FormId');
    const form = formTypes.flatMap(({ forms }) => forms).find((known) => known.id === id);
    if (!form) throw new Refusal(404, `No form has the id ${id}.`);
    const FormField = form.fields.map((field, index) => {
      const [ControlType, DataType] = CONTROLS[field.type];
      const isText = DataType === 'VARCHAR';
      return {
        Id: field.id,
        Label: field.label,
        ControlType: field.isReadOnly ? 'static' : ControlType,
        DataType,
        MaxLength: isText ? (field.maxLength ?? '') : '',
        Required: field.isRequired ? 'Y' : 'N',
        Cols: isText ? COLUMNS : '',
        Access: field.isReadOnly ? 'RO' : 'RW',
        Width: isText ? COLUMNS : '',
        Custom: /^(Custom|OrgUnit)\d/.test(field.id) ? 'Y' : 'N',
        Sequence: index + 1,
      };
    });
    return answerXmlOrJson(call, 'FormFieldsList', { FormField }, 200, NAMESPACE_2011);
  };
  app.get(`${V1}/report/Form/:FormId/Fields`, allowed, listFields);
  app.get(`${V1}/report/Forms/:FormId/Fields`, allowed, listFields);
}
