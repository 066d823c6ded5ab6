import { l10n, window } from 'vscode';
import { adviseOnToken, TokenError } from '../../auth/tokenError.js';
import { adviseOnSend, SendError } from '../../http/failure.js';
import type { Advice, NextStep } from '../../kernel/advice.js';

/** What a button does, for the steps that make sense where the advice is given. */
export type StepActions = Partial<Record<NextStep, () => unknown>>;

function stepTitle(step: NextStep): string {
  switch (step) {
    case 'startSandbox':
      return l10n.t('Start Local Sandbox');
    case 'signIn':
      return l10n.t('Sign In');
    case 'sendAgain':
      return l10n.t('Send Again');
    case 'showRequest':
      return l10n.t('Show Request');
    case 'openDocs':
      return l10n.t('Open Documentation');
    case 'searchOperations':
      return l10n.t('Search Operations');
    case 'changeTimeout':
      return l10n.t('Change Timeout');
    case 'trustWorkspace':
      return l10n.t('Manage Workspace Trust');
  }
}

/** Shows the sentence with a button for each step that has an action, and does what is clicked. */
export async function showAdvice(advice: Advice, actions: StepActions): Promise<void> {
  const steps = advice.next.filter((step) => actions[step]);
  const clicked = await window.showWarningMessage(advice.what, ...steps.map(stepTitle));
  const step = steps.find((candidate) => stepTitle(candidate) === clicked);
  if (step) await actions[step]?.();
}

/** What to tell a person about an expected failure; undefined for anything else, which is a bug. */
export function adviseOnError(error: unknown): Advice | undefined {
  if (error instanceof SendError) return adviseOnSend(error.failure);
  if (error instanceof TokenError) return adviseOnToken(error.failure);
  return undefined;
}
