import { EventEmitter, l10n, type Uri } from 'vscode';
import type { Exchange } from '../../../http/exchange.js';
import { isFailure, type RunResult } from '../../../httpfile/run/events.js';
import type { Disposable } from '../../../kernel/disposable.js';
import type { RunExchange } from './editorPorts.js';

/** How a request was doing when it was last sent. */
export interface LastOutcome {
  /** `200 · 12 ms`, or what came instead of an answer. */
  readonly text: string;
  /** Codicon: all as it should be, something is wrong, was not sent to its end. */
  readonly icon: 'pass' | 'error' | 'circle-slash';
  /** Undefined where no answer came. */
  readonly exchange: Exchange | undefined;
}

/** Last outcomes of this window, by file and request. */
export class RequestOutcomes implements Disposable {
  readonly #byFile = new Map<string, Map<string, LastOutcome>>();
  readonly #changed = new EventEmitter<Uri>();

  /** Tells the file whose requests went on. */
  readonly onDidChange = this.#changed.event;

  /** By the request's key; undefined where nothing of the file was sent. */
  of(uri: Uri): ReadonlyMap<string, LastOutcome> | undefined {
    return this.#byFile.get(uri.toString());
  }

  set(uri: Uri, key: string, result: RunResult<RunExchange>): void {
    const file = uri.toString();
    const outcomes = this.#byFile.get(file) ?? new Map<string, LastOutcome>();
    this.#byFile.set(file, outcomes);
    const { outcome } = result;
    outcomes.set(key, {
      text: describeOutcome(result),
      icon: iconOf(result),
      exchange: outcome.kind === 'answered' ? outcome.exchange.exchange : undefined,
    });
    this.#changed.fire(uri);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function iconOf(result: RunResult<unknown>): LastOutcome['icon'] {
  const { kind } = result.outcome;
  if (kind === 'skipped' || kind === 'cancelled') return 'circle-slash';
  return isFailure(result) ? 'error' : 'pass';
}

/** In few words: status, time, and checks that failed. */
export function describeOutcome({ outcome }: RunResult<unknown>): string {
  switch (outcome.kind) {
    case 'answered': {
      const all = outcome.assertions.length;
      const failed = outcome.assertions.filter(({ result }) => result.kind === 'failed').length;
      const checks =
        all === 0
          ? []
          : [failed === 0 ? l10n.t('{0} of {0} checks passed', all) : l10n.t('{0} of {1} checks failed', failed, all)];
      return [String(outcome.status), describeDuration(outcome.durationMs), ...checks].join(' · ');
    }
    case 'failed':
      return l10n.t('no answer');
    case 'skipped':
      return l10n.t('not sent');
    case 'cancelled':
      return l10n.t('cancelled');
  }
}

function describeDuration(ms: number): string {
  return ms < 1000 ? l10n.t('{0} ms', Math.round(ms)) : l10n.t('{0} s', (ms / 1000).toFixed(1));
}
