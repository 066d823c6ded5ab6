import { randomBytes } from 'node:crypto';
import type { Uri, Webview } from 'vscode';

/**
 * The page of a panel: nothing but the script, which draws everything. No data goes into it, so there is nothing to
 * escape; and nothing but this script and its styles may be loaded or run.
 * @param element the custom element that the script defines
 */
export function panelPage(webview: Webview, script: Uri, element = 'concur-builder'): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    'img-src data:', // the grip of the text area is part of its styles
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Concur</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">body { padding: 0; }</style>
</head>
<body>
<${element}></${element}>
<script type="module" nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>
`;
}
