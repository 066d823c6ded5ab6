import { l10n } from 'vscode';
import type { Connection } from '../../../auth/connection.js';
import type { TokenSet } from '../../../auth/tokenSet.js';
import type { Choice, ChoiceQuestion } from '../../steps/question.js';

/** How a try to sign in ended. */
export type SignInOutcome =
  | {
      readonly kind: 'signedIn';
      readonly tokenSet: TokenSet;
      /** As it was, or at the geolocation that Concur sent it to. */
      readonly connection: Connection;
      /** Who, company, scopes, until when: a title and a text each. */
      readonly facts: readonly (readonly [string, string])[];
    }
  /** `what`: one sentence for the person. */
  | { readonly kind: 'failed'; readonly what: string }
  | { readonly kind: 'cancelled' };

/** What the person may answer to the last step. */
export type Next = 'signIn' | 'correct' | 'use' | 'keep';

/** The id of the last step. */
export const NEXT = 'next';

/** The last step: to sign in, and then what came of it. */
export function nextQuestion(outcome: SignInOutcome | undefined): ChoiceQuestion {
  const row = (value: Next, label: string, detail?: string): Choice => ({
    value,
    label,
    ...(detail === undefined ? {} : { detail }),
  });
  const keep = row('keep', `$(save) ${l10n.t('Keep it without signing in')}`);
  switch (outcome?.kind) {
    case 'signedIn':
      return {
        kind: 'choice',
        id: NEXT,
        prompt: l10n.t('Signed in. Shall this window use the connection?'),
        choices: [
          row('use', `$(check) ${l10n.t('Use it in this window')}`),
          row('keep', `$(save) ${l10n.t('Keep it for later')}`),
          ...outcome.facts.map(([title, text]): Choice => ({ value: 'use', label: title, description: text })),
        ],
      };
    case 'failed':
      return {
        kind: 'choice',
        id: NEXT,
        prompt: outcome.what,
        choices: [
          row('correct', `$(edit) ${l10n.t('Correct it')}`, outcome.what),
          row('signIn', `$(refresh) ${l10n.t('Try again')}`),
          keep,
        ],
      };
    default:
      return {
        kind: 'choice',
        id: NEXT,
        prompt: l10n.t('All is there. Sign in now?'),
        choices: [
          row('signIn', `$(sign-in) ${l10n.t('Sign in')}`, l10n.t('Tries it and shows who you are there.')),
          keep,
        ],
      };
  }
}
