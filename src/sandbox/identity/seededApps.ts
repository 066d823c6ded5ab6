import type { ApiEntry } from '../../catalog/model.js';
import { digestOf, GRANTS, type RegisteredApp } from './registeredApp.js';

/**
 * Credentials of the seeded apps. They are no secrets: they are the same in every sandbox and open nothing outside
 * of one.
 */
export const WELCOME_APP = {
  clientId: '558b3d25-0f69-4d88-a0f1-c307bd0ee798',
  clientSecret: '19cad044-183f-4ed5-a5a4-d3341cfdf68f',
  consumerKey: 'q7Vn2LxKc94TbRw8JhYdZm',
} as const;
export const WEB_APP = {
  clientId: '0c6f2d1e-8a57-4f0b-9e36-b4d81c75a290',
  clientSecret: 'a1f7c3e9-62d4-4b08-8c15-7e90d2b6f348',
  consumerKey: 'wB5tXq83NsGfPz6LkRvH1c',
} as const;
export const SUPPLIER_APP = {
  clientId: '7d94e1b3-52c8-4a6f-93d0-1f8be6a47c25',
  clientSecret: 'e3b80c46-91fa-4d27-a5e8-6c02d9f71b54',
  consumerKey: 'sL9vKf27TqXw4NzRbP6Ymd',
} as const;

/** A scope that the welcome app lacks, so that a missing permission can be met. */
const MISSING_SCOPE = 'CONREQ';

/** Scopes that no operation asks for: for OpenID, single fields, and topics of events (/api-guides/ess-guide.html). */
const SCOPES_BESIDE_OPERATIONS = [
  'openid',
  ...['user.read', 'company.read', 'user.write', 'company.write', 'profile', 'email', 'offline_access'],
  ...['BANK', 'COMPD', 'EMERG', 'ERECPT', 'MEDIC', 'MTNG', 'PASSV', 'RCTIMG', 'TMCSP', 'TSAI', 'TWS', 'UNUTX'],
  ...['identity.user.event.read', 'spend.user.event.read', 'travel.user.event.read'],
  ...['travel.profile.user.event.read', 'travel.trips.booking.read', 'document.tax.compliance.read'],
  ...['fiscalcalendar.read', 'fiscalcalendar.write', 'maestro.partner.read', 'travel.hotel.write'],
  ...['travel.receipts.write', 'spenddocs.compliance.read'],
  ...['spenddocs.receipts.compliance.write', 'spenddocs.receipts.compliance.writeonly'],
];

/** Every scope that an app of the sandbox can be given. */
export function knownScopes(apis: readonly ApiEntry[]): readonly string[] {
  const ofOperations = apis
    .filter(({ caller, own }) => caller === 'client' && !own)
    .flatMap(({ operations }) => operations.flatMap(({ scopes }) => scopes));
  return [...new Set([...SCOPES_BESIDE_OPERATIONS, ...ofOperations])];
}

/** The app of the welcome page, which may do nearly everything, a web app that may do little, and a TripLink supplier. */
export function seedApps(scopes: readonly string[], createdAt: string): readonly RegisteredApp[] {
  const shared = {
    type: 'Web Services client',
    isEnabled: true,
    isEnabledForCompany: true,
    createdAt,
    modifiedAt: createdAt,
  } as const;
  const secretOf = (id: string, value: string): RegisteredApp['secrets'] => [
    { id, digest: digestOf(value), isActive: true, createdAt, updatedAt: createdAt },
  ];
  return [
    {
      ...shared,
      clientId: WELCOME_APP.clientId,
      number: 4101,
      consumerKey: WELCOME_APP.consumerKey,
      name: 'Sandbox Explorer',
      description: 'The app of the welcome page: all grants and nearly all scopes.',
      stage: 'Development',
      grants: [...GRANTS],
      scopes: scopes.filter((scope) => scope !== MISSING_SCOPE),
      redirectUris: ['http://localhost', 'http://127.0.0.1'],
      connectUri: 'http://localhost/connect',
      secrets: secretOf('6b0a52d7-1d0e-4f3c-a6f1-95d7c40e2b18', WELCOME_APP.clientSecret),
    },
    {
      ...shared,
      clientId: WEB_APP.clientId,
      number: 4102,
      consumerKey: WEB_APP.consumerKey,
      name: 'Receipt Courier',
      description: 'A web app that people sign in to; few scopes.',
      stage: 'Test',
      grants: ['authorization_code', 'refresh_token'],
      scopes: ['openid', 'user.read', 'receipts.read', 'quickexpense.writeonly', 'EXPRPT'],
      redirectUris: ['http://localhost'],
      secrets: secretOf('d2c84e93-7f65-4b1a-b0d8-3e1f6a97c524', WEB_APP.clientSecret),
    },
    {
      ...shared,
      clientId: SUPPLIER_APP.clientId,
      number: 4103,
      consumerKey: SUPPLIER_APP.consumerKey,
      name: 'Lakeside Rewards',
      description: 'A TripLink supplier: polls connection requests and books trips for people who are linked.',
      stage: 'Test',
      grants: [...GRANTS],
      scopes: ['openid', 'user.read', MISSING_SCOPE, 'ITINER', 'TRVPRF'],
      redirectUris: ['http://localhost'],
      secrets: secretOf('47ce0b1d-8a35-4f92-b6d4-c09e5127f3a8', SUPPLIER_APP.clientSecret),
    },
  ];
}
