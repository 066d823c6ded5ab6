import { commands, l10n, type Uri, window } from 'vscode';
import type { Exchange } from '../../http/exchange.js';
import { nameCall } from '../../http/history/groupHistory.js';
import { readBody } from '../../response/format.js';
import { nameExchange, summarizeExchange } from '../../response/summary.js';
import { ignoreFields } from '../../response/volatileFields.js';
import { readResponseSettings } from '../host/settings.js';
import type { HistoryService } from '../requests/historyService.js';
import type { ResponseStore } from './responseStore.js';

/** Calls of the history that are offered; older ones are found in its view. */
const MOST_PAST = 1000;

/** Compares with the answer to the same call before, without the fields that change with every answer. */
export async function compareWithPrevious(responses: ResponseStore, exchange: Exchange): Promise<void> {
  const previous = responses.recent.previous(exchange);
  if (previous) await compare(responses, previous, exchange, readResponseSettings().volatileFields);
  else
    void window.showInformationMessage(
      l10n.t('This call has no earlier answer in this window. Send it again, then compare.'),
    );
}

/** Compares with any answer of this window or of the history that the person picks. */
export async function compareWithAny(
  responses: ResponseStore,
  history: HistoryService,
  exchange: Exchange,
): Promise<void> {
  const recent = responses.recent.others(exchange);
  const known = new Set([exchange.id, ...recent.map(({ id }) => id)]);
  const past = (await history.list()).filter(({ id }) => !known.has(id));
  const items = [
    ...recent.map((other) => ({
      label: nameExchange(other),
      description: other.startedAt.toLocaleTimeString(),
      detail: summarizeExchange(other),
      read: async (): Promise<Exchange | undefined> => other,
    })),
    ...past.slice(0, MOST_PAST).map((entry) => ({
      label: `${nameCall(entry)} ${entry.status}`,
      description: new Date(entry.at).toLocaleString(),
      detail: entry.url,
      read: async (): Promise<Exchange | undefined> => (await history.read(entry.id))?.exchange,
    })),
  ];
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('There is no other answer to compare with. Send another request first.'));
    return;
  }
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Compare {0} With', nameExchange(exchange)),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const other = await picked.read();
  if (!other) {
    void window.showInformationMessage(l10n.t('This call is not in the history any more.'));
    return;
  }
  const ignored = await chooseIgnored();
  if (ignored) await compare(responses, other, exchange, ignored);
}

/** Asks whether fields that change with every answer are left out; undefined when the person gave up. */
export async function chooseIgnored(): Promise<readonly string[] | undefined> {
  const { volatileFields } = readResponseSettings();
  if (volatileFields.length === 0) return [];
  const some = {
    label: l10n.t('Without the fields that change with every answer'),
    detail: volatileFields.join(', '),
    names: volatileFields,
  };
  const all = { label: l10n.t('All fields'), names: [] as readonly string[] };
  return (await window.showQuickPick([some, all], { title: l10n.t('Compare') }))?.names;
}

/** Shows two answers side by side, without the fields of these names. */
export async function compare(
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
