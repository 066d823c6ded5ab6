import { findExpenseType } from '../../company/expenseTypes.js';
import { currencyName, exchangeRate } from '../../company/money.js';
import { displayName, type Person } from '../../company/people.js';
import { formatSeconds } from '../../protocol/moments.js';
import type { WireRecord } from '../../protocol/xml.js';
import { type ExpectedExpense, totalOf } from '../expectedExpense.js';
import type { TravelRequest } from '../request.js';
import { approvalCodeOf } from '../requestEvents.js';
import { alertsOf, isBlocking } from '../requestExceptions.js';
import { defaultRequestPolicy, findRequestPolicy, travelAgency } from '../requestPolicies.js';
import { requestStatusName } from '../requestView.js';

/** A request with what belongs to it, as version 3.1 shows it. */
export interface OlderRequest {
  readonly request: TravelRequest;
  readonly owner: Person;
  readonly approver: Person | undefined;
  readonly expenses: readonly ExpectedExpense[];
  /** Address of the request. */
  readonly address: string;
  /** What the caller can do now. */
  readonly actions: readonly string[];
}

/** A request in brief (/api-reference/request/v3.request.html). */
export function viewOlderHeader(found: OlderRequest, withSegmentTypes: boolean): WireRecord {
  const { request, owner, approver, expenses, address } = found;
  const total = totalOf(expenses, owner.home.currency);
  const types = new Set(expenses.flatMap(({ trip }) => (trip ? [trip.segmentCode] : [])));
  return {
    ID: request.id,
    URI: address,
    RequestID: request.key,
    Name: request.name,
    Purpose: request.purpose,
    EmployeeName: displayName(owner),
    UserLoginID: owner.login,
    ApproverLoginID: approver?.login ?? '',
    ApprovalStatusCode: approvalCodeOf(request),
    ApprovalStatusName: requestStatusName(request),
    CurrencyCode: owner.home.currency,
    CreationDate: formatSeconds(request.createdAt),
    LastComment: request.comments.at(-1)?.text ?? '',
    StartDate: dateTime(request.startDate, request.startTime),
    EndDate: dateTime(request.endDate, request.endTime),
    TotalPostedAmount: total,
    TotalApprovedAmount: total,
    SegmentTypes: withSegmentTypes ? [...types].join(', ') : '',
    HighestExceptionLevel: gravest(found),
    MainDestinationName: request.destination?.name ?? '',
    UserPermissions: viewPermissions(found),
  };
}

/** A whole request as version 3.1 has it. */
export function viewOlderRequest(found: OlderRequest, personOf: (id: string) => Person | undefined): WireRecord {
  const { request, owner, expenses } = found;
  const policy = findRequestPolicy(request.policyId) ?? defaultRequestPolicy;
  const total = totalOf(expenses, owner.home.currency);
  const alerts = alertsOf(request, expenses, owner).map(({ code, level, message, expenseId }) => ({
    expenseId,
    shown: { Code: code, Level: String(level), Message: message },
  }));
  return {
    Name: request.name,
    Purpose: request.purpose,
    StartDate: dateTime(request.startDate, request.startTime),
    EndDate: dateTime(request.endDate, request.endTime),
    CurrencyCode: owner.home.currency,
    CurrencyName: currencyName(owner.home.currency),
    PolicyID: policy.id,
    PolicyName: policy.name,
    AgencyOfficeID: request.agencyId ?? '',
    AgencyOfficeName: request.agencyId === undefined ? '' : travelAgency.name,
    MainDestinationName: request.destination?.name ?? '',
    RequestID: request.key,
    LoginID: owner.login,
    EmployeeName: displayName(owner),
    ApprovalStatusCode: approvalCodeOf(request),
    ApprovalStatusName: requestStatusName(request),
    CreationDate: formatSeconds(request.createdAt),
    LastModifiedDate: formatSeconds(request.modifiedAt),
    SubmitDate: request.submittedAt ? formatSeconds(request.submittedAt) : '',
    AuthorizedDate: request.authorizedAt ? formatSeconds(request.authorizedAt) : null,
    HighestExceptionLevel: gravest(found),
    TotalPostedAmount: total,
    TotalApprovedAmount: total,
    TotalRemainingAmount: total,
    Comments: request.comments.map(({ authorId, text, at }, index) => {
      const author = authorId === undefined ? undefined : personOf(authorId);
      return {
        AuthorFirstName: author?.firstName ?? 'Concur',
        AuthorLastName: author?.lastName ?? 'System',
        CommentDateTime: formatSeconds(at),
        IsLatest: index === request.comments.length - 1,
        Value: text,
      };
    }),
    Exceptions: alerts.flatMap(({ expenseId, shown }) => (expenseId === undefined ? [shown] : [])),
    SegmentsEntries: expenses.map((expense) => ({
      ...viewEntry(expense, owner),
      Exceptions: alerts.flatMap(({ expenseId, shown }) => (expenseId === expense.id ? [shown] : [])),
    })),
    UserPermissions: viewPermissions(found),
  };
}

function viewEntry(expense: ExpectedExpense, { home }: Person): WireRecord {
  const { trip } = expense;
  return {
    ID: expense.id,
    SegmentTypeCode: trip?.segmentCode ?? '',
    SegmentTypeName: findExpenseType(expense.typeCode)?.name ?? '',
    ...(trip ? { TripType: trip.tripType === 'MULTI_STOPS' ? 'MULTI_STOP' : trip.tripType } : {}),
    ForeignAmount: expense.amount,
    ForeignCurrencyCode: expense.currency,
    ForeignCurrencyName: currencyName(expense.currency),
    ExchangeRate: exchangeRate(expense.currency, home.currency),
    LastModifiedDate: formatSeconds(expense.modifiedAt),
    Segments: (trip?.legs ?? []).map((leg, at) => ({
      ID: leg.id,
      Order: at + 1,
      DepartureDate: dateTime(leg.startDate, leg.startTime),
      ArrivalDate: dateTime(leg.endDate, leg.endTime),
      FromLocationName: leg.startLocation?.name ?? '',
      ToLocationName: leg.endLocation?.name ?? '',
      FlightNumber: leg.flightNumber ?? '',
      IsAgencyBooked: trip?.agencyBooked ?? false,
      IsSelfBooked: trip?.selfBooked ?? false,
      Exceptions: [],
    })),
  };
}

function viewPermissions({ actions, address }: OlderRequest): WireRecord {
  return { Links: actions.map((action) => ({ Action: action, Method: 'POST', Url: `${address}/${action}` })) };
}

function gravest({ request, expenses, owner }: OlderRequest): string {
  const alerts = alertsOf(request, expenses, owner);
  if (alerts.length === 0) return 'NONE';
  return alerts.some(isBlocking) ? 'BLOCKING' : 'NON_BLOCKING';
}

/** Day and time without zone; empty when there is no day. */
function dateTime(day: string | undefined, time: string | undefined): string {
  return day === undefined ? '' : `${day}T${time ?? '00:00'}:00`;
}
