import { l10n } from 'vscode';
import { askInQuickInput } from '../steps/askInQuickInput.js';
import type { Answers, ChoiceQuestion } from '../steps/question.js';
import { walkSteps } from '../steps/walkSteps.js';
import { FLOW_QUESTIONS, type FlowAdvice, type Question } from './flowChoice.js';

/** Asks which situation the person is in, with a way back; undefined when they gave up. */
export async function askFlow(): Promise<FlowAdvice | undefined> {
  const ask = askInQuickInput(l10n.t('Which Way of Signing In?'));
  const walked = await walkSteps((answers) => follow(answers).asked, ask);
  return walked.kind === 'done' ? follow(walked.answers).advice : undefined;
}

/** The questions that these answers lead to, and the flow at their end once it is reached. */
function follow(answers: Answers): { readonly asked: readonly ChoiceQuestion[]; readonly advice?: FlowAdvice } {
  const asked: ChoiceQuestion[] = [];
  let next: Question | FlowAdvice | undefined = FLOW_QUESTIONS;
  while (next && !('flow' in next)) {
    const question: Question = next;
    asked.push({
      kind: 'choice',
      id: question.ask,
      prompt: question.ask,
      choices: question.answers.map(({ label, detail }) => ({ value: label, label, detail })),
    });
    next = question.answers.find(({ label }) => label === answers[question.ask])?.leadsTo;
  }
  return next ? { asked, advice: next } : { asked };
}
