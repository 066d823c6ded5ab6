import { EventEmitter, type FileDecoration, type FileDecorationProvider, l10n, ThemeColor, Uri } from 'vscode';
import type { OperationEntry } from '../../catalog/model.js';
import type { Disposable } from '../../kernel/disposable.js';

const SCHEME = 'concur-operation';

/** By this the editor asks for the marks of an operation's row; nothing can be opened under it. */
export function operationUri({ id }: Pick<OperationEntry, 'id'>, isDeprecated: boolean): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${id}`, query: isDeprecated ? 'deprecated' : '' });
}

/** Which files call an operation; {@link WorkspaceCalls} knows. */
export interface Callers {
  /** Names of files, relative to the workspace. */
  callersOf(operationId: string): readonly string[];
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** The dot behind operations that request files of this workspace call, and the fainter colour of deprecated ones. */
export class OperationMarks implements FileDecorationProvider, Disposable {
  readonly #callers: Callers;
  readonly #changed = new EventEmitter<undefined>();
  readonly #subscription: Disposable;
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(callers: Callers) {
    this.#callers = callers;
    this.#subscription = callers.onDidChange(() => this.#changed.fire(undefined));
  }

  provideFileDecoration({ scheme, path, query }: Uri): FileDecoration | undefined {
    if (scheme !== SCHEME) return undefined;
    const files = this.#callers.callersOf(path.slice(1));
    const isDeprecated = query === 'deprecated';
    if (files.length === 0 && !isDeprecated) return undefined;
    return {
      ...(files.length > 0 ? { badge: '●', tooltip: l10n.t('Used in {0}', listed(files)) } : {}),
      ...(isDeprecated ? { color: new ThemeColor('descriptionForeground') } : {}),
    };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const MOST_NAMES = 3;

function listed(files: readonly string[]): string {
  const names = files.slice(0, MOST_NAMES).join(', ');
  return files.length > MOST_NAMES ? l10n.t('{0} and {1} more', names, files.length - MOST_NAMES) : names;
}
