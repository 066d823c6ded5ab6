import { env, l10n, window } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { redactUrl } from '../../kernel/redaction.js';
import { readBody } from '../../response/format.js';
import { toHttpText } from './httpText.js';

/** Bodies above this are not put on the clipboard: that is what saving is for. */
const MOST_BYTES = 10 * 1024 * 1024;

/** Asks what of an exchange to copy, and copies it. Secrets stay out of all of it. */
export async function copyAs(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const isSmall = response.bodyFile === undefined && response.bodySize <= MOST_BYTES;
  const choices = [
    ...(isSmall ? [{ label: l10n.t('Body, formatted'), text: async () => (await readBody(response)).text }] : []),
    { label: l10n.t('Request as .http text'), text: () => toHttpText(exchange) },
    { label: l10n.t('Address of the request'), text: async () => redactUrl(request.url) },
    {
      label: l10n.t('Response headers'),
      text: async () => response.headers.map(([name, value]) => `${name}: ${value}`).join('\n'),
    },
  ];
  const choice = await window.showQuickPick(choices, { title: l10n.t('Copy As') });
  if (choice) await env.clipboard.writeText(await choice.text());
}
