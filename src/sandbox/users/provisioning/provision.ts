import type { ScimMessage } from '../scim/scimRefusal.js';

/** What became of one part of a user. `no-op`: nothing to do, or the identity failed before. */
export interface ExtensionOutcome {
  /** URN */
  readonly name: string;
  readonly result: 'success' | 'error' | 'no-op';
  readonly messages: readonly ScimMessage[];
}

/** What became of one user. */
export interface OperationOutcome {
  readonly bulkId: string | undefined;
  /** UUID of the user; undefined when there is none. */
  readonly userId: string | undefined;
  /** HTTP status */
  readonly code: string;
  readonly extensions: readonly ExtensionOutcome[];
}

/** A provisioning request. What it asks for is done when it comes; its status says so a little later, as Concur's does. */
export interface Provision {
  readonly id: string;
  readonly kind: 'User' | 'Bulk';
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly completedAt: Date;
  readonly operations: readonly OperationOutcome[];
}

/** Whether every part of the user went well. */
export function isSuccess({ extensions, code }: OperationOutcome): boolean {
  return code.startsWith('2') && extensions.every(({ result }) => result !== 'error');
}

/** What a status answers, besides who is asked for. */
export interface StatusQuery {
  readonly withOperations: boolean;
  readonly startIndex: number;
  readonly count: number;
  readonly state: string | undefined;
}

/** The status of a request at a moment. */
export function presentProvision(
  provision: Provision,
  url: string,
  now: Date,
  { withOperations, startIndex, count, state }: StatusQuery,
): Readonly<Record<string, unknown>> {
  const isDone = now >= provision.completedAt;
  const { operations } = provision;
  const success = isDone ? operations.filter(isSuccess).length : 0;
  const failed = isDone ? operations.length - success : 0;
  const stateOf = (operation: OperationOutcome): string => {
    if (!isDone) return 'pending';
    return isSuccess(operation) ? 'success' : 'failed';
  };
  const found = [...operations.entries()].filter(
    ([, operation]) => state === undefined || stateOf(operation) === state,
  );
  const shown = found.slice(startIndex - 1, startIndex - 1 + count);
  return {
    schemas: ['urn:ietf:params:scim:schemas:extension:concur:2.0:Provision:Status'],
    id: provision.id,
    ...(withOperations ? { totalResults: found.length, itemsPerPage: shown.length, startIndex } : {}),
    operationsCount: { total: operations.length, success, failed, pending: operations.length - success - failed },
    status: { completed: isDone, success: isDone ? failed === 0 : null },
    meta: {
      location: statusUrl(url, provision.id),
      created: withOffset(provision.createdAt),
      lastModified: withOffset(isDone ? provision.completedAt : provision.createdAt),
      provisionType: provision.kind,
      resourceType: 'ProvisionRequest',
      correlationId: provision.correlationId,
      ...(isDone ? { completed: withOffset(provision.completedAt) } : {}),
    },
    ...(withOperations ? { operations: shown.map(([at, operation]) => presentOperation(at, operation, isDone)) } : {}),
  };
}

export function statusUrl(url: string, id: string): string {
  return `${url}/profile/v4/provisions/${id}/status`;
}

function presentOperation(at: number, operation: OperationOutcome, isDone: boolean) {
  const { bulkId, userId, code, extensions } = operation;
  const named = { id: String(at + 1), ...(bulkId === undefined ? {} : { bulkId }) };
  if (!isDone) return { ...named, status: { completed: false } };
  const success = isSuccess(operation);
  return {
    ...named,
    ...(userId === undefined ? {} : { resource: { id: userId, type: 'User' } }),
    status: { completed: true, success, code: success || !code.startsWith('2') ? code : '400' },
    extensions: extensions.map(({ name, result, messages }) => ({
      name,
      status: { completed: true, success: result !== 'error', code: result === 'error' ? '400' : '200', result },
      ...(messages.length > 0 ? { messages } : {}),
    })),
  };
}

/** e.g. `2026-04-01T06:30:11.204+0000` */
function withOffset(moment: Date): string {
  return moment.toISOString().replace('Z', '+0000');
}
