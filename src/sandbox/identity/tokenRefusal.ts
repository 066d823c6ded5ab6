type ErrorName = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'invalid_scope' | 'access_denied';
type Status = 400 | 401 | 403;

/**
 * Codes of the token service: HTTP status, `error`, meaning (/api-reference/authentication/apidoc.html). Which status
 * goes with which code is not published; 401 is for clients that are not known, 403 for those that are shut out.
 */
const CODES = {
  5: [400, 'invalid_grant', 'User and password, or principal and request token, do not belong together.'],
  10: [400, 'invalid_grant', 'The account is switched off.'],
  11: [400, 'invalid_grant', 'The account is switched off, for another reason.'],
  12: [400, 'invalid_grant', 'The sign-in is refused.'],
  13: [400, 'invalid_grant', 'The sign-in is refused, for another reason.'],
  14: [400, 'invalid_grant', 'The account is locked.'],
  16: [400, 'invalid_request', 'The account lives in another data centre; ask at geolocation.'],
  19: [400, 'invalid_grant', 'The credentials are wrong.'],
  20: [400, 'invalid_grant', 'The sign-in is refused, perhaps for the address it comes from.'],
  21: [400, 'invalid_request', 'This company signs in with single sign-on only, not with passwords.'],
  51: [400, 'invalid_request', 'username is missing.'],
  52: [400, 'invalid_request', 'password is missing.'],
  53: [403, 'invalid_client', 'The company has not enabled this app.'],
  54: [400, 'invalid_scope', 'More scopes were asked for than were granted.'],
  55: [400, 'invalid_request', 'Nobody has this mail address.'],
  56: [400, 'invalid_request', 'otp is missing.'],
  57: [400, 'invalid_request', 'channel_type is missing.'],
  58: [400, 'invalid_request', 'channel_handle is missing.'],
  59: [403, 'access_denied', 'The app is switched off.'],
  60: [400, 'invalid_grant', 'This app may not use the grant, or there is no such grant.'],
  61: [401, 'invalid_client', 'No app has this client_id here.'],
  62: [400, 'invalid_request', 'client_id is missing.'],
  63: [400, 'invalid_request', 'client_secret is missing.'],
  64: [401, 'invalid_client', 'client_secret is wrong.'],
  65: [400, 'invalid_request', 'grant_type is missing.'],
  80: [400, 'invalid_request', 'channel_type has to be email.'],
  81: [400, 'invalid_request', 'channel_handle is no mail address.'],
  82: [400, 'invalid_request', 'Too many one-time passwords are open for this address.'],
  83: [400, 'invalid_request', 'No one-time password is open for this address.'],
  84: [400, 'invalid_request', 'The own parameters differ from those that came with the request for the password.'],
  85: [400, 'invalid_request', 'The one-time password is wrong.'],
  100: [400, 'invalid_request', 'The service behind does not know this user.'],
  101: [400, 'invalid_request', 'code is missing.'],
  102: [400, 'invalid_request', 'redirect_uri is missing.'],
  103: [400, 'invalid_request', 'The code is wrong, was used, or has ended.'],
  104: [400, 'invalid_grant', 'redirect_uri is not the one that was registered or used before.'],
  105: [400, 'invalid_grant', 'This was given to another app.'],
  106: [400, 'invalid_request', 'refresh_token is missing.'],
  107: [400, 'invalid_request', 'This app may not refresh.'],
  108: [400, 'invalid_grant', 'The refresh token is wrong, has ended or was revoked.'],
  109: [400, 'invalid_request', 'loginid is missing.'],
  115: [401, 'invalid_request', 'The client has not shown who it is.'],
  117: [400, 'invalid_request', 'This response_type needs a nonce.'],
  118: [400, 'invalid_request', 'display has to be page, popup, touch or wap.'],
  119: [400, 'invalid_request', 'prompt is unknown, or not consent while offline_access is asked for.'],
  120: [400, 'invalid_request', 'credtype has to be password or authtoken.'],
  121: [400, 'invalid_request', 'login_type is unknown.'],
  122: [400, 'invalid_request', 'The proxies are wrong.'],
  123: [400, 'invalid_request', 'The principal is switched off.'],
  124: [400, 'invalid_request', 'product is unknown.'],
  134: [400, 'invalid_request', 'The company is under maintenance.'],
  135: [400, 'invalid_request', 'The body has to be application/x-www-form-urlencoded.'],
  136: [400, 'invalid_request', 'The request token was made for another app.'],
  139: [400, 'invalid_request', 'The password has to be changed before the next sign-in.'],
} as const satisfies Record<number, readonly [Status, ErrorName, string]>;

/** A code that {@link TokenRefusal} can carry. */
export type TokenCode = keyof typeof CODES;

export function isTokenCode(number: number): number is TokenCode {
  return number in CODES;
}

/** The token service says no. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  readonly status: Status;
  /** The body of the answer. */
  readonly body: {
    readonly code: TokenCode;
    readonly error: ErrorName;
    readonly error_description: string;
    readonly geolocation?: string;
  };

  /** @param geolocation the base URI of the right data centre, for code 16 */
  constructor(code: TokenCode, geolocation?: string) {
    const [status, error, description] = CODES[code];
    super(description);
    this.status = status;
    const place = geolocation === undefined ? {} : { geolocation };
    this.body = { code, error, error_description: description, ...place };
  }
}
