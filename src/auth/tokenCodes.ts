import type { NextStep } from '../kernel/advice.js';

/** What kind of refusal a documented code of the token service is. */
export type CodedKind =
  | 'wrongCredentials'
  | 'accountClosed'
  | 'signInRefused'
  | 'wrongClient'
  | 'appNotAllowed'
  | 'grantNotAllowed'
  | 'scopeTooWide'
  | 'requestTokenInvalid'
  | 'refreshTokenInvalid'
  | 'codeInvalid'
  | 'oneTimePasswordInvalid'
  | 'badRequest';

interface CodeFacts {
  readonly kind: CodedKind;
  /** What is wrong and what to do, for a person. */
  readonly what: string;
  readonly next: readonly NextStep[];
}

const code = (kind: CodedKind, what: string, ...next: NextStep[]): CodeFacts => ({
  kind,
  what,
  next: next.length > 0 ? next : ['signIn', 'openDocs'],
});

/** Something of the request lacks or is malformed: it is not the person's fault unless they left a field empty. */
const lacks = (field: string): CodeFacts =>
  code('badRequest', `The token request came without ${field}. Fill it in in the connection and sign in again.`);

/** The codes of `/token`, `/otp` and the redirect of `/authorize` (/api-reference/authentication/apidoc.html), but 16. */
export const TOKEN_CODES: Readonly<Record<number, CodeFacts>> = {
  5: code('wrongCredentials', 'Concur does not know this user and password. Check both and sign in again.'),
  10: code('accountClosed', 'This account is switched off. An administrator of the company has to switch it on.'),
  11: code('accountClosed', 'This account is switched off. Ask the support of SAP Concur why.'),
  12: code('signInRefused', 'Concur refuses this account the sign-in. Ask an administrator of the company.'),
  13: code('signInRefused', 'Concur refuses this account the sign-in. Ask the support of SAP Concur why.'),
  14: code(
    'accountClosed',
    'This account is locked, as after several wrong passwords. An administrator can unlock it.',
  ),
  19: code('wrongCredentials', 'User or password is wrong. Check both and sign in again.'),
  20: code(
    'signInRefused',
    'Concur refuses the sign-in from this network address. Sign in from a network that the company allows.',
  ),
  21: code(
    'signInRefused',
    'This company signs in by single sign-on only, so a password does not do. Use the Web flow or a company request token.',
  ),
  51: lacks('a user name'),
  52: lacks('a password'),
  53: code(
    'appNotAllowed',
    'This company has not connected the app. An administrator has to connect it in the App Center first.',
    'openDocs',
  ),
  54: code(
    'scopeTooWide',
    'More scopes were asked for than the app holds. Take the surplus out of the connection, or leave its scopes empty to get all.',
  ),
  55: code('wrongCredentials', 'Concur knows nobody with this email address. Check the address and sign in again.'),
  56: lacks('the one-time password'),
  57: lacks('the channel type'),
  58: lacks('the email address'),
  59: code(
    'appNotAllowed',
    'The app is switched off, or the sign-in was declined. Ask who manages the app.',
    'openDocs',
  ),
  60: code(
    'grantNotAllowed',
    'The app is not allowed this way of signing in. Add the grant to the Allowed Grants of the app, or choose another flow.',
  ),
  61: code(
    'wrongClient',
    'Concur does not know this client id here. Check it, and whether it belongs to an implementation host (us-impl, emea-impl) instead of production.',
  ),
  62: lacks('a client id'),
  63: lacks('a client secret'),
  64: code('wrongClient', 'The client secret is wrong or no longer active. Enter the active one and sign in again.'),
  65: lacks('a grant'),
  80: code('badRequest', 'One-time passwords go out by email only. Choose another flow.'),
  81: code('badRequest', 'The email address is malformed. Correct it and sign in again.'),
  82: code(
    'oneTimePasswordInvalid',
    'Too many one-time passwords are open for this address. Use one that was mailed, or wait until they have ended.',
  ),
  83: code('oneTimePasswordInvalid', 'No one-time password is open for this address. Ask for a new one.'),
  84: code(
    'oneTimePasswordInvalid',
    'What was sent with the one-time password differs from what it was asked for with. Ask for a new one.',
  ),
  85: code('oneTimePasswordInvalid', 'The one-time password is wrong. Copy it from the latest mail.'),
  100: code('wrongCredentials', 'Concur does not know this user name. Check it and sign in again.'),
  101: lacks('the authorization code'),
  102: lacks('a redirect URI'),
  103: code(
    'codeInvalid',
    'The authorization code is wrong, was used before or has ended. Sign in again in the browser.',
  ),
  104: code(
    'codeInvalid',
    'The redirect URI is not the one that is registered with the app. Write it in the connection exactly as it is registered.',
  ),
  105: code(
    'refreshTokenInvalid',
    'This token or code was given to another app. Use the client id that it was made for.',
  ),
  106: lacks('a refresh token'),
  107: code(
    'grantNotAllowed',
    'The app may not refresh tokens. Add refresh_token to its Allowed Grants, or sign in anew.',
  ),
  108: code(
    'refreshTokenInvalid',
    'The sign-in has ended: its refresh token is expired or revoked. Sign in again.',
    'signIn',
  ),
  109: lacks('a login id'),
  115: code('wrongClient', 'The app has not shown who it is. Enter client id and secret and sign in again.'),
  117: code('badRequest', 'Concur wants a nonce for this kind of answer. Ask for response_type code.'),
  118: code('badRequest', 'Concur does not know this value of display. Leave it out.'),
  119: code('badRequest', 'The scope offline_access needs prompt=consent. Take the scope out of the connection.'),
  120: code('badRequest', 'Concur does not know this kind of credentials. It has to be password or authtoken.'),
  121: code('badRequest', 'Concur does not know this value of login_type. Leave it out.'),
  122: code('badRequest', 'Concur does not accept these proxies. Leave them out.'),
  123: code(
    'accountClosed',
    'The user or company of this sign-in is switched off. An administrator has to switch it on.',
  ),
  124: code('badRequest', 'Concur does not know this product. Leave it out.'),
  134: code('accountClosed', 'This company is under maintenance. Wait some minutes and sign in again.', 'sendAgain'),
  135: code(
    'badRequest',
    'The token service takes forms only. Send application/x-www-form-urlencoded, not JSON.',
    'openDocs',
  ),
  136: code(
    'requestTokenInvalid',
    'The request token was made for another app. Make one for this client id under Company Request Token.',
  ),
  139: code(
    'accountClosed',
    'The password has to be changed first. Sign in at Concur in the browser, change it, then sign in here.',
  ),
};

/** Code 5 again, where a request token was sent in place of a password. */
export const REQUEST_TOKEN_REFUSED =
  'Concur does not know this company and request token: the token is older than 24 hours, used up, or of another company or app. Make a new one under Company Request Token.';
