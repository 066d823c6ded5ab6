import * as z from 'zod/mini';
import type { Caller } from '../../identity/caller.js';
import { Refusal } from '../../protocol/refusal.js';
import { readPatch } from '../scim/patch.js';
import { messagesOf, ScimRefusal } from '../scim/scimRefusal.js';
import { CORE } from '../scim/userSchemas.js';
import { isSuccess, type OperationOutcome } from './provision.js';
import type { UserProvisioner } from './provisionUser.js';

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
export const MOST_OPERATIONS = 100;
export const MOST_BYTES = 409_600;

const bulkBody = z.object({
  schemas: z.array(z.string()),
  failOnErrors: z.optional(z.number()),
  Operations: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      bulkId: z.optional(z.string()),
      data: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});

export type BulkRequest = z.infer<typeof bulkBody>;
type BulkOperation = BulkRequest['Operations'][number];

/** @throws {ScimRefusal} the request as a whole is wrong; single operations fail later, by themselves */
export function readBulkRequest(body: unknown): BulkRequest {
  const parsed = bulkBody.safeParse(body);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new ScimRefusal('invalidSyntax', `${path} of the bulk request is missing or has a wrong form.`, path);
  }
  const { schemas, Operations } = parsed.data;
  if (!schemas.includes(BULK_REQUEST)) {
    throw new ScimRefusal('invalidSyntax', `schemas has to name ${BULK_REQUEST}.`, 'schemas');
  }
  if (Operations.length === 0) throw new ScimRefusal('invalidSyntax', 'Operations is empty.', 'Operations');
  if (Operations.length > MOST_OPERATIONS) {
    throw new ScimRefusal('tooMany', `A bulk request takes at most ${MOST_OPERATIONS} operations.`, 'Operations');
  }
  const bulkIds = Operations.flatMap(({ bulkId }) => bulkId ?? []);
  if (new Set(bulkIds).size !== bulkIds.length) throw new ScimRefusal('uniqueness', 'A bulkId occurs twice.', 'bulkId');
  return parsed.data;
}

/** Works on the operations in order; after `failOnErrors` failures the rest is left undone. */
export function runBulkRequest(
  { Operations, failOnErrors = Number.POSITIVE_INFINITY }: BulkRequest,
  caller: Caller,
  provisioner: UserProvisioner,
): readonly OperationOutcome[] {
  let failures = 0;
  return Operations.map((operation) => {
    const { bulkId } = operation;
    if (failures >= failOnErrors) return { bulkId, userId: undefined, code: '412', extensions: [] };
    const outcome = runOperation(operation, caller, provisioner);
    if (!isSuccess(outcome)) failures += 1;
    return outcome;
  });
}

function runOperation(operation: BulkOperation, caller: Caller, provisioner: UserProvisioner): OperationOutcome {
  const { bulkId, path } = operation;
  const userId = /^\/Users\/([^/]+)$/.exec(path)?.[1];
  try {
    return { bulkId, ...carryOut(operation, userId, caller, provisioner) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const messages = messagesOf(error);
    return { bulkId, userId, code: String(error.status), extensions: [{ name: CORE, result: 'error', messages }] };
  }
}

function carryOut(
  { method, path, bulkId, data }: BulkOperation,
  userId: string | undefined,
  caller: Caller,
  provisioner: UserProvisioner,
): Omit<OperationOutcome, 'bulkId'> {
  const verb = method.toUpperCase();
  if (verb !== 'DELETE' && data === undefined) throw new ScimRefusal('invalidSyntax', `${method} needs data.`, 'data');
  const body = data ?? {};
  if (verb === 'POST') {
    if (path !== '/Users') throw new ScimRefusal('invalidPath', 'POST goes to /Users.', 'path');
    if (bulkId === undefined) throw new ScimRefusal('invalidSyntax', 'POST needs a bulkId.', 'bulkId');
    const { person, extensions } = provisioner.create(caller, body);
    return { userId: person.id, code: '201', extensions };
  }
  if (userId === undefined) throw new ScimRefusal('invalidPath', `${method} goes to /Users/ and a UUID.`, 'path');
  const person = provisioner.directory.find(userId);
  switch (verb) {
    case 'PUT':
      return { userId, code: '200', extensions: provisioner.replace(caller, person, body).extensions };
    case 'PATCH':
      return { userId, code: '200', extensions: provisioner.patch(caller, person, readPatch(body)).extensions };
    case 'DELETE':
      provisioner.directory.remove(person);
      return { userId, code: '204', extensions: [{ name: CORE, result: 'success', messages: [] }] };
    default:
      throw new ScimRefusal('invalidSyntax', `There is no method ${method}.`, 'method');
  }
}
