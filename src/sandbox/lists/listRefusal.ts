import { Refusal, type ValidationError } from '../protocol/refusal.js';

/**
 * What Lists v4, List Items v4 and the bulk API call a failure
 * (/api-reference/common/list-item/v4.list-item-bulk.html), in our words; `list.is.read.only` is ours.
 */
const PROBLEMS = {
  'request.validation.error': [400, 'The request is wrong.'],
  'list.not.found': [404, 'No list has this id.'],
  'list.deleted': [400, 'The list is deleted.'],
  'list.is.managed': [400, 'Another app manages this list; only that app may change it and its items.'],
  'list.is.read.only': [400, 'This list cannot be changed.'],
  'category.not.found': [404, 'No category of lists has this id.'],
  'item.not.found': [404, 'No item has this id or code.'],
  'item.deleted': [400, 'The item is deleted already.'],
  'item.duplicate.code': [400, 'Another item of this list has the code.'],
  'item.duplicate.item.shared': [400, 'A list that shares items with this one has an item with the code.'],
  'item.parent.not.found': [400, 'There is no item with the id or code of the parent.'],
  'item.parent.deleted': [400, 'The parent is deleted.'],
  'item.list.id.not.match.parent': [400, 'The parent belongs to another list.'],
  'item.max.level.exceeded': [400, 'The list has no further level below the parent.'],
} as const satisfies Record<string, readonly [400 | 404, string]>;

export type ListProblem = keyof typeof PROBLEMS;

/** The lists say no, with the code that version 4 has for the reason. */
export class ListRefusal extends Refusal {
  override readonly name = 'ListRefusal';

  /** @param status instead of the usual one of the problem */
  constructor(
    readonly problem: ListProblem,
    validationErrors: readonly ValidationError[] = [],
    status?: 400 | 404,
  ) {
    const [usual, message] = PROBLEMS[problem];
    const reasons = validationErrors.map((error) => `${error.source}: ${error.message}.`);
    super(status ?? usual, [message, ...reasons].join(' '), {}, validationErrors);
  }
}
