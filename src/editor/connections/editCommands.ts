import { randomUUID } from 'node:crypto';
import { l10n, window } from 'vscode';
import { type Connection, isLegacy } from '../../auth/connection.js';
import type { Secrets } from '../../auth/credentials.js';
import { FLOWS, type FlowId } from '../../auth/flows.js';
import { SANDBOX_ID } from './activeChoice.js';
import { allowHost } from './allowHost.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import type { PersonSignIn } from './personSignIn.js';
import { connectionOf, rowOf } from './pickConnection.js';
import { freeName, type QuestionSurroundings } from './wizard/connectionQuestions.js';
import { runConnectionWizard, type WizardStart } from './wizard/connectionWizard.js';
import { answersFromConnection } from './wizard/draftConnection.js';

/** What changing connections needs. */
export interface EditParts {
  readonly connections: ConnectionBook;
  readonly signIn: PersonSignIn;
  /** Scopes that the catalogue's operations need. */
  readonly scopes: () => Promise<readonly string[]>;
  readonly editorRedirect: () => Promise<string>;
  readonly sandboxUrl: () => string;
  /** Where the wizard begins for the successor of a connection of before 2017; undefined when the person gave up. */
  readonly migration: (state: ConnectionState) => Promise<WizardStart | undefined>;
}

/** Adding, changing, choosing and removing connections. */
export class EditCommands {
  readonly #parts: EditParts;

  constructor(parts: EditParts) {
    this.#parts = parts;
  }

  /**
   * The wizard for a new connection; undefined when the person gave up.
   * @param argument `{ flow: FlowId }` has that flow chosen already; anything else is as good as nothing
   */
  add(argument?: unknown): Promise<ConnectionState | undefined> {
    const flow = readFlow(argument);
    return this.#runWizard({ kept: {}, answers: flow === undefined ? {} : { flow } });
  }

  /**
   * The wizard for a connection of today in the place of one of before 2017: with what carries over filled in, and its
   * token exchanged for a refresh token of the new app where Concur offers that.
   */
  async migrate(argument: unknown): Promise<ConnectionState | undefined> {
    const { connections, migration } = this.#parts;
    const isOld = ({ connection }: ConnectionState): boolean => isLegacy(connection.grant);
    const state = await connectionOf(argument, connections, l10n.t('Migrate to OAuth2'), isOld);
    if (!state) return undefined;
    const start = await migration(state);
    return start && this.#runWizard(start);
  }

  async edit(argument: unknown): Promise<void> {
    const state = await this.#own(argument, l10n.t('Edit Connection'));
    if (!state) return;
    const { credentials } = await this.#parts.connections.network();
    const kept = await credentials.readSecrets(state.connection.id);
    await this.#runWizard({ base: state.connection, kept, answers: answersFromConnection(state.connection) });
  }

  /** A copy with the same secrets, signed out. */
  async duplicate(argument: unknown): Promise<void> {
    const state = await this.#own(argument, l10n.t('Duplicate Connection'));
    if (!state) return;
    const { connections } = this.#parts;
    const { credentials } = await connections.network();
    const name = freeName(state.connection.name, this.#takenNames());
    const secrets = await credentials.readSecrets(state.connection.id);
    await connections.save({ ...state.connection, id: randomUUID(), name }, secrets);
    window.setStatusBarMessage(l10n.t('Duplicated as "{0}".', name), 5000);
  }

  async rename(argument: unknown): Promise<void> {
    const state = await this.#own(argument, l10n.t('Rename Connection'));
    if (!state) return;
    const { connection } = state;
    const taken = this.#takenNames(connection);
    const name = await window.showInputBox({
      title: l10n.t('Rename Connection'),
      value: connection.name,
      prompt: l10n.t('Folders that name it in `concur.defaultConnection` have to be changed, too.'),
      validateInput: (value) => {
        if (value.trim() === '') return l10n.t('A connection needs a name.');
        return taken.has(value.trim().toLowerCase())
          ? l10n.t('There is a connection of this name already.')
          : undefined;
      },
    });
    if (name !== undefined) await this.#parts.connections.rewrite({ ...connection, name: name.trim() });
  }

  /** Removes a connection and every secret of it, when the person says so. */
  async remove(argument: unknown): Promise<void> {
    const state = await this.#own(argument, l10n.t('Remove Connection'));
    if (!state) return;
    const remove = l10n.t('Remove');
    const answer = await window.showWarningMessage(
      l10n.t('Remove "{0}"?', state.connection.name),
      {
        modal: true,
        detail: l10n.t(
          'Its secrets and tokens on this computer are deleted. At Concur, the sign-in goes on until it is revoked.',
        ),
      },
      remove,
    );
    if (answer === remove) await this.#parts.connections.remove(state.connection.id);
  }

  /** Has this window use a connection: the given one, or one that is picked, among them a new one. */
  async use(argument: unknown): Promise<void> {
    const { connections } = this.#parts;
    await connections.load();
    const given = argument === undefined ? undefined : await connectionOf(argument, connections, '');
    const add = { label: `$(add) ${l10n.t('Add Connection...')}`, alwaysShow: true };
    const picked =
      given ??
      (await window.showQuickPick([...connections.states.map(rowOf), add], {
        title: l10n.t('Use Connection'),
        placeHolder: l10n.t('Requests of this window go through it'),
        matchOnDetail: true,
        matchOnDescription: true,
      }));
    if (picked === undefined) return;
    if ('connection' in picked) await connections.choose(picked.connection.id);
    else if ('state' in picked) await connections.choose(picked.state.connection.id);
    else await this.add();
  }

  async #runWizard({ base, kept, answers }: WizardStart): Promise<ConnectionState | undefined> {
    const { connections, signIn } = this.#parts;
    await connections.load();
    const result = await runConnectionWizard(base, answers, {
      around: await this.#surroundings(base, kept),
      kept,
      allowHost,
      signIn: (connection, secrets, isPlaceUnknown) => signIn.tryOut(connection, secrets, isPlaceUnknown),
    });
    if (!result) return undefined;
    await connections.save(result.connection, result.secrets, result.tokenSet);
    if (result.isChosen) await connections.choose(result.connection.id);
    return connections.find(result.connection.id);
  }

  async #surroundings(base: Connection | undefined, kept: Secrets): Promise<QuestionSurroundings> {
    return {
      takenNames: this.#takenNames(base),
      sandboxUrl: this.#parts.sandboxUrl(),
      scopes: await this.#parts.scopes(),
      editorRedirect: await this.#parts.editorRedirect(),
      kept: new Set(Object.keys(kept)),
    };
  }

  #takenNames(except?: Connection): ReadonlySet<string> {
    const others = this.#parts.connections.states.filter(({ connection }) => connection.id !== except?.id);
    return new Set(others.map(({ connection }) => connection.name.toLowerCase()));
  }

  /** A connection of the person's own; the sandbox of the window has nothing to change. */
  #own(argument: unknown, title: string): Promise<ConnectionState | undefined> {
    return connectionOf(argument, this.#parts.connections, title, ({ connection }) => connection.id !== SANDBOX_ID);
  }
}

/** The flow that a caller of the command asks for; undefined when they name none that there is. */
function readFlow(argument: unknown): FlowId | undefined {
  if (typeof argument !== 'object' || argument === null || !('flow' in argument)) return undefined;
  return FLOWS.find(({ id }) => id === argument.flow)?.id;
}
