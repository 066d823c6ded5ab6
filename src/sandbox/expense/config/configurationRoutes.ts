import { expenseGroup } from '../../company/expenseGroup.js';
import { expenseTypes } from '../../company/expenseTypes.js';
import { cash, paymentTypes } from '../../company/paymentTypes.js';
import { defaultPolicy, findPolicy, policies } from '../../company/policies.js';
import type { SandboxApp, SandboxCall, SandboxContext } from '../../context.js';
import { isAdministrator } from '../../identity/caller.js';
import { answerJson } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { WireRecord } from '../../protocol/xml.js';

const USERS = '/expenseconfig/v4/users/:userId';
const GROUPS = '/expenseconfig/v4/companies/:companyId/groupconfigs';
const SCOPE = 'expense.config.';

/** What a group can be asked for beside its settings. */
const CONFIGS: Readonly<Record<string, () => readonly WireRecord[]>> = {
  policies: viewPolicies,
  paymentTypes: viewPaymentTypes,
  attendeeTypes: viewAttendeeTypes,
};

/** Expense Configuration v4 (/api-reference/expense/expense-config/v4.expense-config.html). */
export function registerConfigurationV4(app: SandboxApp, context: SandboxContext): void {
  const allow = (...names: readonly string[]) =>
    context.allow(...names.map((name) => `${SCOPE}${name}.restricted.read`), 'user.read');
  const readsGroups = context.allow(`${SCOPE}groups.restricted.read`);

  /** @throws {Refusal} 404 when there is no such user, 403 when the token belongs to another one */
  const requireUser = (call: SandboxCall): void => {
    const id = call.req.param('userId') ?? '';
    const user = context.company.people.find((person) => person.id === id.toLowerCase());
    if (!user) throw new Refusal(404, `No user has the id ${id}.`);
    const caller = call.get('caller');
    const isOwn = caller.principal.kind === 'user' && caller.principal.person === user;
    if (!isOwn && !isAdministrator(caller)) throw new Refusal(403, 'The access token belongs to another user.');
  };
  const requireCompany = (call: SandboxCall): void => {
    const id = call.req.param('companyId') ?? '';
    if (id.toLowerCase() !== context.company.id) throw new Refusal(404, `No company has the id ${id}.`);
  };

  app.get(`${USERS}/policies`, allow('policies'), (call) => {
    requireUser(call);
    return answerJson(call, viewPolicies());
  });

  app.get(`${USERS}/policies/:policyId/expensetypes`, allow('expensetypes', 'policies'), (call) => {
    requireUser(call);
    const id = call.req.param('policyId');
    if (!findPolicy(id)) throw new Refusal(404, `No policy has the id ${id}.`);
    return answerJson(call, viewExpenseTypes());
  });

  app.get(`${USERS}/paymenttypes`, allow('paymenttypes'), (call) => {
    requireUser(call);
    return answerJson(call, viewPaymentTypes());
  });

  app.get(`${USERS}/attendeetypes`, allow('attendeetypes'), (call) => {
    requireUser(call);
    return answerJson(call, viewAttendeeTypes());
  });

  app.get(`${USERS}/groupconfigs`, allow('groups'), (call) => {
    requireUser(call);
    return answerJson(call, { ...viewGroup(), ...withConfigs(Object.keys(CONFIGS)) });
  });

  app.get(GROUPS, readsGroups, (call) => {
    requireCompany(call);
    return answerJson(call, [viewGroup()]);
  });

  app.get(`${GROUPS}/:hierarchyNodeId`, readsGroups, (call) => {
    requireCompany(call);
    const id = call.req.param('hierarchyNodeId');
    if (id.toUpperCase() !== expenseGroup.hierarchyNodeId) throw new Refusal(404, `No group has the id ${id}.`);
    const asked = new Query(new URL(call.req.url).searchParams).list('applicableConfigs') ?? Object.keys(CONFIGS);
    return answerJson(call, { ...viewGroup(), ...withConfigs(asked) });
  });
}

function withConfigs(names: readonly string[]): WireRecord {
  return Object.fromEntries(
    names.map((name) => {
      const view = Object.hasOwn(CONFIGS, name) ? CONFIGS[name] : undefined;
      if (!view) throw new Refusal(400, `applicableConfigs names "${name}", which groups do not have.`);
      return [name, view()];
    }),
  );
}

function viewGroup(): WireRecord {
  return {
    hierarchyNodeId: expenseGroup.hierarchyNodeId,
    groupName: expenseGroup.name,
    allowUserDigitalTaxInvoice: false,
    allowUserRegisterYodlee: false,
    attendeeListFormId: expenseGroup.attendeeListForm.uuid,
    attendeeListFormName: expenseGroup.attendeeListForm.name,
    cashAdvance: {
      workflowId: expenseGroup.cashAdvance.uuid,
      name: expenseGroup.cashAdvance.name,
      allowUserCarryBalance: true,
      allowUserLinkMultiple: true,
      allowUserUpdateExchangeRate: true,
    },
  };
}

function viewPolicies(): readonly WireRecord[] {
  return policies.map((policy) => ({
    policyId: policy.uuid,
    policyName: policy.name,
    isDefault: policy === defaultPolicy,
    isInheritable: policy === defaultPolicy,
  }));
}

function viewPaymentTypes(): readonly WireRecord[] {
  return paymentTypes.map((type) => ({
    paymentTypeId: type.code,
    paymentTypeName: type.name,
    isDefault: type === cash,
  }));
}

function viewAttendeeTypes(): readonly WireRecord[] {
  return expenseGroup.attendeeTypes.map(([attendeeTypeCode, attendeeTypeName]) => ({
    attendeeTypeCode,
    attendeeTypeName,
  }));
}

/** Categories first, each before the types in it. */
function viewExpenseTypes(): readonly WireRecord[] {
  const categories = new Map(expenseTypes.map(({ categoryCode, categoryName }) => [categoryCode, categoryName]));
  return [...categories].flatMap(([code, name]) => {
    const spendCategory = { spendCategoryCode: code, spendCategoryName: name };
    const own = expenseTypes.filter(({ categoryCode }) => categoryCode === code);
    return [
      { expenseTypeId: `C_${code}`, expenseTypeName: name, ...spendCategory, isCategory: true },
      ...own.map((type) => ({
        expenseTypeId: type.code,
        expenseTypeName: type.name,
        ...spendCategory,
        isCategory: false,
        parentExpenseTypeId: `C_${code}`,
        parentName: name,
      })),
    ];
  });
}
