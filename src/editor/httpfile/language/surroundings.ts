import path from 'node:path';
import { EventEmitter, type SecretStorage, type TextDocument, workspace } from 'vscode';
import { type EnvironmentValue, NOTHING_OUTSIDE, type OutsideVariables } from '../../../httpassist/outside.js';
import type { Disposable } from '../../../kernel/disposable.js';
import { DisposableStore } from '../../../kernel/disposable.js';
import { SECRET_PREFIX, secretNames } from './secretNames.js';

/** The variables around request files: environment files, `.env`, and names in the secret store. */
export class Surroundings implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<void>());
  readonly #secrets: SecretStorage;
  readonly #byFolder = new Map<string, Promise<OutsideVariables>>();

  /** Fires when variables may be others than before. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
    const forget = (): void => {
      this.#byFolder.clear();
      this.#changed.fire();
    };
    const watcher = this.#store.add(
      workspace.createFileSystemWatcher('**/{*.env.json,.env,.env.*,*.env,settings.json}'),
    );
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) this.#store.add(event(forget));
    this.#store.add(
      secrets.onDidChange(({ key }) => {
        if (key.startsWith(SECRET_PREFIX)) forget();
      }),
    );
  }

  of(document: TextDocument): Promise<OutsideVariables> {
    const key = document.uri.scheme === 'file' ? path.dirname(document.uri.fsPath) : document.uri.scheme;
    const known = this.#byFolder.get(key) ?? this.#read(document);
    this.#byFolder.set(key, known);
    return known;
  }

  async #read(document: TextDocument): Promise<OutsideVariables> {
    const { filesAround } = await import('../run/nearbyFiles.js');
    const [files, secrets] = await Promise.all([filesAround(document), secretNames(this.#secrets)]);
    const { names, values, dotenv } = await files.environments();
    const shared = values(undefined);
    const environments = new Map<string, EnvironmentValue[]>(
      Object.entries(shared).map(([name, value]) => [name, [{ environment: undefined, value }]]),
    );
    const dotenvs: Record<string, string> = { ...dotenv(undefined) };
    for (const environment of names) {
      Object.assign(dotenvs, dotenv(environment));
      for (const [name, value] of Object.entries(values(environment))) {
        if (shared[name] === value) continue;
        environments.set(name, [...(environments.get(name) ?? []), { environment, value }]);
      }
    }
    return {
      ...NOTHING_OUTSIDE,
      environments,
      dotenv: dotenvs,
      processEnv: (name) => process.env[name],
      secrets: new Set(secrets),
    };
  }

  dispose(): void {
    this.#store.dispose();
  }
}
