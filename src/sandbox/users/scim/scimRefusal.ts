import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxCall } from '../../context.js';
import { Refusal } from '../../protocol/refusal.js';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const CONCUR_ERROR = 'urn:ietf:params:scim:api:messages:concur:2.0:Error';

/** Kinds of errors that SCIM names (RFC 7644, section 3.12). */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness';

/** One thing that is wrong, as Concur adds it to the errors of SCIM. */
export interface ScimMessage {
  readonly code: string;
  readonly message: string;
  /** Attribute that it is about. */
  readonly schemaPath?: string;
  readonly type: 'error' | 'warning';
}

const CODES: Readonly<Record<ScimType, string>> = {
  invalidFilter: 'INVALID_FILTER',
  invalidPath: 'INVALID_PATH',
  invalidSyntax: 'INVALID_SYNTAX',
  invalidValue: 'INVALID_VALUE',
  mutability: 'NOT_WRITABLE',
  noTarget: 'NO_TARGET',
  tooMany: 'TOO_MANY',
  uniqueness: 'NOT_UNIQUE',
};

/** A call that SCIM refuses, nearly always with 400. */
export class ScimRefusal extends Refusal {
  override readonly name = 'ScimRefusal';

  /** @param schemaPath attribute that is at fault */
  constructor(
    readonly scimType: ScimType,
    message: string,
    readonly schemaPath?: string,
    status: ContentfulStatusCode = 400,
  ) {
    super(status, message);
  }
}

/** What is wrong, as the messages of an error and of a provisioning status show it. */
export function messagesOf(refusal: Refusal): readonly [ScimMessage] {
  const isScim = refusal instanceof ScimRefusal;
  const code = isScim ? CODES[refusal.scimType] : (STATUS_CODES[refusal.status] ?? 'ERROR');
  const path = isScim && refusal.schemaPath !== undefined ? { schemaPath: refusal.schemaPath } : {};
  return [{ code, message: refusal.message, ...path, type: 'error' }];
}

const STATUS_CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  500: 'INTERNAL_ERROR',
};

/** Answers whatever goes wrong below a SCIM service in the body that SCIM has for errors. */
export function answerScimError(call: SandboxCall, error: Error): Response {
  const refusal = error instanceof Refusal ? error : new Refusal(500, `The sandbox itself failed: ${error.message}`);
  for (const [name, value] of Object.entries(refusal.headers)) call.header(name, value);
  return answerScim(
    call,
    {
      schemas: [ERROR, CONCUR_ERROR],
      status: String(refusal.status),
      ...(refusal instanceof ScimRefusal ? { scimType: refusal.scimType } : {}),
      detail: refusal.message,
      [CONCUR_ERROR]: { messages: messagesOf(refusal) },
    },
    refusal.status,
  );
}

/** Answers JSON, as `application/scim+json` below `/scim` and to those who ask for it. */
export function answerScim(call: SandboxCall, body: unknown, status: ContentfulStatusCode = 200): Response {
  const wantsScim =
    call.req.path.startsWith('/scim/') || /application\/scim\+json/i.test(call.req.header('accept') ?? '');
  const type = wantsScim ? 'application/scim+json' : 'application/json';
  return call.body(JSON.stringify(body), status, { 'Content-Type': `${type}; charset=utf-8` });
}
