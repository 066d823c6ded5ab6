import assert from 'node:assert/strict';
import { formatTable, median, type Round } from './table.js';

const round = (figures: Readonly<Record<string, number | undefined>>): Round => ({
  figures: new Map(Object.entries(figures)),
});

describe('median', () => {
  for (const [values, expected] of [
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ] as const) {
    it(`of ${values.join(', ')} is ${expected}`, () => assert.equal(median(values), expected));
  }

  it('refuses no values at all', () => assert.throws(() => median([]), RangeError));
});

describe('formatTable', () => {
  const table = (floor: readonly Round[], ours: readonly Round[]) =>
    formatTable([
      { label: 'floor', rounds: floor },
      { label: 'ours', rounds: ours },
    ])
      .split('\n')
      .slice(2);

  for (const [what, floor, ours, row] of [
    [
      'has the median, each figure and the ratio to the floor',
      [round({ shown: 10 }), round({ shown: 20 })],
      [round({ shown: 45 }), round({ shown: 15 })],
      '| shown | 15 [10 20] | 30 [45 15], 2 x floor |',
    ],
    [
      'says how many runs a median leaves out',
      [round({ shown: 10 })],
      [round({ shown: 30 }), round({ shown: undefined })],
      '| shown | 10 [10] | only 1 of 2: 30 [30 -], 3 x floor |',
    ],
    [
      'says so when it never happened',
      [round({ shown: 10 })],
      [round({ shown: undefined })],
      '| shown | 10 [10] | never |',
    ],
    ['leaves a cell empty that was not measured', [round({ shown: 10 })], [round({})], '| shown | 10 [10] |  |'],
    ['gives no ratio to a floor of nothing', [round({ shown: 0 })], [round({ shown: 5 })], '| shown | 0 [0] | 5 [5] |'],
  ] as const) {
    it(what, () => assert.deepEqual(table(floor, ours), [row]));
  }
});
