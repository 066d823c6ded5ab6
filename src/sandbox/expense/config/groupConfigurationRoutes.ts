import { expenseGroup } from '../../company/expenseGroup.js';
import { expenseTypes } from '../../company/expenseTypes.js';
import { cash, paymentTypes } from '../../company/paymentTypes.js';
import { defaultPolicy, policies } from '../../company/policies.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { listedOwners, soleOwner } from '../../identity/owners.js';
import { answerJson, answerXml, prefersXml } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { cutStablePage } from '../../protocol/stablePaging.js';
import type { WireRecord, WireValue } from '../../protocol/xml.js';

const LIST = '/api/v3.0/expense/expensegroupconfigurations';

/** How lists inside a configuration are written: bare in JSON, in XML with an element around each item. */
type ListWriter = (singular: string, items: readonly WireRecord[]) => WireValue;

/** Expense Group Configurations v3 (/api-reference/expense/expense-report/expense-group-configurations.html). */
export function registerGroupConfigurations(app: SandboxApp, context: SandboxContext): void {
  const allowed = context.allow('CONFIG');
  const inXml: ListWriter = (singular, items) => ({ [singular]: items });
  const inJson: ListWriter = (_, items) => items;

  app.get(LIST, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    listedOwners(call.get('caller'), query.text('user'), context.company);
    const isXml = prefersXml(call);
    const { items, nextPage } = cutStablePage(call, query, {
      baseUrl: context.url,
      itemsAfter: (place) => (place === undefined ? [viewGroup(context.url, isXml ? inXml : inJson)] : []),
      placeOf: () => [1],
      defaultLimit: 10,
    });
    if (!isXml) return answerJson(call, { Items: items, NextPage: nextPage });
    const Items = { ExpenseGroupConfiguration: items };
    return answerXml(call, 'ExpenseGroupConfigurations', { Items, NextPage: nextPage });
  });

  app.get(`${LIST}/:id`, allowed, (call) => {
    const query = new Query(new URL(call.req.url).searchParams);
    if (query.text('user') !== undefined) soleOwner(call.get('caller'), query.text('user'), context.company);
    const id = call.req.param('id');
    if (id !== expenseGroup.id) throw new Refusal(404, `No group configuration has the ID ${id}.`);
    return prefersXml(call)
      ? answerXml(call, 'ExpenseGroupConfiguration', viewGroup(context.url, inXml))
      : answerJson(call, viewGroup(context.url, inJson));
  });
}

function viewGroup(base: string, list: ListWriter): WireRecord {
  const types = expenseTypes.map(({ code, name, expenseCode }) => ({
    Code: code,
    Name: name,
    ExpenseCode: expenseCode,
  }));
  return {
    Name: expenseGroup.name,
    AttendeeListFormID: expenseGroup.attendeeListForm.id,
    AttendeeListFormName: expenseGroup.attendeeListForm.name,
    AllowUserRegisterYodlee: false,
    AllowUserDigitalTaxInvoice: false,
    CashAdvance: {
      Name: expenseGroup.cashAdvance.name,
      WorkflowID: expenseGroup.cashAdvance.id,
      AllowUserCarryBalance: true,
      AllowUserLinkMultiple: true,
      AllowUserUpdateExchangeRate: true,
    },
    PaymentTypes: list(
      'PaymentType',
      paymentTypes.map((type) => ({ ID: type.id, Name: type.name, IsDefault: type === cash })),
    ),
    Policies: list(
      'Policy',
      policies.map((policy) => ({
        ID: policy.id,
        Name: policy.name,
        IsDefault: policy === defaultPolicy,
        IsInheritable: policy === defaultPolicy,
        ExpenseTypes: list('ExpenseType', types),
      })),
    ),
    AttendeeTypes: list(
      'AttendeeType',
      expenseGroup.attendeeTypes.map(([Code, Name]) => ({ Code, Name })),
    ),
    ID: expenseGroup.id,
    URI: `${base}${LIST}/${encodeURIComponent(expenseGroup.id)}`,
  };
}
