import { html } from 'hono/html';
import { displayName } from '../../company/people.js';
import type { SandboxApp, SandboxContext } from '../../context.js';
import { answerJson } from '../../protocol/answers.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import type { RegisteredApp } from '../registeredApp.js';
import { answerHtml, type Html, pagesOf } from './htmlPage.js';
import { readOwnForm } from './sameOrigin.js';
import { addToUri } from './signInPage.js';

/** Ways to connect an app without its own sign-in: company request tokens, App Center, one-time passwords by mail. */
export function registerConnectionPages(app: SandboxApp, { identity, company }: SandboxContext): void {
  const { apps, accounts, issued } = identity;
  const pages = pagesOf(app);

  pages.get('/sandbox/request-tokens', (call) =>
    answerHtml(call, { title: 'Company Request Tokens', body: requestTokenForm() }),
  );

  pages.post('/sandbox/request-tokens', async (call) => {
    const { clientId } = requireApp((await readOwnForm(call)).get('appId'));
    const { token } = issued.issueRequestToken(clientId, { kind: 'company', id: company.id });
    const body = html`
<p role="status">Copy both now. The token lasts 24 hours; submit the App ID again for another one.</p>
<dl>
<dt>Company UUID</dt><dd><code id="company-uuid">${company.id}</code></dd>
<dt>Company Request Token</dt><dd><code id="request-token">${token}</code></dd>
</dl>
<p><a href="/sandbox/request-tokens">OK</a></p>`;
    return answerHtml(call, { title: 'Company Request Token Successfully Created', body });
  });

  pages.get('/sandbox/app-center', (call) => {
    const listed = apps.list().filter(({ connectUri }) => connectUri !== undefined);
    const people = company.people.filter(({ isDeleted }) => !isDeleted);
    const body = html`${listed.map((listing) =>
      connectForm(
        listing,
        people.map((person) => ({ login: person.login, name: displayName(person) })),
      ),
    )}`;
    // Browsers hold the redirect after a form against the policy; apps here are anywhere.
    return answerHtml(call, { title: 'App Center', body, formTarget: 'http: https:' });
  });

  pages.post('/sandbox/app-center', async (call) => {
    const form = new Query(await readOwnForm(call));
    const { clientId, connectUri } = requireApp(form.text('appId'));
    const person = accounts.find(form.text('user') ?? '');
    if (!person || connectUri === undefined) throw new Refusal(400, 'The person or the Connect URI is unknown.');
    const isForCompany = form.text('for') !== 'user' && form.text('for') !== 'legacy';
    const id = isForCompany ? company.id : person.id;
    const { token } = issued.issueRequestToken(clientId, { kind: isForCompany ? 'company' : 'user', id });
    const parameters = form.text('for') === 'legacy' ? { code: token } : { id, requestToken: token, userId: person.id };
    call.header('Cache-Control', 'no-store');
    return call.redirect(addToUri(connectUri, parameters), 301);
  });

  pages.get('/sandbox/mail', (call) => {
    const mails = issued.oneTime.list().map(({ value }) => ({ to: value.address, otp: value.otp, ...value.letter }));
    if (call.req.header('accept')?.includes('application/json')) return answerJson(call, { mails });
    return answerHtml(call, { title: 'Mail', body: mailTable(mails) });
  });

  /** @throws {Refusal} 400 when nobody registered it */
  function requireApp(appId: string | null | undefined): RegisteredApp {
    const found = apps.find(appId?.trim() ?? '');
    if (!found) throw new Refusal(400, 'No app has this App ID.');
    return found;
  }
}

function requestTokenForm(): Html {
  return html`
<p>A company request token connects an app for the whole company. It is exchanged once or several times at
<code>POST /oauth2/v0/token</code> with <code>grant_type=password</code> and <code>credtype=authtoken</code>.</p>
<form method="post" action="/sandbox/request-tokens">
<p><label for="appId">App ID</label>
<input id="appId" name="appId" required></p>
<p><button>Submit</button></p>
</form>`;
}

/** What connecting this listing asks for: who clicks, and for whom. */
function connectForm(
  { clientId, name, connectUri }: RegisteredApp,
  people: readonly { readonly login: string; readonly name: string }[],
): Html {
  return html`
<h2>${name}</h2>
<form method="post" action="/sandbox/app-center">
<input type="hidden" name="appId" value="${clientId}">
<p><label for="user-${clientId}">Connect as</label>
<select id="user-${clientId}" name="user">
${people.map((person) => html`<option value="${person.login}">${person.name}</option>`)}
</select></p>
<p><label for="for-${clientId}">Connect for</label>
<select id="for-${clientId}" name="for">
<option value="company">the company</option>
<option value="user">the person</option>
<option value="legacy">the person, as before 2017 (code)</option>
</select></p>
<p>Leads to <code>${connectUri}</code>.</p>
<p><button>Connect</button></p>
</form>`;
}

function mailTable(mails: readonly Readonly<Record<string, string>>[]): Html {
  if (mails.length === 0) return html`<p>No mail. One-time passwords of <code>/oauth2/v0/otp</code> arrive here.</p>`;
  return html`
<table>
<thead><tr>
<th scope="col">To</th><th scope="col">Name</th><th scope="col">Company</th>
<th scope="col">One-time password</th><th scope="col">Link</th>
</tr></thead>
<tbody>${mails.map(
    ({ to, name, company, otp, link }) => html`<tr>
<td>${to}</td><td>${name ?? ''}</td><td>${company ?? ''}</td><td><code>${otp ?? ''}</code></td><td>${link ?? ''}</td>
</tr>`,
  )}</tbody>
</table>`;
}
