import { html } from 'hono/html';
import type { SandboxCall } from '../../context.js';
import type { Accounts } from '../accounts.js';
import type { PrincipalKey } from '../caller.js';
import type { RegisteredApp } from '../registeredApp.js';
import { TokenRefusal } from '../tokenRefusal.js';
import { answerHtml } from './htmlPage.js';

/** What an app asks a person for, by one of the two web flows. */
export interface SignIn {
  readonly app: RegisteredApp;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** What the form sends again: the parameters that the app came with. */
  readonly parameters: Iterable<readonly [string, string]>;
}

/** Signing in and consent on one page. @param trouble why the last attempt was not good */
export function answerSignInPage(call: SandboxCall, signIn: SignIn, trouble?: string): Promise<Response> {
  const { app, scopes } = signIn;
  const hidden = [...signIn.parameters].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const body = html`
${trouble === undefined ? '' : html`<p role="alert">${trouble}</p>`}
<p><strong>${app.name}</strong> asks to act for you. ${app.description}</p>
<form method="post" action="${call.req.path}">
${hidden}
<p><label for="username">User name</label>
<input id="username" name="username" autocomplete="username" autofocus></p>
<p><label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password"></p>
<h2>What it may then do</h2>
<ul>${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
<p>
<button name="decision" value="allow">Sign in and allow</button>
<button name="decision" value="decline" formnovalidate>Decline</button>
</p>
</form>
<p>Everybody in this sandbox has the password of the <a href="/sandbox/welcome">welcome page</a>.</p>`;
  const page = { title: `Sign in to ${app.name}`, body, formTarget: sourceOf(signIn.redirectUri) };
  return answerHtml(call, page, trouble === undefined ? 200 : 401);
}

/**
 * Goes on as the person who filled in the page, or shows it again when user name and password do not fit.
 * @param field reads a field of the form
 * @throws {TokenRefusal} when the person said no, or may not sign in
 */
export function takeSignIn(
  call: SandboxCall,
  signIn: SignIn,
  accounts: Accounts,
  field: (name: string) => string | undefined,
  goOn: (person: PrincipalKey) => Response,
): Response | Promise<Response> {
  // No code is published for a person who says no; 59 is the one whose error is access_denied.
  if (field('decision') !== 'allow') throw new TokenRefusal(59);
  try {
    const { id } = accounts.signIn(field('username') ?? '', field('password') ?? '');
    return goOn({ kind: 'user', id });
  } catch (error) {
    if (error instanceof TokenRefusal && error.body.code === 5) return answerSignInPage(call, signIn, error.message);
    throw error;
  }
}

/** The address as a source of a content security policy: browsers hold the redirect after a form against it. */
function sourceOf(redirectUri: string): string {
  const { protocol, origin } = new URL(redirectUri);
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? origin : protocol;
}

/** `uri` with parameters added to those that it has; undefined ones are left out. */
export function addToUri(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.append(name, value);
  return url.href;
}
