import { html } from 'hono/html';
import type { AppSecret, RegisteredApp } from '../registeredApp.js';
import { appFields } from './appForm.js';
import type { Html } from './htmlPage.js';

/** The page that lists the apps. */
export function appListPage(apps: readonly RegisteredApp[]): Html {
  return html`
<p><a href="/sandbox/apps/new">Create New App</a></p>
<table>
<thead><tr>
<th scope="col">Client ID</th><th scope="col">App Name</th><th scope="col">App Stage</th>
<th scope="col">Date Created</th><th scope="col">Last Modified</th>
</tr></thead>
<tbody>${apps.map(
    (app) => html`<tr>
<td><a href="/sandbox/apps/${app.clientId}"><code>${app.clientId}</code></a></td>
<td>${app.name}</td><td>${app.stage}</td><td>${app.createdAt.slice(0, 10)}</td><td>${app.modifiedAt.slice(0, 10)}</td>
</tr>`,
  )}</tbody>
</table>`;
}

export function newAppPage(scopes: readonly string[]): Html {
  return html`
<form method="post" action="/sandbox/apps">
${appFields(scopes)}
<p><button>Submit</button></p>
</form>`;
}

/** What a new app, or a new secret, is told once. */
export function credentialsPage({ clientId, consumerKey }: RegisteredApp, secret: string): Html {
  return html`
<p role="status">Copy the secret now: it is not shown again.</p>
<dl>
<dt>Client ID</dt><dd><code id="client-id">${clientId}</code></dd>
<dt>Client Secret</dt><dd><code id="client-secret">${secret}</code></dd>
<dt>Consumer key, for authentication as before 2017</dt><dd><code id="consumer-key">${consumerKey}</code></dd>
</dl>
<p><a href="/sandbox/apps/${clientId}">OK</a></p>`;
}

export function appPage(app: RegisteredApp, scopes: readonly string[]): Html {
  const base = `/sandbox/apps/${app.clientId}`;
  return html`
<dl>
<dt>Client ID</dt><dd><code>${app.clientId}</code></dd>
<dt>Consumer key, for authentication as before 2017</dt><dd><code>${app.consumerKey}</code></dd>
</dl>
<h2>Secrets</h2>
<p>To rotate: generate a secret, activate it, move every client to it, deactivate the old one, delete it.</p>
<table>
<thead><tr><th scope="col">Id</th><th scope="col">Status</th><th scope="col">Change</th></tr></thead>
<tbody>${app.secrets.map((secret) => secretRow(base, secret))}</tbody>
</table>
<form method="post" action="${base}/secrets"><p><button>Generate secret</button></p></form>
<h2>Settings</h2>
<form method="post" action="${base}">
${appFields(scopes, app)}
<p><button>Save</button></p>
</form>`;
}

function secretRow(base: string, { id, isActive }: AppSecret): Html {
  const changes = isActive ? ['deactivate'] : ['activate', 'delete'];
  const buttons = changes.map((change) => html`<button name="change" value="${change}">${change}</button> `);
  return html`<tr>
<td><code>${id}</code></td><td>${isActive ? 'Active' : 'Inactive'}</td>
<td><form method="post" action="${base}/secrets/${id}">${buttons}</form></td>
</tr>`;
}
