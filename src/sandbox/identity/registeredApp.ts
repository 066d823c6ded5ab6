/**
 * The one app that the sandbox knows. Its credentials are no secret: they are the same everywhere and open nothing
 * outside a sandbox. `LIST` and many more scopes are left out, so that a missing scope can be met.
 */
export const registeredApp = {
  clientId: '558b3d25-0f69-4d88-a0f1-c307bd0ee798',
  clientSecret: '19cad044-183f-4ed5-a5a4-d3341cfdf68f',
  scopes: ['openid', 'user.read', 'company.read', 'EXPRPT', 'ITINER'],
  grants: ['password', 'refresh_token', 'client_credentials'],
} as const;

/** The password of every employee of the sandbox company. */
export const SANDBOX_PASSWORD = 'Lakeside-2-Explore';

/** Opens the company with `credtype=authtoken`; unlike Concur's, which lives for 24 hours, it never ends. */
export const COMPANY_REQUEST_TOKEN = 'rt-6747857b734e47efa1d739694a2334e8';
