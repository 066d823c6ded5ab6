import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from '../protocol/refusal.js';

/** Statuses of the codes that the page lists (/api-reference/request/v4.response-codes.html), as far as they occur. */
const STATUS_OF = {
  badParam: 400,
  invalidJson: 400,
  invalidDate: 400,
  invalidUuid: 400,
  invalidLocation: 400,
  invalidPolicy: 400,
  missingRequiredField: 400,
  missingRequiredParam: 400,
  userNotFound: 400,
  idNotAllowed: 400,
  segmentTypeNotMappedToPolicy: 400,
  expenseTypeNotMappedToPolicy: 400,
  permissionDenied: 403,
  userIsNotAllowed: 403,
  notFound: 404,
  NO_APPROVER: 409,
  STEP_EXIT_BLOCKING_BY_EXCEPTION: 409,
} as const satisfies Record<string, ContentfulStatusCode>;

/** Codes for what every API refuses. */
const USUAL: Readonly<Record<number, string>> = {
  400: 'badParam',
  401: 'invalidUser',
  403: 'permissionDenied',
  404: 'notFound',
  408: 'timeOut',
  500: 'internalServerError',
  503: 'circuitBreaker',
};

/** Requests v4 says no, with the code that it has for the reason. */
export class RequestRefusal extends Refusal {
  override readonly name = 'RequestRefusal';

  constructor(
    readonly code: keyof typeof STATUS_OF,
    message: string,
  ) {
    super(STATUS_OF[code], message);
  }
}

/** What Requests v4 calls a refusal. */
export function requestCodeOf(refusal: Refusal): string {
  return refusal instanceof RequestRefusal ? refusal.code : (USUAL[refusal.status] ?? 'badParam');
}
