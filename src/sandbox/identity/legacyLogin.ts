import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { Query } from '../protocol/query.js';
import { Refusal } from '../protocol/refusal.js';
import { readOwnForm } from './pages/sameOrigin.js';
import { addToUri, answerSignInPage, type SignIn, takeSignIn } from './pages/signInPage.js';
import { acceptsRedirect, type RegisteredApp } from './registeredApp.js';
import { narrowScopes } from './tokenForm.js';
import { TokenRefusal } from './tokenRefusal.js';

const LOGIN = '/net2/oauth2/Login.aspx';

/** The web flow of the time before 2017: a person signs in and the app gets a request token as `code`. */
export function registerLegacyLogin(app: SandboxApp, { identity }: SandboxContext): void {
  const { apps, accounts, issued } = identity;

  app.get(LOGIN, (call) =>
    answerSteps(call, new Query(new URL(call.req.url).searchParams), (signIn) => answerSignInPage(call, signIn)),
  );

  app.post(LOGIN, async (call) => {
    const form = new Query(await readOwnForm(call));
    return answerSteps(call, form, (signIn) =>
      takeSignIn(
        call,
        signIn,
        accounts,
        (name) => form.text(name),
        (principal) => {
          const given = { clientId: signIn.app.clientId, principal, scopes: [...signIn.scopes] };
          const { token } = issued.issueCode(given, signIn.redirectUri);
          return call.redirect(addToUri(signIn.redirectUri, { code: token, state: form.text('state') }));
        },
      ),
    );
  });

  async function answerSteps(
    call: SandboxCall,
    query: Query,
    goOn: (signIn: SignIn) => Response | Promise<Response>,
  ): Promise<Response> {
    const place = findPlace(query);
    const parameters = ['client_id', 'redirect_uri', 'scope', 'state'].flatMap((name) => {
      const value = query.text(name);
      return value === undefined ? [] : [[name, value] as const];
    });
    try {
      const scopes = narrowScopes(query.text('scope'), place.app.scopes);
      return await goOn({ ...place, scopes, parameters });
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error;
      const told = { error: error.body.error, error_description: error.message, state: query.text('state') };
      return call.redirect(addToUri(place.redirectUri, told));
    }
  }

  /** @throws {Refusal} 400 when it is not known where to send the person afterwards */
  function findPlace(query: Query): { readonly app: RegisteredApp; readonly redirectUri: string } {
    const key = query.text('client_id');
    const found = key === undefined ? undefined : apps.findByKey(key);
    if (!found) throw new Refusal(400, 'No app has this client_id.');
    const redirectUri = query.text('redirect_uri') ?? found.redirectUris[0];
    if (redirectUri === undefined || !acceptsRedirect(found, redirectUri)) {
      throw new Refusal(400, 'redirect_uri is not one of those registered for the app.');
    }
    return { app: found, redirectUri };
  }
}
