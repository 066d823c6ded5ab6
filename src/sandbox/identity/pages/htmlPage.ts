import { createHash, randomBytes } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxApp, SandboxCall } from '../../context.js';
import { Refusal } from '../../protocol/refusal.js';

/** Markup in which every value is escaped already. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
nav a { margin-right: 1rem; }
form p, fieldset { margin: 1rem 0; }
label { display: block; }
fieldset label { display: inline-block; min-width: 16rem; }
input:not([type=checkbox]), select, textarea { font: inherit; width: 100%; max-width: 34rem; box-sizing: border-box; }
button { font: inherit; padding: .25rem 1rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; vertical-align: top; }
code { overflow-wrap: anywhere; }
[role=alert], [role=status] { border-left: .25rem solid; padding: .25rem 1rem; }
`;

/** Where VS Code shows pages inside its tabs, on the desktop and in the browser. */
const EDITORS = 'vscode-webview: https://*.vscode-cdn.net';

/**
 * Answers a page that runs no script but `script`, loads nothing, and is framed by nobody, or by VS Code alone.
 * @param script ours, without a word from outside; it may call the sandbox
 * @param formTarget beside the sandbox itself, where a form may lead, e.g. the app that a person signs in to
 */
export async function answerHtml(
  call: SandboxCall,
  page: {
    readonly title: string;
    readonly body: Html;
    readonly formTarget?: string;
    readonly script?: string;
    readonly isForEditor?: boolean;
  },
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const styleHash = createHash('sha256').update(STYLE).digest('base64');
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...(page.script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    `form-action 'self' ${page.formTarget ?? ''}`.trim(),
    "base-uri 'none'",
    `frame-ancestors ${page.isForEditor === true ? EDITORS : "'none'"}`,
  ];
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${page.title} - Concur sandbox</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header>
<nav aria-label="Sandbox">
<a href="/sandbox">Overview</a>
<a href="/sandbox/apps">Apps</a>
<a href="/sandbox/request-tokens">Company request tokens</a>
<a href="/sandbox/app-center">App Center</a>
<a href="/sandbox/mail">Mail</a>
</nav>
</header>
<main>
<h1>${page.title}</h1>
${page.body}
</main>
${page.script === undefined ? '' : html`<script nonce="${nonce}">${raw(page.script)}</script>`}
</body>
</html>
`;
  return call.body(document.toString(), status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'same-origin', // "no-referrer" would make browsers send "Origin: null" with forms
    'X-Content-Type-Options': 'nosniff',
  });
}

type PageHandler = (call: SandboxCall) => Response | Promise<Response>;

/** Registers pages of an app; what they refuse is said on a page, too. */
export function pagesOf(app: SandboxApp): {
  get(path: string, handle: PageHandler): void;
  post(path: string, handle: PageHandler): void;
} {
  return {
    get: (path, handle) => app.get(path, (call) => sayRefusals(call, handle)),
    post: (path, handle) => app.post(path, (call) => sayRefusals(call, handle)),
  };
}

/** Says on a page what `handle` refuses. */
export async function sayRefusals(call: SandboxCall, handle: PageHandler): Promise<Response> {
  try {
    return await handle(call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = html`<p role="alert">${error.message}</p>`;
    return answerHtml(call, { title: 'This did not work', body }, error.status);
  }
}
