import { randomUUID } from 'node:crypto';
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import { withSince } from '../../auth/credentials.js';
import { readConnectionFile, writeConnectionFile } from '../../auth/import/connectionFile.js';
import { readDotenv } from '../../auth/import/dotenvText.js';
import type { ImportResult } from '../../auth/import/imported.js';
import { readKeytarEntry } from '../../auth/import/keytarEntry.js';
import { readPostmanEnvironment } from '../../auth/import/postmanEnvironment.js';
import { askInQuickInput } from '../steps/askInQuickInput.js';
import type { Question } from '../steps/question.js';
import { walkSteps } from '../steps/walkSteps.js';
import { SANDBOX_ID } from './activeChoice.js';
import type { ConnectionBook } from './connectionBook.js';
import { connectionOf } from './pickConnection.js';
import { KeychainUnavailableError, readSystemKeychain } from './systemKeychain.js';
import { freeName } from './wizard/connectionQuestions.js';
import { baseOf, placeChoices } from './wizard/places.js';

/** Bringing connections in and out. Secrets come in and never go out. */
export class TransferCommands {
  readonly #book: ConnectionBook;

  constructor(book: ConnectionBook) {
    this.#book = book;
  }

  /** From a file, or from an entry of the system's keychain. */
  async import(): Promise<void> {
    const sources = [
      {
        label: l10n.t('Postman environment'),
        detail: l10n.t('A .json file; what looks like client id, secret, user or token is taken.'),
        from: 'file',
      },
      { label: '.env', detail: l10n.t('Lines such as CONCUR_CLIENT_ID=...'), from: 'file' },
      { label: l10n.t('Export of this extension'), detail: l10n.t('Connections without secrets'), from: 'file' },
      {
        label: l10n.t('System keychain'),
        detail: l10n.t('An entry that keytar wrote: service and account are asked'),
        from: 'keychain',
      },
    ] as const;
    const picked = await window.showQuickPick(sources, {
      title: l10n.t('Import Connections'),
      placeHolder: l10n.t('Where are they?'),
    });
    if (!picked) return;
    if (picked.from === 'keychain') return this.#importFromKeychain();
    const [file] = (await window.showOpenDialog({ title: l10n.t('Import Connections'), canSelectMany: false })) ?? [];
    if (file) await this.#importFile(file);
  }

  /** Writes connections into a file, without any secret. */
  async export(argument: unknown): Promise<void> {
    await this.#book.load();
    const given = argument === undefined ? undefined : await connectionOf(argument, this.#book, '');
    const states = (given ? [given] : this.#book.states).filter(({ connection }) => connection.id !== SANDBOX_ID);
    if (states.length === 0) {
      void window.showInformationMessage(l10n.t('There is no connection of your own to export.'));
      return;
    }
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const file = await window.showSaveDialog({
      title: l10n.t('Export Connections without Secrets'),
      ...(folder ? { defaultUri: Uri.joinPath(folder, 'concur-connections.json') } : {}),
      filters: { JSON: ['json'] },
    });
    if (!file) return;
    await workspace.fs.writeFile(
      file,
      new TextEncoder().encode(writeConnectionFile(states.map(({ connection }) => withoutHosts(connection)))),
    );
    window.setStatusBarMessage(l10n.t('{0} connections exported, without secrets.', states.length), 5000);
  }

  async #importFile(file: Uri): Promise<void> {
    const text = new TextDecoder().decode(await workspace.fs.readFile(file));
    if (/"connections"\s*:/.test(text) || text.trimStart().startsWith('[')) {
      const { connections, findings } = readConnectionFile(text);
      return this.#take({ findings, connections: connections.map((connection) => ({ connection, secrets: {} })) });
    }
    const read = text.trimStart().startsWith('{') ? readPostmanEnvironment : readDotenv;
    await this.#take(read(text, randomUUID));
  }

  async #importFromKeychain(): Promise<void> {
    const ask = askInQuickInput(l10n.t('Import from the System Keychain'));
    const walked = await walkSteps(() => keychainQuestions(), ask);
    if (walked.kind !== 'done') return;
    const { service = '', account = '', meaning = '', clientId = '', place } = walked.answers;
    try {
      const value = await readSystemKeychain(service, account);
      if (value === undefined) {
        const missing = l10n.t('The keychain has no entry of service "{0}" and account "{1}".', service, account);
        void window.showWarningMessage(missing);
        return;
      }
      const base = baseOf(place);
      const rest = { ...(clientId === '' ? {} : { clientId }), ...(base === undefined ? {} : { geolocation: base }) };
      const bare = BARE_MEANINGS.find((known) => known === meaning);
      await this.#take(readKeytarEntry({ service, account, value }, rest, randomUUID, bare));
    } catch (error) {
      if (!(error instanceof KeychainUnavailableError)) throw error;
      void window.showWarningMessage(
        l10n.t('The system keychain cannot be read from here. Copy the entry out of it and add a connection by hand.'),
      );
    }
  }

  /** Secrets go straight into the secret store; what was found wanting is said in one message. */
  async #take({ connections, findings }: ImportResult): Promise<void> {
    await this.#book.load();
    const taken = new Set(this.#book.states.map(({ connection }) => connection.name.toLowerCase()));
    let last: Connection | undefined;
    for (const { connection, secrets } of connections) {
      const name = freeName(connection.name, taken);
      taken.add(name.toLowerCase());
      last = { ...withoutHosts(connection), id: randomUUID(), name };
      await this.#book.save(last, withSince(secrets, {}, new Date()));
    }
    await commands.executeCommand('concur.connections.focus');
    const remarks = findings.map(({ message }) => message).join(' ');
    if (!last) {
      void window.showWarningMessage(remarks || l10n.t('Nothing of a connection was found there.'));
      return;
    }
    const what =
      connections.length === 1
        ? l10n.t('"{0}" was imported.', last.name)
        : l10n.t('{0} connections were imported.', connections.length);
    const signIn = l10n.t('Sign In');
    const { id } = last;
    if ((await window.showInformationMessage(`${what} ${remarks}`.trim(), signIn)) === signIn) {
      await commands.executeCommand('concur.connections.signIn', id);
    }
  }
}

const BARE_MEANINGS = ['refreshToken', 'password', 'clientSecret', 'accessToken'] as const;

function keychainQuestions(): readonly Question[] {
  const needed = (value: string): string | undefined => (value === '' ? l10n.t('An entry has both.') : undefined);
  return [
    { kind: 'text', id: 'service', prompt: l10n.t('Service of the entry, as keytar was given it.'), check: needed },
    { kind: 'text', id: 'account', prompt: l10n.t('Account of the entry.'), check: needed },
    {
      kind: 'choice',
      id: 'meaning',
      prompt: l10n.t('What is the entry, if it is one bare secret?'),
      choices: [
        { value: '', label: l10n.t("I don't know"), detail: l10n.t('It is JSON, or its shape tells.') },
        { value: 'refreshToken', label: l10n.t('Refresh token') },
        { value: 'password', label: l10n.t('Password') },
        { value: 'clientSecret', label: l10n.t('Client secret') },
        { value: 'accessToken', label: l10n.t('Access token') },
      ],
    },
    { kind: 'text', id: 'clientId', prompt: l10n.t('Client id of the app; empty when the entry holds it.') },
    { kind: 'choice', id: 'place', prompt: l10n.t('Where does the company live?'), choices: placeChoices() },
  ];
}

/** Each person allows hosts beyond Concur's for themselves. */
function withoutHosts({ allowedHosts: _allowed, ...connection }: Connection): Connection {
  return connection;
}
