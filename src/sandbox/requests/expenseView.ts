import { findExpenseType } from '../company/expenseTypes.js';
import { roundMoney } from '../company/money.js';
import type { Person } from '../company/people.js';
import { type ExpectedExpense, postedAmountOf, type RequestAllocation } from './expectedExpense.js';
import { linkTo, type View, viewCustom } from './requestView.js';

/** An expected expense with its allocations and legs. */
export function viewExpense(url: string, expense: ExpectedExpense, owner: Person): View {
  const { currency } = owner.home;
  const posted = { value: postedAmountOf(expense, currency), currency };
  const href = `${url}/travelrequest/v4/expenses/${expense.id}`;
  const { trip } = expense;
  return {
    href,
    id: expense.id,
    expenseType: { id: expense.typeCode, name: findExpenseType(expense.typeCode)?.name },
    transactionDate: expense.date.toISOString(),
    transactionAmount: { value: expense.amount, currency: expense.currency },
    postedAmount: posted,
    approvedAmount: posted,
    remainingAmount: posted,
    exchangeRate: { value: expense.exchangeRate, operation: 'MULTIPLY' },
    businessPurpose: expense.purpose,
    location: expense.location,
    vendor: expense.vendorName === undefined ? undefined : { name: expense.vendorName },
    comments: { href: `${href}/comments` },
    lastComment: expense.comments.at(-1)?.text,
    lastModifiedDate: expense.modifiedAt.toISOString(),
    parentRequest: linkTo(url, 'requests', expense.requestId),
    allocations: expense.allocations.map((one) => viewAllocation(expense, one, owner)),
    tripData: trip && {
      agencyBooked: trip.agencyBooked,
      selfBooked: trip.selfBooked,
      tripType: trip.tripType,
      segmentType: { category: `REQ_SEG_${trip.segmentCode}`, code: trip.segmentCode },
      legs: trip.legs,
    },
    ...viewCustom(expense.custom),
  };
}

/** A share of an expected expense. */
export function viewAllocation(expense: ExpectedExpense, allocation: RequestAllocation, { home }: Person): View {
  const part = (amount: number, currency: string): View => ({
    value: roundMoney((amount * allocation.percentage) / 100, currency),
    currency,
  });
  const posted = part(postedAmountOf(expense, home.currency), home.currency);
  return {
    allocationId: allocation.id,
    expenseId: expense.id,
    percentage: allocation.percentage,
    percentEdited: allocation.isEdited,
    systemAllocation: allocation.isSystem,
    allocationAmount: part(expense.amount, expense.currency),
    approvedAmount: posted,
    postedAmount: posted,
    ...viewCustom(allocation.custom),
  };
}
