import type { GrantKind } from './connection.js';
import type { Secrets } from './credentials.js';
import { clientSecret, password, redirectUri, username } from './flowFields.js';
import { LEGACY_FLOWS } from './legacyFlows.js';

/** Whom a token stands for. */
export type Principal = 'user' | 'company' | 'application';

/** One thing that a flow asks a person for. */
export interface FlowField {
  /** A member of the grant or of the secrets. */
  readonly name: 'username' | 'redirectUri' | 'channelHandle' | 'name' | 'company' | keyof Secrets;
  readonly title: string;
  /** What to write there, and where to find it. */
  readonly hint: string;
  readonly isSecret: boolean;
  readonly isOptional?: boolean;
  /** Undefined when the text is fine, else what is wrong with it. */
  readonly check?: (text: string) => string | undefined;
}

/** A way of signing in, as a person sees it. */
export interface Flow {
  /** `native` and `company` share a grant, so a flow has an id of its own. */
  readonly id: FlowId;
  readonly grant: GrantKind;
  readonly title: string;
  /** One sentence: who uses it and what happens. */
  readonly explanation: string;
  readonly docs: string;
  readonly isRetired: boolean;
  /** Whether somebody has to be there: a browser opens, a URL is pasted or a mail is read. */
  readonly isInteractive: boolean;
  /** Beside name, geolocation and client id; the client secret is among them. */
  readonly fields: readonly FlowField[];
  /** Undefined when it depends on who signs in or what is pasted. */
  readonly principal: Principal | undefined;
}

export type FlowId = Exclude<GrantKind, 'password'> | 'native' | 'company';

const DOCS = 'https://developer.concur.com/api-reference/authentication';
const API = `${DOCS}/apidoc.html`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** All flows, those of today first. */
export const FLOWS: readonly Flow[] = [
  {
    id: 'native',
    grant: 'password',
    title: 'Native: user and password',
    explanation: 'For tries and trusted apps: a user signs in with login and password, without a browser.',
    docs: `${API}#password_grant`,
    isRetired: false,
    isInteractive: false,
    fields: [username, password, clientSecret],
    principal: 'user',
  },
  {
    id: 'company',
    grant: 'password',
    title: 'Company: request token',
    explanation: 'For company-wide integrations: an administrator makes a request token that is good for 24 hours.',
    docs: `${DOCS}/company-auth.html`,
    isRetired: false,
    isInteractive: false,
    fields: [
      {
        name: 'username',
        title: 'Company UUID',
        hint: 'Shown beside the request token under Authentication Admin > Company Request Token',
        isSecret: false,
        check: (text) => (UUID.test(text.trim()) ? undefined : 'A UUID has 32 hexadecimal digits in five groups.'),
      },
      {
        name: 'requestToken',
        title: 'Company request token',
        hint: 'Shown once; made for this very client id, and good for 24 hours',
        isSecret: true,
      },
      clientSecret,
    ],
    principal: 'company',
  },
  {
    id: 'authorizationCode',
    grant: 'authorizationCode',
    title: 'Web: sign in in the browser',
    explanation: 'For apps with users of their own: a person signs in at Concur and consents, also by single sign-on.',
    docs: `${API}#auth_grant`,
    isRetired: false,
    isInteractive: true,
    fields: [redirectUri, clientSecret],
    principal: 'user',
  },
  {
    id: 'appCenter',
    grant: 'appCenter',
    title: 'App Center: Connect button',
    explanation:
      'For listed apps: somebody presses Connect in the App Center, which calls the app with a request token.',
    docs: `${DOCS}/app-center-learn-more.html`,
    isRetired: false,
    isInteractive: true,
    fields: [{ ...redirectUri, title: 'Connect URI', isOptional: true }, clientSecret],
    principal: undefined,
  },
  {
    id: 'clientCredentials',
    grant: 'clientCredentials',
    title: 'Client credentials: the app itself',
    explanation: 'For calls about the app, such as event subscriptions and secret rotation; no user, no refresh token.',
    docs: `${API}#client_credentials`,
    isRetired: false,
    isInteractive: false,
    fields: [clientSecret],
    principal: 'application',
  },
  {
    id: 'otp',
    grant: 'otp',
    title: 'One-time password by mail',
    explanation: 'Concur mails a password that is good once; type it in when it has come.',
    docs: `${API}#otp_grant`,
    isRetired: false,
    isInteractive: true,
    fields: [
      {
        name: 'channelHandle',
        title: 'Email address',
        hint: 'Of the user, as Concur knows it',
        isSecret: false,
        check: (text) => (/^[^\s@]+@[^\s@]+$/.test(text.trim()) ? undefined : 'This is no email address.'),
      },
      clientSecret,
    ],
    principal: 'user',
  },
  {
    id: 'refreshToken',
    grant: 'refreshToken',
    title: 'Refresh token from elsewhere',
    explanation: 'Goes on with a refresh token that another tool got for the same app; good for six months.',
    docs: `${API}#refresh_token`,
    isRetired: false,
    isInteractive: false,
    fields: [
      { name: 'refreshToken', title: 'Refresh token', hint: 'Made for this very client id', isSecret: true },
      clientSecret,
    ],
    principal: undefined,
  },
  {
    id: 'accessToken',
    grant: 'accessToken',
    title: 'Access token from elsewhere',
    explanation: 'Uses a ready token until it ends, an hour after it was made; it cannot be renewed.',
    docs: `${API}#access_token`,
    isRetired: false,
    isInteractive: false,
    fields: [
      { name: 'accessToken', title: 'Access token', hint: 'Three parts with dots between them', isSecret: true },
    ],
    principal: undefined,
  },
  ...LEGACY_FLOWS,
];

/** The flow of a connection. */
export function flowOf(grant: { readonly kind: GrantKind; readonly credtype?: 'password' | 'authtoken' }): Flow {
  const id: FlowId = grant.kind === 'password' ? (grant.credtype === 'authtoken' ? 'company' : 'native') : grant.kind;
  const flow = FLOWS.find((known) => known.id === id);
  if (!flow) throw new Error(`No flow ${id}`);
  return flow;
}
