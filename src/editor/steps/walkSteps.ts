import type { Answers, Question } from './question.js';

/** The person went one step back. */
export const BACK = Symbol('back');

/** Where a question stands among all of them. */
export interface StepPlace {
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
  /** What was answered here before. */
  readonly previous: string | undefined;
}

/** Puts one question to a person. Undefined when they gave up. */
export type Ask = (question: Question, place: StepPlace) => Promise<string | typeof BACK | undefined>;

/** All answers, and those alone that the last plan asked for. */
export interface Walked {
  readonly kind: 'done';
  readonly answers: Answers;
}

/** How a walk ended without all answers; `answers` holds what was given so far. */
export interface GivenUp {
  readonly kind: 'givenUp' | 'back';
  readonly answers: Answers;
}

/**
 * Asks the questions of a plan one by one; one can go back and forth and finds every answer as it was left.
 * @param plan the questions that these answers lead to, in order; asked anew after every answer
 * @param start the question to begin at, by id; the first one unless given
 */
export async function walkSteps(
  plan: (answers: Answers) => readonly Question[],
  ask: Ask,
  given: Answers = {},
  start?: string,
): Promise<Walked | GivenUp> {
  let answers = given;
  let index = Math.max(
    0,
    plan(answers).findIndex(({ id }) => id === start),
  );
  for (;;) {
    const questions = plan(answers);
    const question = questions[index];
    if (!question) return { kind: 'done', answers: onlyAsked(questions, answers) };
    const place = { step: index + 1, totalSteps: questions.length, previous: answers[question.id] };
    const answer = await ask(question, place);
    if (answer === undefined) return { kind: 'givenUp', answers };
    if (answer === BACK) {
      if (index === 0) return { kind: 'back', answers };
      index -= 1;
    } else {
      answers = { ...answers, [question.id]: answer };
      index += 1;
    }
  }
}

function onlyAsked(questions: readonly Question[], answers: Answers): Answers {
  return Object.fromEntries(questions.map(({ id }) => [id, answers[id] ?? '']));
}
