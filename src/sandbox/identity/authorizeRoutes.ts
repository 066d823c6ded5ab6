import { html } from 'hono/html';
import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { answerJson } from '../protocol/answers.js';
import { answerHtml } from './pages/htmlPage.js';
import { readOwnForm } from './pages/sameOrigin.js';
import { addToUri, answerSignInPage, type SignIn, takeSignIn } from './pages/signInPage.js';
import { acceptsRedirect, type RegisteredApp } from './registeredApp.js';
import type { RegisteredApps } from './registeredApps.js';
import { firstOfEach, narrowScopes, requireField, type TokenForm } from './tokenForm.js';
import { TokenRefusal } from './tokenRefusal.js';

const AUTHORIZE = '/oauth2/v0/authorize';
const PARAMETERS = ['client_id', 'redirect_uri', 'scope', 'response_type', 'state', 'nonce', 'display', 'prompt'];

/** The web flow of today (/api-reference/authentication/apidoc.html): a person signs in and the app gets a code. */
export function registerAuthorize(app: SandboxApp, { identity }: SandboxContext): void {
  const { apps, accounts, issued } = identity;

  app.get(AUTHORIZE, (call) =>
    answerSteps(call, apps, firstOfEach(new URL(call.req.url).searchParams), (signIn) =>
      answerSignInPage(call, signIn),
    ),
  );

  app.post(AUTHORIZE, async (call) => {
    const form = firstOfEach(await readOwnForm(call));
    return answerSteps(call, apps, form, (signIn) =>
      takeSignIn(
        call,
        signIn,
        accounts,
        (name) => form.get(name),
        (principal) => {
          const given = { clientId: signIn.app.clientId, principal, scopes: [...signIn.scopes] };
          const { token } = issued.issueCode(given, signIn.redirectUri);
          const geolocation = accounts.geolocationOf(principal);
          return call.redirect(addToUri(signIn.redirectUri, { geolocation, code: token, state: form.get('state') }));
        },
      ),
    );
  });
}

/**
 * Checks what the app asks for and goes on. What is wrong is told to the app by redirect, but only once app and
 * address are known: else a stranger could send people anywhere.
 */
async function answerSteps(
  call: SandboxCall,
  apps: RegisteredApps,
  form: TokenForm,
  goOn: (signIn: SignIn) => Response | Promise<Response>,
): Promise<Response> {
  let place: { readonly app: RegisteredApp; readonly redirectUri: string };
  try {
    place = findPlace(form, apps);
  } catch (error) {
    if (error instanceof TokenRefusal) return answerHere(call, error);
    throw error;
  }
  try {
    const scopes = checkRequest(form, place.app);
    return await goOn({ ...place, scopes, parameters: [...form].filter(([name]) => PARAMETERS.includes(name)) });
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    const { code, error_description, geolocation } = error.body;
    const told = { error_code: String(code), error_description, geolocation, state: form.get('state') };
    return call.redirect(addToUri(place.redirectUri, told));
  }
}

function findPlace(form: TokenForm, apps: RegisteredApps): { app: RegisteredApp; redirectUri: string } {
  const app = apps.find(requireField(form, 'client_id', 62));
  if (!app) throw new TokenRefusal(61);
  const redirectUri = requireField(form, 'redirect_uri', 102);
  if (!acceptsRedirect(app, redirectUri)) throw new TokenRefusal(104);
  return { app, redirectUri };
}

/** @returns the scopes to ask the person for; all that the app has when it names none */
function checkRequest(form: TokenForm, app: RegisteredApp): readonly string[] {
  if (!app.isEnabled) throw new TokenRefusal(59);
  if (!app.isEnabledForCompany) throw new TokenRefusal(53);
  const responseType = form.get('response_type') ?? '';
  if (responseType.split(' ').includes('id_token') && !form.get('nonce')) throw new TokenRefusal(117);
  if (responseType !== 'code' || !app.grants.includes('authorization_code')) throw new TokenRefusal(60);
  if (!['', 'page', 'popup', 'touch', 'wap'].includes(form.get('display') ?? '')) throw new TokenRefusal(118);
  const prompt = form.get('prompt') ?? '';
  if (!['', 'login', 'consent', 'select_account'].includes(prompt)) throw new TokenRefusal(119);
  const scopes = narrowScopes(form.get('scope'), app.scopes);
  const asksOffline = /\boffline_access\b/.test(form.get('scope') ?? '');
  if (asksOffline && prompt !== 'consent') throw new TokenRefusal(119);
  return scopes;
}

/** Says it to the person, or to a program as the token service does. */
function answerHere(call: SandboxCall, { body, status }: TokenRefusal): Response | Promise<Response> {
  if (!call.req.header('accept')?.includes('text/html')) return answerJson(call, body, status);
  const text = html`<p role="alert">${body.error_description} (code ${body.code})</p>
<p>The app that sent you here asked for something that cannot be. See how it is registered among the
<a href="/sandbox/apps">apps</a>.</p>`;
  return answerHtml(call, { title: 'This app cannot sign you in', body: text }, status);
}
