import assert from 'node:assert/strict';
import { locateInLines, locateInPieces } from '../../src/httpfile/references.js';

describe('locating', () => {
  for (const [what, locate] of [
    ['text of several lines', locateInLines('ab\n\ncd', { line: 7, character: 0 })],
    [
      'pieces',
      locateInPieces(
        [
          { text: 'ab\n', start: { line: 7, character: 0 } },
          { text: '\n', start: { line: 8, character: 0 } },
          { text: 'cd', start: { line: 9, character: 0 } },
        ],
        { line: 1, character: 0 },
      ),
    ],
  ] as const) {
    it(`finds places in ${what}, in whatever order it is asked`, () => {
      for (const [offset, line, character] of [
        [5, 9, 1],
        [0, 7, 0],
        [4, 9, 0],
        [3, 8, 0],
        [1, 7, 1],
      ] as const) {
        assert.deepEqual(locate(offset), { line, character });
      }
    });
  }
});
