import { expenseTypes } from '../../company/expenseTypes.js';
import { paymentTypes } from '../../company/paymentTypes.js';
import { policies } from '../../company/policies.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { soleOwner } from '../../identity/owners.js';
import { formatSeconds } from '../../protocol/moments.js';
import { Query } from '../../protocol/query.js';
import { cardChargesOf } from './cardCharges.js';
import { amountText, V1, yesNo } from './keys.js';
import { answerV1 } from './v1Access.js';

/** What v1.1 tells of the user of a token: card charges, delegators, and what their expense group may use. */
export function registerPeopleV1(app: SandboxApp, context: SandboxContext): void {
  app.get(`${V1}/CardCharges`, context.allow('CCARD', 'EXPRPT'), (call) => {
    const user = soleOwner(call.get('caller'), undefined, context.company);
    const charges = cardChargesOf(user, context.random.fork(`charges of ${user.login}`), context.now());
    return answerV1(call, 'CardCharges', {
      CardCharge: charges.map(({ cardNumber, type, merchant, amount, currency, date }) => ({
        CardNumber: cardNumber,
        ExpKey: type?.code ?? 'UNDEF',
        ExpName: type?.name ?? 'Undefined',
        Merchant: merchant,
        TransactionAmount: amountText(amount),
        TransactionCrnCode: currency,
        TransactionDate: formatSeconds(date),
      })),
    });
  });

  app.get(`${V1}/Delegators`, context.allow('EXPRPT'), (call) => {
    const user = soleOwner(call.get('caller'), undefined, context.company);
    const withInactive = new Query(new URL(call.req.url).searchParams).text('includeInactive')?.toUpperCase() === 'Y';
    const delegators = context.company.people.filter(
      (person) => person.delegateLogins.includes(user.login) && (withInactive || person.isActive) && !person.isDeleted,
    );
    return answerV1(call, 'DelegatorsList', {
      Delegator: delegators.map((person) => {
        const approves = person.roles.includes('EXP_APPROVER');
        return {
          CanApprove: yesNo(approves),
          CanPrepare: 'Y',
          CanSubmit: 'Y',
          CanTemporaryApprove: 'N',
          CanViewReceipts: 'Y',
          ReceiveApprovalEmails: yesNo(approves),
          ReceivesEmails: 'Y',
          DelegatorXUserID: person.login,
        };
      }),
    });
  });

  app.get(`${V1}/ExpenseGroupConfiguration`, context.allow('CONFIG'), (call) => {
    const ExpenseType = expenseTypes.map(({ code, name, categoryCode, categoryName }) => ({
      ExpKey: code,
      ExpName: name,
      ParentExpKey: categoryCode,
      ParentExpName: categoryName,
      SpendCategory: categoryName,
    }));
    return answerV1(call, 'ExpenseGroupConfiguration', {
      PaymentTypes: { PaymentType: paymentTypes.map(({ id, name }) => ({ PaymentTypeID: id, PaymentTypeName: name })) },
      PolicyAndExpenseTypesList: {
        PolicyAndExpenseTypes: policies.map(({ id, name }) => ({
          PolicyKey: id,
          PolicyName: name,
          ExpenseTypes: { ExpenseType },
        })),
      },
    });
  });
}
