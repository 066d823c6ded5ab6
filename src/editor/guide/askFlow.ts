import { l10n, QuickInputButtons, type QuickPickItem, window } from 'vscode';
import { FLOW_QUESTIONS, type FlowAdvice, type Question } from './flowChoice.js';

interface AnswerItem extends QuickPickItem {
  readonly leadsTo: Question | FlowAdvice;
}

/** Asks which situation the person is in, with a way back; undefined when they gave up. */
export async function askFlow(): Promise<FlowAdvice | undefined> {
  const asked: Question[] = [];
  let question: Question = FLOW_QUESTIONS;
  for (;;) {
    const answer = await askOne(question, asked.length + 1);
    if (answer === undefined) return undefined;
    if (answer === 'back') question = asked.pop() ?? FLOW_QUESTIONS;
    else if ('flow' in answer) return answer;
    else {
      asked.push(question);
      question = answer;
    }
  }
}

function askOne(question: Question, step: number): Promise<Question | FlowAdvice | 'back' | undefined> {
  const pick = window.createQuickPick<AnswerItem>();
  pick.title = l10n.t('Which Way of Signing In?');
  pick.placeholder = question.ask;
  pick.step = step;
  pick.items = question.answers;
  pick.ignoreFocusOut = true;
  pick.buttons = step > 1 ? [QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const end = (answer: Question | FlowAdvice | 'back' | undefined): void => {
      resolve(answer);
      pick.dispose();
    };
    pick.onDidAccept(() => end(pick.selectedItems[0]?.leadsTo));
    pick.onDidTriggerButton(() => end('back'));
    pick.onDidHide(() => end(undefined));
    pick.show();
  });
}
