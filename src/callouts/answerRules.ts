import { ATTENDEE_ELEMENTS } from './attendeeFields.js';
import { type CalloutName, MOST_SHOWN } from './callout.js';
import type { CalloutValues } from './message.js';

/** What the answer to a search has to look like. */
export interface AnswerRules {
  readonly root: string;
  readonly item: string;
  readonly elements: readonly AnswerElement[];
  /** The most items there may be. */
  readonly maximum: number;
}

export interface AnswerElement {
  readonly name: string;
  /** Has to be there, even when it is empty. */
  readonly isRequired: boolean;
  /** Must not be empty. */
  readonly isFilled: boolean;
  readonly maxLength?: number;
}

/** The rules for an answer in XML; undefined for callouts whose answer Concur does not read. */
export function answerRules(name: CalloutName, values: CalloutValues): AnswerRules | undefined {
  if (name === 'fetch-attendee') {
    return {
      root: 'AttendeeSearchResponse',
      item: 'Attendee',
      elements: ATTENDEE_ELEMENTS.map(({ name: element, answered, needed }) => ({
        name: element,
        isRequired: true,
        isFilled: needed ?? false,
        maxLength: answered,
      })),
      maximum: limit(values.MaximumNumberRecords),
    };
  }
  if (name === 'fetch-list') {
    return {
      root: 'fetch-list-response',
      item: 'item',
      elements: ['code', 'short-code', 'text', 'match-value'].map((element) => ({
        name: element,
        isRequired: true,
        isFilled: true,
      })),
      maximum: limit(values['num-to-return']),
    };
  }
  return undefined;
}

function limit(asked: string | undefined): number {
  const number = Number(asked);
  return Number.isInteger(number) && number > 0 ? Math.min(number, MOST_SHOWN) : MOST_SHOWN;
}
