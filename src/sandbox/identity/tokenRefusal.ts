type ErrorName = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'invalid_scope';

/** Codes of the token service that the sandbox answers: HTTP status, `error`, meaning (/api-reference/authentication/apidoc.html). */
const CODES = {
  5: [400, 'invalid_grant', 'User and password, or company and request token, do not belong together.'],
  51: [400, 'invalid_request', 'username is missing.'],
  52: [400, 'invalid_request', 'password is missing.'],
  54: [400, 'invalid_scope', 'More scopes were asked for than were granted.'],
  60: [400, 'invalid_grant', 'This app may not use the grant, or there is no such grant.'],
  61: [401, 'invalid_client', 'No app has this client_id here.'],
  62: [400, 'invalid_request', 'client_id is missing.'],
  63: [400, 'invalid_request', 'client_secret is missing.'],
  64: [401, 'invalid_client', 'client_secret is wrong.'],
  65: [400, 'invalid_request', 'grant_type is missing.'],
  106: [400, 'invalid_request', 'refresh_token is missing.'],
  108: [400, 'invalid_grant', 'The refresh token is wrong, has ended or was revoked.'],
  120: [400, 'invalid_request', 'credtype has to be password or authtoken.'],
  135: [400, 'invalid_request', 'The body has to be application/x-www-form-urlencoded.'],
} as const satisfies Record<number, readonly [400 | 401, ErrorName, string]>;

/** A code that {@link TokenRefusal} can carry. */
export type TokenCode = keyof typeof CODES;

/** The token service says no. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly status: 400 | 401;
  /** The body of the answer. */
  readonly body: { readonly code: TokenCode; readonly error: ErrorName; readonly error_description: string };

  constructor(code: TokenCode) {
    const [status, error, description] = CODES[code];
    super(description);
    this.status = status;
    this.body = { code, error, error_description: description };
  }
}
