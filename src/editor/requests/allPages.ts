import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type CancellationToken, commands, l10n, type Progress, ProgressLocation, Uri, window } from 'vscode';
import { type PageWalk, PagingError } from '../../http/paging/pageWalk.js';
import { adviseOnError } from '../host/advice.js';

/**
 * Fetches a list to its end into a file and opens it. After a cancel or a failure the person may go on where it stood,
 * or take what came.
 * @param folder absolute path, made when it is not there
 */
export async function fetchAllPages(walk: PageWalk, title: string, folder: string): Promise<void> {
  const isArray = await askFormat(title);
  if (isArray === undefined) return;
  await mkdir(folder, { recursive: true });
  const name = `${title.replace(/[^\w.-]+/g, ' ').trim()} ${Date.now()}.${isArray ? 'json' : 'jsonl'}`;
  const file = path.join(folder, name);
  const stream = createWriteStream(file, { mode: 0o600 });
  for (;;) {
    const problem = await window.withProgress(
      { location: ProgressLocation.Notification, title: l10n.t('All pages: {0}', title), cancellable: true },
      (progress, token) => writePages(walk, stream, isArray, progress, token),
    );
    if (problem === undefined || walk.isComplete) break;
    const goOn = l10n.t('Continue');
    if ((await window.showWarningMessage(problem, goOn, l10n.t('Show What Came'))) !== goOn) break;
  }
  stream.end(isArray ? (walk.progress.items === 0 ? '[]\n' : '\n]\n') : '');
  await once(stream, 'close');
  await commands.executeCommand('vscode.open', Uri.file(file), { preview: false });
}

/** Whether the result is one array; undefined when the person gave up. */
async function askFormat(title: string): Promise<boolean | undefined> {
  const picked = await window.showQuickPick(
    [
      { label: l10n.t('One JSON array'), isArray: true },
      { label: l10n.t('One item a line (NDJSON)'), isArray: false },
    ],
    { title: l10n.t('All pages: {0}', title), placeHolder: l10n.t('How to write the items') },
  );
  return picked?.isArray;
}

/** @returns one sentence on why it stopped before the end; undefined when it did not */
async function writePages(
  walk: PageWalk,
  stream: WriteStream,
  isArray: boolean,
  progress: Progress<{ message: string }>,
  token: CancellationToken,
): Promise<string | undefined> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  let isFirst = walk.progress.items === 0;
  try {
    for await (const items of walk.pages(controller.signal)) {
      for (const item of items) {
        const before = isArray ? (isFirst ? '[\n' : ',\n') : '';
        isFirst = false;
        if (!stream.write(before + item + (isArray ? '' : '\n'))) await once(stream, 'drain');
      }
      progress.report({ message: describeProgress(walk) });
    }
    return undefined;
  } catch (error) {
    if (controller.signal.aborted) return l10n.t('Stopped after {0}.', describeProgress(walk));
    if (error instanceof PagingError) return error.message;
    const advice = adviseOnError(error);
    if (!advice) throw error;
    return advice.what;
  } finally {
    subscription.dispose();
  }
}

function describeProgress({ progress: { pages, items, total } }: PageWalk): string {
  return total === undefined
    ? l10n.t('{0} pages, {1} items', pages, items)
    : l10n.t('{0} pages, {1} of {2} items', pages, items, total);
}
