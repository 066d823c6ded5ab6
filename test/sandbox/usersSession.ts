import assert from 'node:assert/strict';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { builtInCatalog } from '../catalog/builtInCatalog.js';
import type { Answer, Session } from './session.js';

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const SAP = 'urn:ietf:params:scim:schemas:extension:sap:2.0:User';
export const SPEND = 'urn:ietf:params:scim:schemas:extension:spend:2.0:User';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const CONCUR_ERROR = 'urn:ietf:params:scim:api:messages:concur:2.0:Error';
export const ANA = 'edd78735-e88d-4b7f-b08a-fe37793e974e';
export const GRACE = '36707ca7-01e6-4269-811b-260174575e1d';

/** A user, as far as tests look into one. */
export interface User {
  readonly id: string;
  readonly userName: string;
  readonly active: boolean;
  readonly title: string | null;
  readonly nickName: string | null;
  readonly displayName: string;
  readonly externalId: string;
  readonly entitlements: readonly string[];
  readonly name: { readonly familyName: string; readonly givenName: string; readonly formatted: string };
  readonly emails: readonly { readonly type: string; readonly value: string; readonly verified: boolean }[];
  readonly phoneNumbers: readonly { readonly type: string; readonly value: string }[];
  readonly meta: { readonly version: number; readonly provisionId: string; readonly statusUrl: string };
  readonly [ENTERPRISE]: {
    readonly companyId: string;
    readonly employeeNumber: string;
    readonly department: string;
    readonly costCenter: string | null;
    readonly startDate: string | null;
    readonly manager: { readonly value: string } | null;
  };
}

export interface UserList {
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
  readonly Resources: readonly User[];
  readonly nextCursor?: string;
}

/** A session of the company instead of a person. @param scope fewer scopes than the app has */
export function signInCompany(guest: Session, scope?: string): Promise<Session> {
  const { companyUuid, companyRequestToken } = guest.sandbox.welcome;
  return guest.signIn({ username: companyUuid, password: companyRequestToken, credtype: 'authtoken', scope });
}

/** Fails unless the answer has the status and keeps to the document of the operation. */
export async function checkAnswer(operationId: string, answer: Answer, status: number): Promise<void> {
  assert.equal(answer.status, status, answer.text);
  const operation = await (await builtInCatalog()).operation(operationId);
  const schema = operation.responses[status]?.content.find(({ mediaType }) => /json/.test(mediaType))?.schema;
  assert.ok(schema, `${operationId} documents no JSON for ${status}`);
  const validate = new Ajv2020({ strict: false, allErrors: true, logger: false }).compile(schema);
  assert.ok(validate(answer.json()), validate.errors?.map((error) => `${error.instancePath} ${error.message}`).join());
}

/** A new user, with what the test is about. */
export function aUser(companyId: string, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
    userName: 'jonas.berg@example.com',
    active: true,
    name: { givenName: 'Jonas', familyName: 'Berg' },
    emails: [{ type: 'work', value: 'jonas.berg@example.com' }],
    [ENTERPRISE]: { companyId, employeeNumber: 'E-20431' },
    ...changes,
  };
}
