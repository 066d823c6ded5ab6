import { randomUUID } from 'node:crypto';
import { l10n } from 'vscode';
import type { Connection } from '../../../auth/connection.js';
import type { Secrets } from '../../../auth/credentials.js';
import type { TokenSet } from '../../../auth/tokenSet.js';
import { askInQuickInput } from '../../steps/askInQuickInput.js';
import type { Answers } from '../../steps/question.js';
import { type Ask, BACK, walkSteps } from '../../steps/walkSteps.js';
import { connectionQuestions, type QuestionSurroundings } from './connectionQuestions.js';
import { draftFromAnswers } from './draftConnection.js';
import { NEXT, nextQuestion, type SignInOutcome } from './nextQuestion.js';
import { UNKNOWN_PLACE } from './places.js';

/** What the wizard leaves to others. */
export interface WizardParts {
  readonly around: QuestionSurroundings;
  /** The secrets that are kept of a connection that is edited. */
  readonly kept: Secrets;
  /** Signs in, and tells who that is; shows progress and can be cancelled. */
  readonly signIn: (connection: Connection, secrets: Secrets, isPlaceUnknown: boolean) => Promise<SignInOutcome>;
  /** Asks before a host beyond Concur's gets a secret; the connection with that host allowed, or undefined. */
  readonly allowHost: (connection: Connection) => Promise<Connection | undefined>;
  /** VS Code's quick input unless given. */
  readonly ask?: Ask;
}

/** Where a wizard begins. */
export interface WizardStart {
  /** The connection that is edited; undefined for a new one. */
  readonly base?: Connection;
  /** Its secrets, or those that are there already for a new one. */
  readonly kept: Secrets;
  readonly answers: Answers;
}

/** What the person ended up with. */
export interface WizardResult {
  readonly connection: Connection;
  readonly secrets: Secrets;
  readonly tokenSet: TokenSet | undefined;
  /** Whether this window shall use it from now on. */
  readonly isChosen: boolean;
}

/**
 * Asks for all of a connection and signs in as the last step. Whatever fails, the answers stay: one goes back,
 * corrects and signs in again, or keeps the connection signed out.
 * @param base the connection that is edited; undefined for a new one
 * @param given answers that stand there already
 * @returns undefined when the person gave up
 */
export async function runConnectionWizard(
  base: Connection | undefined,
  given: Answers,
  parts: WizardParts,
): Promise<WizardResult | undefined> {
  const frame = { id: base?.id ?? randomUUID(), ...(base?.allowedHosts ? { allowedHosts: base.allowedHosts } : {}) };
  const title = base ? l10n.t('Edit Connection "{0}"', base.name) : l10n.t('Add Connection');
  const put = parts.ask ?? askInQuickInput(title);
  let outcome: SignInOutcome | undefined;
  const ask: Ask = async (question, place) => {
    const answer = await put(question, place);
    if (question.id === NEXT && answer === BACK) outcome = undefined; // what is corrected has to be tried anew
    return answer;
  };
  let answers = given;
  let start: string | undefined;
  for (;;) {
    const walked = await walkSteps(
      (soFar) => [...connectionQuestions(soFar, parts.around), nextQuestion(outcome)],
      ask,
      answers,
      start,
    );
    if (walked.kind !== 'done') return undefined;
    const { [NEXT]: next, ...rest } = walked.answers;
    answers = rest;
    const draft = draftFromAnswers(answers, frame);
    const secrets = { ...parts.kept, ...draft.secrets };
    if (next === 'correct') {
      outcome = undefined;
      start = 'clientId';
    } else if (next === 'signIn') {
      outcome = await tryIt(draft.connection, secrets, answers.place === UNKNOWN_PLACE, parts);
      start = NEXT;
    } else {
      const signedIn = outcome?.kind === 'signedIn' ? outcome : undefined;
      return {
        connection: signedIn?.connection ?? draft.connection,
        tokenSet: signedIn?.tokenSet,
        secrets,
        isChosen: next === 'use',
      };
    }
  }
}

async function tryIt(
  connection: Connection,
  secrets: Secrets,
  isPlaceUnknown: boolean,
  parts: WizardParts,
): Promise<SignInOutcome> {
  const allowed = await parts.allowHost(connection);
  if (!allowed) return { kind: 'failed', what: l10n.t('The host was not allowed, so nothing was sent.') };
  return parts.signIn(allowed, secrets, isPlaceUnknown);
}
