import { html } from 'hono/html';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { APPLICATION_TYPES, GRANTS, type RegisteredApp, STAGES } from '../registeredApp.js';
import type { AppSettings } from '../registeredApps.js';
import type { Html } from './htmlPage.js';

/** The fields of an app, as the management tool has them, filled with those of `app`. */
export function appFields(scopes: readonly string[], app?: RegisteredApp): Html {
  return html`
<p><label for="name">App Name</label>
<input id="name" name="name" required maxlength="100" value="${app?.name ?? ''}"></p>
<p><label for="description">App Description</label>
<textarea id="description" name="description" required maxlength="500">${app?.description ?? ''}</textarea></p>
<p><label for="stage">App Stage</label>
<select id="stage" name="stage">${STAGES.map((stage) => option(stage, app?.stage))}</select></p>
<p><label for="type">Application Type</label>
<select id="type" name="type">${APPLICATION_TYPES.map((type) => option(type, app?.type))}</select></p>
<fieldset><legend>Allowed Grants</legend>
${GRANTS.map((grant) => checkbox('grants', grant, app?.grants.includes(grant) ?? grant === 'password'))}</fieldset>
<p><label for="redirectUris">Redirect URIs, one a line (http://localhost stands for all of its ports and paths)</label>
<textarea id="redirectUris" name="redirectUris">${app?.redirectUris.join('\n') ?? ''}</textarea></p>
<p><label for="connectUri">Connect URI, for App Center</label>
<input id="connectUri" name="connectUri" value="${app?.connectUri ?? ''}"></p>
<fieldset><legend>State</legend>
${checkbox('isEnabled', 'true', app?.isEnabled ?? true, 'The app is switched on')}
${checkbox('isEnabledForCompany', 'true', app?.isEnabledForCompany ?? true, 'The company has enabled it')}</fieldset>
<fieldset><legend>Allowed Scopes</legend>
${scopes.map((scope) => checkbox('scopes', scope, app?.scopes.includes(scope) ?? scope === 'openid'))}</fieldset>`;
}

/** What the fields hold. @throws {Refusal} 400 with what is wrong */
export function readAppForm(form: URLSearchParams, scopes: readonly string[]): AppSettings {
  const fields = new Query(form);
  const name = fields.text('name');
  const description = fields.text('description');
  const stage = STAGES.find((known) => known === (fields.text('stage') ?? 'Development'));
  const type = APPLICATION_TYPES.find((known) => known === (fields.text('type') ?? 'Web Services client'));
  if (name === undefined || description === undefined)
    throw new Refusal(400, 'App Name or App Description is missing.');
  if (!stage || !type) throw new Refusal(400, 'App Stage or Application Type is none of the choices.');
  const grants = GRANTS.filter((grant) => form.getAll('grants').includes(grant));
  if (grants.length === 0) throw new Refusal(400, 'Choose at least one of the Allowed Grants.');
  const chosen = scopes.filter((scope) => form.getAll('scopes').includes(scope));
  if (chosen.length === 0) throw new Refusal(400, 'Choose at least one of the Allowed Scopes.');
  const redirectUris = (fields.text('redirectUris') ?? '').split(/\s+/).filter(Boolean);
  const connectUri = fields.text('connectUri');
  for (const uri of [...redirectUris, ...(connectUri === undefined ? [] : [connectUri])]) requireUri(uri);
  return {
    name: name.slice(0, 100),
    description: description.slice(0, 500),
    stage,
    type,
    grants,
    scopes: chosen,
    redirectUris,
    connectUri,
    isEnabled: form.has('isEnabled'),
    isEnabledForCompany: form.has('isEnabledForCompany'),
  };
}

/** Addresses that a browser opens as a page of its own; `javascript:` and the like are none. */
function requireUri(uri: string): void {
  const protocol = URL.canParse(uri) ? new URL(uri).protocol : '';
  const isFit = /^[a-z][a-z0-9+.-]*:$/.test(protocol) && !['javascript:', 'data:', 'blob:', 'file:'].includes(protocol);
  if (!isFit) throw new Refusal(400, `"${uri}" is no address to redirect to.`);
}

function option(value: string, chosen: string | undefined): Html {
  return html`<option${value === chosen ? html` selected` : ''}>${value}</option>`;
}

function checkbox(name: string, value: string, isChecked: boolean, label = value): Html {
  const checked = isChecked ? html` checked` : '';
  return html`<label><input type="checkbox" name="${name}" value="${value}"${checked}> ${label}</label>\n`;
}
