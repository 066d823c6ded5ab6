import { l10n, ProgressLocation, window } from 'vscode';
import type { Connection } from '../../auth/connection.js';
import type { Secrets } from '../../auth/credentials.js';
import { DATA_CENTRES } from '../../auth/dataCentres.js';
import { flowOf } from '../../auth/flows.js';
import { parseGeolocation } from '../../auth/geolocation.js';
import { exchangeLegacyToken, successorOf } from '../../auth/migration.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { askInQuickInput } from '../steps/askInQuickInput.js';
import type { Answers, Question } from '../steps/question.js';
import { walkSteps } from '../steps/walkSteps.js';
import type { ConnectionBook, ConnectionState } from './connectionBook.js';
import { clientIdQuestion } from './wizard/connectionQuestions.js';
import type { WizardStart } from './wizard/connectionWizard.js';
import { answersFromConnection, placeAnswers } from './wizard/draftConnection.js';
import { fieldId, fieldQuestion, flowById } from './wizard/flowQuestions.js';
import { baseOf, UNKNOWN_PLACE } from './wizard/places.js';

/**
 * Where the wizard begins that makes a connection of today out of one of before 2017. Signed in, the person may have
 * its token exchanged; else, and when they would rather, the flow that follows the old one is chosen.
 * @returns undefined when the person gave up
 */
export async function prepareMigration(state: ConnectionState, book: ConnectionBook): Promise<WizardStart | undefined> {
  const { connection, tokenSet } = state;
  const { credentials } = await book.network();
  const kept = await credentials.readSecrets(connection.id);
  if (!tokenSet) return signInAnew(connection, kept);
  const title = l10n.t('Migrate "{0}" to OAuth2', connection.name);
  const walked = await walkSteps(exchangeQuestions, askInQuickInput(title));
  if (walked.kind !== 'done') return undefined;
  const { way, clientId = '', clientSecret = '' } = walked.answers;
  if (way === 'anew') return signInAnew(connection, kept);
  return exchange({ connection, tokenSet }, { clientId, clientSecret }, way === 'company', book);
}

function exchangeQuestions({ way }: Answers): readonly Question[] {
  const flow = flowById('refreshToken');
  const secret = flow?.fields.find(({ name }) => name === 'clientSecret');
  const first: Question = {
    kind: 'choice',
    id: 'way',
    prompt: l10n.t('The new app has a client id and a secret of its own. What becomes of the old token?'),
    docs: 'https://developer.concur.com/api-reference/authentication/migrationguide.html',
    choices: [
      {
        value: 'user',
        label: l10n.t('Exchange it for a refresh token of the same user'),
        detail: l10n.t('Nobody has to sign in again. The new app needs all scopes of the old one.'),
      },
      {
        value: 'company',
        label: l10n.t('Exchange it for a refresh token of the company'),
        detail: l10n.t('Only the token of a web services administrator becomes one.'),
      },
      {
        value: 'anew',
        label: l10n.t('Sign in anew'),
        detail: l10n.t('In the flow that follows the old one; what carries over is filled in.'),
      },
    ],
  };
  if (way === 'anew' || !flow || !secret) return [first];
  return [first, clientIdQuestion(false), fieldQuestion(flow, secret, false)];
}

/** The successor of the old flow, with user, redirect and password as they were: the app's id and secret are new. */
function signInAnew(connection: Connection, { password, passphrase }: Secrets): WizardStart {
  const [old, flow] = [flowOf(connection.grant), flowById(successorOf(connection.grant))];
  const before = answersFromConnection(connection);
  const fields = (flow?.fields ?? []).flatMap((field): [string, string][] => {
    const value = before[`${old.id}.${field.name}`];
    return flow === undefined || value === undefined ? [] : [[fieldId(flow, field), value]];
  });
  return {
    kept: { ...(password === undefined ? {} : { password }), ...(passphrase === undefined ? {} : { passphrase }) },
    answers: {
      ...before,
      ...modernPlace(connection),
      ...Object.fromEntries(fields),
      flow: flow?.id ?? '',
      clientId: '',
      name: newName(connection),
    },
  };
}

async function exchange(
  old: { readonly connection: Connection; readonly tokenSet: TokenSet },
  app: { readonly clientId: string; readonly clientSecret: string },
  asCompany: boolean,
  book: ConnectionBook,
): Promise<WizardStart> {
  const { connection } = old;
  const { clientFor } = await book.network();
  const place = modernPlace(connection);
  const start = parseGeolocation(baseOf(place.place) ?? '') ?? connection.geolocation;
  const { refreshToken, geolocation } = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t('Exchanging the token of "{0}"', connection.name) },
    () => exchangeLegacyToken(old, { ...app, geolocation: start }, asCompany, clientFor(connection)),
  );
  return {
    kept: { clientSecret: app.clientSecret, refreshToken },
    answers: {
      ...answersFromConnection(connection),
      ...placeAnswers({ kind: connection.kind, geolocation }),
      flow: 'refreshToken',
      clientId: app.clientId,
      name: newName(connection),
    },
  };
}

/** Hosts of before 2017 give no tokens of today: where the company lives is then found out. */
function modernPlace(connection: Connection): Answers {
  const centre = DATA_CENTRES.find(({ geolocation }) => geolocation === connection.geolocation);
  return centre?.kind === 'legacy' ? { place: UNKNOWN_PLACE } : placeAnswers(connection);
}

function newName({ name }: Connection): string {
  return `${name} OAuth2`;
}
