import { html } from 'hono/html';
import type { SandboxApp, SandboxContext } from '../context.js';
import { answerHtml, type Html } from '../identity/pages/htmlPage.js';
import { FAULT_FORMS } from '../protocol/faults.js';
import { ADMIN_SCRIPT } from './adminScript.js';
import { ADMIN_PAGE } from './changes.js';
import { countData } from './dataCounts.js';
import { listIssued } from './issuedRows.js';
import type { LoggedRequest } from './requestLog.js';

const COLUMNS = [
  ['at', 'Time'],
  ['method', 'Method'],
  ['path', 'Path'],
  ['status', 'Status'],
  ['milliseconds', 'ms'],
  ['who', 'Who'],
  ['correlationId', 'Correlation id'],
] as const satisfies readonly (readonly [keyof LoggedRequest, string])[];

/** Rows of the page; the log itself holds more. */
const MOST_REQUESTS = 100;

/** The page for people: what happens in the sandbox, what it holds, and what can be set. */
export function registerAdminPage(app: SandboxApp, context: SandboxContext): void {
  app.get(ADMIN_PAGE, (call) => {
    const body = html`
<p>A virtual company on your own machine; nothing here is Concur or leaves the machine.
Credentials to start with: <a href="/sandbox/welcome">welcome</a>.</p>
${showRequests(context)}${showFaults(context)}${showState(context)}${showData(context)}${showTokens(context)}`;
    return answerHtml(call, { title: 'Sandbox', body, script: ADMIN_SCRIPT, isForEditor: true });
  });
}

function showRequests({ controls }: SandboxContext): Html {
  const requests = controls.requests.list();
  const rows = requests.slice(-MOST_REQUESTS).reverse();
  const last = requests.at(-1)?.number ?? 0;
  return html`<section aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
<p><label hidden><input type="checkbox" id="live" checked> Show new requests as they come</label>
<a href="/sandbox/requests">All as JSON</a></p>
<table>
<thead><tr>${COLUMNS.map(([, title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody id="requests" data-columns="${COLUMNS.map(([name]) => name).join(' ')}" data-last="${last}"
data-most="${MOST_REQUESTS}">${rows.map(
    (request) => html`<tr>${COLUMNS.map(([name]) => html`<td>${request[name] ?? ''}</td>`)}</tr>`,
  )}</tbody>
</table>
</section>`;
}

function showFaults({ controls }: SandboxContext): Html {
  const orders = controls.faults.list();
  return html`<section aria-labelledby="faults-title">
<h2 id="faults-title">Faults</h2>
${orders.length === 0 ? html`<p>None are ordered.</p>` : ''}
<ul>${orders.map(
    ({ id, faults, path, calls }) => html`<li><form method="post" action="/sandbox/faults/${id}/clear">
<code>${faults}</code> for ${path ?? 'all paths'}, ${calls === undefined ? 'always' : `${calls} more calls`}
<button aria-label="Remove ${faults}">Remove</button></form></li>`,
  )}</ul>
<form method="post" action="/sandbox/faults">
<p><label for="faults">Faults, separated by commas</label>
<input id="faults" name="faults" required placeholder="latency=2000, status=429" aria-describedby="fault-forms"></p>
<p><label for="path">Paths that begin with (all when empty)</label>
<input id="path" name="path" pattern="/.*" placeholder="/api/v3.0/expense"></p>
<p><label for="calls">Number of calls (always when empty)</label>
<input id="calls" name="calls" type="number" min="1"></p>
<p><button>Add</button></p>
</form>
<form method="post" action="/sandbox/faults/clear"><p><button>Clear all</button></p></form>
<details id="fault-forms"><summary>What there is; a single call can ask for it with X-Sandbox-Fault</summary>
<table><tbody>${FAULT_FORMS.map(
    ([form, meaning]) => html`<tr><th scope="row"><code>${form}</code></th><td>${meaning}</td></tr>`,
  )}</tbody></table></details>
</section>`;
}

function showState({ controls }: SandboxContext): Html {
  const { retired, seed } = controls;
  const choices = [
    ['answer', 'answer as they did'],
    ['gone', 'are gone, as on the platform of today'],
  ] as const;
  return html`<section aria-labelledby="state-title">
<h2 id="state-title">State</h2>
<p>Seeded with ${seed}. <a href="/sandbox/state" download>Save everything to a file</a></p>
<form method="post" action="/sandbox/state" enctype="multipart/form-data">
<p><label for="file">Load a saved file</label><input id="file" name="file" type="file" required accept=".json"></p>
<p><button>Load</button></p></form>
<form method="post" action="/sandbox/reset"><p><button>Bring back the seeded company</button></p></form>
<form method="post" action="/sandbox/settings">
<p><label for="retired">Retired APIs</label><select id="retired" name="retired">${choices.map(
    ([value, text]) => html`<option value="${value}"${value === retired ? ' selected' : ''}>${text}</option>`,
  )}</select></p>
<p><button>Set</button></p></form>
</section>`;
}

function showData({ state }: SandboxContext): Html {
  return html`<section aria-labelledby="data-title">
<h2 id="data-title">Data</h2>
<table><thead><tr><th scope="col">Part</th><th scope="col">Holds</th></tr></thead>
<tbody>${countData(state.save()).map(
    ({ part, counts }) => html`<tr><th scope="row">${part}</th>
<td>${counts.map(([what, count]) => `${count} ${what}`).join(', ')}</td></tr>`,
  )}</tbody></table>
</section>`;
}

function showTokens({ identity }: SandboxContext): Html {
  return html`<section aria-labelledby="tokens-title">
<h2 id="tokens-title">Apps and tokens</h2>
<p><a href="/sandbox/apps">Apps</a>, <a href="/sandbox/request-tokens">company request tokens</a></p>
<table><thead><tr>
${['Kind', 'Token', 'App', 'For', 'Ends'].map((title) => html`<th scope="col">${title}</th>`)}
</tr></thead>
<tbody>${listIssued(identity).map(
    ({ kind, token, app, principal, endsAt }) => html`<tr><td>${kind}</td><td><code>${token}</code></td><td>${app}</td>
<td>${principal}</td><td>${endsAt.toISOString()}</td></tr>`,
  )}</tbody></table>
</section>`;
}
