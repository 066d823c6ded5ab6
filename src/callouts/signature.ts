import { createHmac, timingSafeEqual } from 'node:crypto';

/** User name and password of a registered connector. */
export interface ConnectorCredentials {
  readonly user: string;
  readonly password: string;
}

/** Which values are signed, in order; the nonce comes last, behind user and password. */
const SIGNED = {
  v4Expense: ['company_domain', 'logged_in_user_id', 'report_owner_user_id', 'report_owner_employee_id', 'item_url'],
  v4Request: ['company_domain', 'logged_in_user_id', 'request_owner_user_id', 'request_owner_employee_id', 'item_url'],
  v1: ['xcompanydomain', 'xuserid', 'itemurl'],
} as const;

/** Which signature an address of Launch External URL carries. */
export type SignatureKind = keyof typeof SIGNED;

/** Tells the kind by the names of the query parameters; undefined when it is none of them. */
export function signatureKind(query: Readonly<Record<string, string>>): SignatureKind | undefined {
  if ('xcompanydomain' in query) return 'v1';
  if ('request_owner_user_id' in query) return 'v4Request';
  return 'report_owner_user_id' in query ? 'v4Expense' : undefined;
}

/**
 * Signs the query of a Launch External URL: Base64 of an HMAC (SHA-256; SHA-1 in version 1) over the decoded values,
 * user, password and nonce, keyed with the user name in lower case and the password.
 * @see developer.concur.com /api-reference/callouts/v4.launch-external-url.html
 */
export function signLaunch(
  kind: SignatureKind,
  query: Readonly<Record<string, string>>,
  { user, password }: ConnectorCredentials,
): string {
  const values = SIGNED[kind].map((name) => query[name] ?? '');
  const message = [...values, user, password, query.nonce ?? ''].join('');
  const algorithm = kind === 'v1' ? 'sha1' : 'sha256';
  return createHmac(algorithm, `${user.toLowerCase()}${password}`).update(message).digest('base64');
}

/** Whether the query carries the signature that these credentials give. */
export function isSigned(query: Readonly<Record<string, string>>, credentials: ConnectorCredentials): boolean {
  const kind = signatureKind(query);
  if (!kind || query.signature === undefined) return false;
  const [given, right] = [Buffer.from(query.signature), Buffer.from(signLaunch(kind, query, credentials))];
  return given.length === right.length && timingSafeEqual(given, right);
}
