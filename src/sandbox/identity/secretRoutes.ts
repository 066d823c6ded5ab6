import * as z from 'zod/mini';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';
import type { AppSecret, RegisteredApp } from './registeredApp.js';

const SECRETS = '/app-mgmt/v4/:appId/secrets';

const patchSchema = z.object({
  schemas: z.array(z.literal('urn:ietf:params:scim:api:messages:2.0:PatchOp')).check(z.minLength(1)),
  Operations: z.array(
    z.object({
      op: z.literal('replace'),
      path: z.literal('/status'),
      value: z.enum(['active', 'inactive', 'Active', 'Inactive']),
    }),
  ),
});

/** Rotation of secrets (/api-reference/authentication/rotating-secrets.html), with the token of the app itself. */
export function registerSecrets(app: SandboxApp, { identity, allow }: SandboxContext): void {
  const { apps } = identity;

  app.get(SECRETS, allow(), (call) => {
    const { secrets } = requireOwnApp(call);
    return answerJson(
      call,
      secrets.map(({ id, isActive, createdAt, updatedAt }) => ({
        id,
        status: statusOf(isActive),
        createdAt,
        updatedAt,
      })),
    );
  });

  app.post(SECRETS, allow(), (call) => {
    const { entry, secret } = apps.addSecret(requireOwnApp(call));
    return answerJson(call, { id: entry.id, secret, status: statusOf(entry.isActive) });
  });

  app.patch(`${SECRETS}/:secretId`, allow(), async (call) => {
    const own = requireOwnApp(call);
    const { id } = requireSecret(call, own);
    const patch = patchSchema.safeParse(await readJsonBody(call));
    const last = patch.data?.Operations.at(-1);
    if (!last) throw new Refusal(400, 'The body has to be a SCIM PatchOp that replaces /status by active or inactive.');
    apps.setSecretActive(own, id, last.value.toLowerCase() === 'active');
    return call.body(null, 200);
  });

  app.delete(`${SECRETS}/:secretId`, allow(), (call) => {
    const own = requireOwnApp(call);
    const { id, isActive } = requireSecret(call, own);
    if (isActive) throw new Refusal(400, 'The secret is active; deactivate it first.');
    apps.removeSecret(own, id);
    return call.body(null, 204);
  });

  /** @throws {Refusal} 401 when the token is not that of the app in the path */
  function requireOwnApp(call: SandboxCall): RegisteredApp {
    const { principal, clientId } = call.get('caller');
    const isOwn = principal.kind === 'app' && clientId === call.req.param('appId')?.toLowerCase();
    const own = apps.find(clientId);
    if (!isOwn || !own) throw new Refusal(401, 'Send the token of the app itself (client_credentials).');
    return own;
  }
}

function requireSecret(call: SandboxCall, { secrets }: RegisteredApp): AppSecret {
  const secret = secrets.find(({ id }) => id === call.req.param('secretId')?.toLowerCase());
  if (!secret) throw new Refusal(404, 'The app has no secret with this id.');
  return secret;
}

function statusOf(isActive: boolean): 'Active' | 'Inactive' {
  return isActive ? 'Active' : 'Inactive';
}
