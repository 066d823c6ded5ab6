import { Hono, type MiddlewareHandler } from 'hono';
import type { SandboxApp, SandboxCall, SandboxContext, SandboxEnv } from '../../context.js';
import { readJsonBody } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';
import { answerScimError, ScimRefusal } from './scimRefusal.js';

/** Routes of a SCIM service: whatever goes wrong there is answered in the body that SCIM has for errors. */
export function createScimApp(): SandboxApp {
  const scim = new Hono<SandboxEnv>();
  scim.onError((error, call) => answerScimError(call, error));
  return scim;
}

/** Lets tokens of the company pass, as these services take no others, if they carry one of `scopes`. */
export function allowCompany(
  { allow }: SandboxContext,
  ...scopes: readonly string[]
): readonly [MiddlewareHandler<SandboxEnv>, MiddlewareHandler<SandboxEnv>] {
  return [
    allow(...scopes),
    async (call, next) => {
      if (call.get('caller').principal.kind !== 'company') {
        throw new Refusal(403, 'This service takes access tokens of the company only.');
      }
      return next();
    },
  ];
}

/** Reads a JSON body, whatever its Content-Type says. @throws {ScimRefusal} `invalidSyntax` */
export async function readScimBody(call: SandboxCall): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await readJsonBody(call);
  } catch (error) {
    throw error instanceof Refusal ? new ScimRefusal('invalidSyntax', error.message) : error;
  }
}
