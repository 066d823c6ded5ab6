import { randomBytes } from 'node:crypto';
import { l10n, ProgressLocation, window } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { Secrets } from '../../auth/credentials.js';
import { findGeolocation } from '../../auth/dataCentres.js';
import { flowOf } from '../../auth/flows.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { adviseOnError } from '../host/advice.js';
import { EditorBrowserDoor } from '../signin/editorBrowserDoor.js';
import type { UriRedirects } from '../signin/uriRedirects.js';
import { askInQuickInput } from '../steps/askInQuickInput.js';
import { walkSteps } from '../steps/walkSteps.js';
import { SANDBOX_ID } from './activeChoice.js';
import { allowHost } from './allowHost.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import type { TokenInspector } from './tokenInspector.js';
import { secretsFromAnswers } from './wizard/draftConnection.js';
import { fieldQuestion } from './wizard/flowQuestions.js';
import type { SignInOutcome } from './wizard/nextQuestion.js';

/** Signs connections in with the person's help: browser, mail, missing secrets; with progress, and cancellable. */
export class PersonSignIn {
  readonly #book: ConnectionBook;
  readonly #redirects: UriRedirects;
  readonly #inspector: TokenInspector;

  constructor(book: ConnectionBook, redirects: UriRedirects, inspector: TokenInspector) {
    this.#book = book;
    this.#redirects = redirects;
    this.#inspector = inspector;
  }

  /** Signs in a connection that is not kept yet, and tells who that is. */
  async tryOut(connection: Connection, secrets: Secrets, isPlaceUnknown: boolean): Promise<SignInOutcome> {
    try {
      const tokenSet = await this.#obtain(connection, secrets, isPlaceUnknown);
      if (!tokenSet) return { kind: 'cancelled' };
      const facts = await this.#inspector.facts(connection, tokenSet);
      const found = isPlaceUnknown ? { ...connection, geolocation: tokenSet.geolocation } : connection;
      return { kind: 'signedIn', tokenSet, connection: found, facts };
    } catch (error) {
      const advice = adviseOnError(error);
      if (!advice) throw error;
      return { kind: 'failed', what: advice.what };
    }
  }

  /**
   * Signs in a connection of the book, asking for the secrets that are not kept.
   * @returns whether it is signed in now; false when the person gave up
   */
  async signIn({ connection }: ConnectionState): Promise<boolean> {
    const { credentials } = await this.#book.network();
    const kept = await credentials.readSecrets(connection.id);
    const secrets = connection.id === SANDBOX_ID ? kept : await this.#askMissing(connection, kept);
    if (!secrets) return false;
    const allowed = await allowHost(connection);
    if (!allowed) return false;
    if (allowed !== connection) await this.#book.rewrite(allowed);
    const tokenSet = await this.#obtain(allowed, secrets);
    if (!tokenSet) return false;
    await this.#book.keepSignIn(connection.id, secrets, tokenSet);
    return true;
  }

  /** Revokes at Concur, when the person says so, and signs out here. */
  async revoke({ connection }: ConnectionState): Promise<void> {
    const revoke = l10n.t('Revoke');
    const answer = await window.showWarningMessage(
      l10n.t('Revoke all sign-ins of this user for the app of "{0}"?', connection.name),
      {
        modal: true,
        detail: l10n.t('Their refresh tokens end at Concur, in other programs as well. This cannot be taken back.'),
      },
      revoke,
    );
    if (answer !== revoke) return;
    await this.#book.revokeAll(connection.id);
    window.setStatusBarMessage(l10n.t('The sign-ins of "{0}" are revoked.', connection.name), 5000);
  }

  /** Asks for the secrets of the flow that are not there; undefined when the person gave up. */
  async #askMissing(connection: Connection, kept: Secrets): Promise<Secrets | undefined> {
    const flow = flowOf(connection.grant);
    const missing = flow.fields.filter(
      ({ name, isSecret, isOptional }) => isSecret && !isOptional && kept[name as keyof Secrets] === undefined,
    );
    if (missing.length === 0) return kept;
    const questions = missing.map((field) => fieldQuestion(flow, field, false));
    const walked = await walkSteps(() => questions, askInQuickInput(l10n.t('Sign In to "{0}"', connection.name)));
    return walked.kind === 'done' ? { ...kept, ...secretsFromAnswers(flow, walked.answers) } : undefined;
  }

  /**
   * Undefined when the person gave up.
   * @param isPlaceUnknown has one data centre after the other asked, as far as the flow allows that
   */
  async #obtain(connection: Connection, secrets: Secrets, isPlaceUnknown = false): Promise<TokenSet | undefined> {
    const { signIn } = await import('../../auth/signIn.js');
    const client = (await this.#book.network()).clientFor(connection, secrets);
    const controller = new AbortController();
    const giveUp = (): void => controller.abort();
    const title = l10n.t('Signing in to "{0}"', connection.name);
    const { signal } = controller;
    const work = async (): Promise<TokenSet> => {
      if (isPlaceUnknown && !flowOf(connection.grant).isInteractive) {
        const found = await findGeolocation(connection, secrets, client, new Date(), undefined, signal);
        return found.tokenSet;
      }
      return signIn(
        connection,
        secrets,
        {
          client,
          door: new EditorBrowserDoor({ title, redirects: this.#redirects, giveUp }),
          askOneTimePassword: (address) => askOneTimePassword(title, address, giveUp, signal),
          randomState: () => randomBytes(24).toString('base64url'),
          now: () => new Date(),
        },
        signal,
      );
    };
    try {
      return await window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        (_progress, token) => {
          token.onCancellationRequested(giveUp);
          return work();
        },
      );
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }
}

async function askOneTimePassword(
  title: string,
  address: string,
  giveUp: () => void,
  signal: AbortSignal,
): Promise<string> {
  const otp = await window.showInputBox({
    title,
    prompt: l10n.t('Concur mailed a one-time password to {0}. Enter it.', address),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('Enter the password out of the mail.') : undefined),
  });
  if (otp === undefined) giveUp();
  signal.throwIfAborted();
  return otp ?? '';
}
