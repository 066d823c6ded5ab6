import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

/** Grants that an app may be allowed (/api-reference/authentication/apidoc.html). */
export const GRANTS = ['password', 'authorization_code', 'client_credentials', 'refresh_token', 'otp'] as const;

/** Choices of the management tool (/api-reference/authentication/oauth2-app-mgmt-tool.html). */
export const STAGES = ['Development', 'Test', 'Production'] as const;
export const APPLICATION_TYPES = ['Web Services client', 'Integration with Concur Solutions client'] as const;

const appSecretSchema = z.object({
  id: z.string(),
  /** SHA-256 of the value, which is shown once and then kept nowhere. */
  digest: z.string(),
  isActive: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

/** One secret of an app; several may be active at once. Times are ISO. */
export type AppSecret = z.infer<typeof appSecretSchema>;

export const registeredAppSchema = z.object({
  clientId: z.string(),
  /** Number that older parts of Concur know the app by; in access tokens the claim `legacy_application_id`. */
  number: z.number(),
  /** The key that the authentication before 2017 knows the app by. */
  consumerKey: z.string(),
  name: z.string(),
  description: z.string(),
  stage: z.enum(STAGES),
  type: z.enum(APPLICATION_TYPES),
  grants: z.array(z.enum(GRANTS)),
  scopes: z.array(z.string()),
  redirectUris: z.array(z.string()),
  /** Where App Center sends people who press Connect; undefined when the app is in no App Center. */
  connectUri: z.optional(z.string()),
  /** False: switched off everywhere, code 59. */
  isEnabled: z.boolean(),
  /** False: the company has not enabled the app, code 53. */
  isEnabledForCompany: z.boolean(),
  secrets: z.array(appSecretSchema),
  createdAt: z.string(),
  modifiedAt: z.string(),
});

/** An app that may ask for tokens. */
export type RegisteredApp = z.infer<typeof registeredAppSchema>;

export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` is the value of an active secret of the app. */
export function hasSecret({ secrets }: RegisteredApp, secret: string): boolean {
  const digest = digestOf(secret);
  return secrets.some((known) => known.isActive && known.digest === digest);
}

/**
 * Whether the app may be answered at `uri`: it is registered literally, or the app registered a loopback address
 * without a port (`http://localhost`), which stands for all ports and paths there, since a test server picks its own.
 */
export function acceptsRedirect({ redirectUris }: RegisteredApp, uri: string): boolean {
  return redirectUris.some((registered) => registered === uri || isLoopbackBelow(uri, registered));
}

function isLoopbackBelow(uri: string, registered: string): boolean {
  if (!URL.canParse(uri) || !URL.canParse(registered)) return false;
  const [asked, base] = [new URL(uri), new URL(registered)];
  const isOpen = ['localhost', '127.0.0.1'].includes(base.hostname) && base.port === '' && base.pathname === '/';
  return isOpen && asked.protocol === base.protocol && asked.hostname === base.hostname && asked.username === '';
}
