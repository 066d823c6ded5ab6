import { commands, l10n, ProgressLocation, window, workspace } from 'vscode';
import type { HttpFileRequest } from '../../../httpfile/nodes.js';
import { isFailure, labelOf, type RunResult } from '../../../httpfile/run/events.js';
import { adviseOnError, showAdvice } from '../../host/advice.js';
import { requireTrust } from '../../host/trust.js';
import type { RunExchange } from './editorPorts.js';
import type { RequestRuns } from './requestRuns.js';
import type { Batch, RequestTesting, TestReports } from './requestTesting.js';

/** How a run of several requests ended. */
interface Tally {
  readonly results: readonly RunResult<RunExchange>[];
  /** What was not sent, because something before it failed; by file. */
  readonly left: readonly Batch[];
  readonly isCancelled: boolean;
}

/**
 * Sends requests in order with progress and a way to cancel, lists their results in the Testing view, and says in one
 * sentence how it went. After a failure it stops or goes on, as `concur.http.stopOnFailure` says.
 */
export async function sendMany(batches: readonly Batch[], runs: RequestRuns, testing: RequestTesting): Promise<void> {
  const isTrusted = await checkTrust();
  if (!isTrusted) return;
  const abort = new AbortController();
  const reports = testing.open(batches);
  const tally = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Sending requests'), cancellable: true },
    (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      const count = batches.reduce((sum, { requests }) => sum + requests.length, 0);
      let begun = 0;
      return runBatches(batches, runs, reports, abort.signal, (request) => {
        begun += 1;
        const message = l10n.t('{0} of {1}: {2}', Math.min(begun, count), count, labelOf(request));
        progress.report({ message, increment: 100 / count });
      });
    },
  );
  void tell(tally, (left) => sendMany(left, runs, testing));
}

/** The same for the Testing view, which shows progress and results itself. */
export async function sendForTesting(
  batches: readonly Batch[],
  runs: RequestRuns,
  reports: TestReports,
  signal: AbortSignal,
): Promise<void> {
  if (await checkTrust()) await runBatches(batches, runs, reports, signal, () => undefined);
  else reports.end();
}

async function runBatches(
  batches: readonly Batch[],
  runs: RequestRuns,
  reports: TestReports,
  signal: AbortSignal,
  onStart: (request: HttpFileRequest) => void,
): Promise<Tally> {
  const results: RunResult<RunExchange>[] = [];
  const left: Batch[] = [];
  try {
    for (const batch of batches) {
      if (signal.aborted) break;
      const keepsGoing = !workspace.getConfiguration('concur.http', batch.document.uri).get('stopOnFailure', true);
      const report = await runs.run({
        ...batch,
        keepsGoing,
        signal,
        onEvent: (event) => {
          reports.tell(batch, event);
          if (event.kind === 'started') onStart(event.request);
        },
      });
      results.push(...report.results);
      const unsent = keepsGoing ? [] : requestsAfterFailure(batch, report.results);
      if (unsent.length > 0) left.push({ ...batch, requests: unsent });
    }
  } finally {
    reports.end();
  }
  return { results, left, isCancelled: signal.aborted };
}

/** What a run left out of the requests it was given. */
function requestsAfterFailure(
  { requests }: Batch,
  results: readonly RunResult<RunExchange>[],
): readonly HttpFileRequest[] {
  const failure = results.findIndex(isFailure);
  if (failure < 0) return [];
  const tried = new Set(results.slice(0, failure + 1).map(({ request }) => request));
  return requests.filter((request) => !tried.has(request));
}

async function tell(
  { results, left, isCancelled }: Tally,
  goOn: (left: readonly Batch[]) => Promise<void>,
): Promise<void> {
  const sent = results.filter(({ outcome }) => outcome.kind === 'answered' || outcome.kind === 'failed');
  const failed = results.filter(isFailure);
  if (isCancelled) {
    window.setStatusBarMessage(l10n.t('Cancelled. Requests sent: {0}.', sent.length), MESSAGE_MS);
    return;
  }
  const [first] = failed;
  if (!first) {
    window.setStatusBarMessage(l10n.t('$(check) Requests sent: {0}. All went well.', sent.length), MESSAGE_MS);
    return;
  }
  const show = l10n.t('Show Results');
  const more = l10n.t('Go On');
  const waiting = left.reduce((sum, { requests }) => sum + requests.length, 0);
  const words = l10n.t(
    '{0} of {1} requests failed, the first of them "{2}".',
    failed.length,
    sent.length,
    labelOf(first.request),
  );
  const rest = waiting === 0 ? '' : ` ${l10n.t('Not sent after it: {0}.', waiting)}`;
  const clicked = await window.showWarningMessage(words + rest, show, ...(waiting === 0 ? [] : [more]));
  if (clicked === more) await goOn(left);
  if (clicked === show) await showResults();
}

async function showResults(): Promise<void> {
  await commands.executeCommand('workbench.view.testing.focus');
}

async function checkTrust(): Promise<boolean> {
  try {
    requireTrust();
    return true;
  } catch (error) {
    const advice = adviseOnError(error);
    if (!advice) throw error;
    void showAdvice(advice, { trustWorkspace: () => commands.executeCommand('workbench.trust.manage') });
    return false;
  }
}

const MESSAGE_MS = 8000;
