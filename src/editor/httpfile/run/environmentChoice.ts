import { EventEmitter, l10n, type Memento, StatusBarAlignment, type TextDocument, window } from 'vscode';
import { type Disposable, DisposableStore } from '../../../kernel/disposable.js';

const KEY = 'concur.http.environment';

/** The environment whose variables requests of this workspace are sent with, shown beside request files. */
export class EnvironmentChoice implements Disposable {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new EventEmitter<void>());
  readonly #status = this.#store.add(window.createStatusBarItem('concur.environment', StatusBarAlignment.Right, 101));
  readonly #memory: Memento;

  readonly onDidChange = this.#changed.event;

  constructor(memory: Memento) {
    this.#memory = memory;
    this.#status.name = l10n.t('Concur Environment');
    this.#status.command = 'concur.http.selectEnvironment';
    this.#status.tooltip = l10n.t('Environment whose variables requests are sent with. Click to choose another.');
    this.#store.add(window.onDidChangeActiveTextEditor(() => this.#draw()));
    this.#draw();
  }

  /** Undefined: none, so that only what all environments share counts. */
  get name(): string | undefined {
    return this.#memory.get<string>(KEY);
  }

  /** Asks which of the environments around a document is to be used; says so where there are none. */
  async choose(document: TextDocument): Promise<void> {
    const { filesAround } = await import('./nearbyFiles.js');
    const { names, broken } = await (await filesAround(document)).environments();
    const none = {
      label: l10n.t('No environment'),
      description: l10n.t('only what all environments share'),
      name: undefined,
    };
    const items = [none, ...names.map((name) => ({ label: name, description: describe(name, this.name), name }))];
    const hint =
      broken.length > 0
        ? l10n.t('{0} is no JSON and was left out. Correct it.', broken.join(', '))
        : names.length > 0
          ? l10n.t('Which environment are requests to be sent with?')
          : l10n.t('None is here yet. Add a file http-client.env.json: { "dev": { "host": "..." } }');
    const picked = await window.showQuickPick(items, { title: l10n.t('Select Environment'), placeHolder: hint });
    if (picked) await this.use(picked.name);
  }

  /** @param name undefined: none */
  async use(name: string | undefined): Promise<void> {
    await this.#memory.update(KEY, name);
    this.#draw();
    this.#changed.fire();
  }

  dispose(): void {
    this.#store.dispose();
  }

  #draw(): void {
    this.#status.text = `$(symbol-namespace) ${this.name ?? l10n.t('No Environment')}`;
    this.#status.accessibilityInformation = {
      label: l10n.t('Environment of request files: {0}', this.name ?? l10n.t('none')),
    };
    if (window.activeTextEditor?.document.languageId === 'http') this.#status.show();
    else this.#status.hide();
  }
}

function describe(name: string, chosen: string | undefined): string {
  return name === chosen ? l10n.t('in use') : '';
}
