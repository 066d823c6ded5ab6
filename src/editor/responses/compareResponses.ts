import { commands, l10n, type Uri, window } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { readBody } from '../../response/format.js';
import { nameExchange, summarizeExchange } from '../../response/summary.js';
import { ignoreFields } from '../../response/volatileFields.js';
import { readResponseSettings } from '../host/settings.js';
import type { ResponseStore } from './responseStore.js';

/** Compares with the answer to the same call before, without the fields that change with every answer. */
export async function compareWithPrevious(responses: ResponseStore, exchange: Exchange): Promise<void> {
  const previous = responses.recent.previous(exchange);
  if (previous) await compare(responses, previous, exchange, readResponseSettings().volatileFields);
  else
    void window.showInformationMessage(
      l10n.t('This call has no earlier answer in this window. Send it again, then compare.'),
    );
}

/** Compares with any answer of this window that the person picks. */
export async function compareWithAny(responses: ResponseStore, exchange: Exchange): Promise<void> {
  const items = responses.recent.others(exchange).map((other) => ({
    label: nameExchange(other),
    description: other.startedAt.toLocaleTimeString(),
    detail: summarizeExchange(other),
    other,
  }));
  if (items.length === 0) {
    void window.showInformationMessage(
      l10n.t('There is no other answer in this window to compare with. Send another request first.'),
    );
    return;
  }
  const picked = await window.showQuickPick(items, { title: l10n.t('Compare {0} With', nameExchange(exchange)) });
  if (!picked) return;
  const { volatileFields } = readResponseSettings();
  const all = { label: l10n.t('All fields'), names: [] as readonly string[] };
  const some = {
    label: l10n.t('Without the fields that change with every answer'),
    detail: volatileFields.join(', '),
    names: volatileFields,
  };
  const scope =
    volatileFields.length === 0 ? all : await window.showQuickPick([some, all], { title: l10n.t('Compare') });
  if (scope) await compare(responses, picked.other, exchange, scope.names);
}

async function compare(
  responses: ResponseStore,
  left: Exchange,
  right: Exchange,
  ignored: readonly string[],
): Promise<void> {
  const [a, b] = [await side(responses, left, ignored), await side(responses, right, ignored)];
  const title = `${nameExchange(left)} (${left.startedAt.toLocaleTimeString()}) ↔ ${nameExchange(right)} (${right.startedAt.toLocaleTimeString()})`;
  await commands.executeCommand('vscode.diff', a, b, title, { preview: true });
}

/** Bodies that lie in files are compared as they are: nothing so large goes through memory for this. */
async function side(responses: ResponseStore, exchange: Exchange, ignored: readonly string[]): Promise<Uri> {
  if (exchange.response.bodyFile !== undefined) return responses.add(exchange);
  const { text, extension } = await readBody(exchange.response);
  return responses.addText(
    exchange,
    `${nameExchange(exchange)} ${exchange.id.slice(0, 8)}.${extension}`,
    ignoreFields(text, ignored),
  );
}
