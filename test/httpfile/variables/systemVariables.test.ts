import assert from 'node:assert/strict';
import { readSystemVariable, type SystemSources } from '../../../src/httpfile/variables/systemVariables.js';

const SOURCES: SystemSources = {
  now: () => new Date('2026-02-03T04:05:06.789Z'),
  randomUuid: () => 'uuid',
  randomInt: (min) => min,
  environment: (name) => (name === 'HOME_TOWN' ? 'Ulm' : undefined),
  dotenv: (name) => (name === 'API-KEY' ? 'k' : undefined),
};

function read(expression: string): string {
  const result = readSystemVariable(expression, SOURCES, (name) => (name === 'which' ? 'HOME_TOWN' : undefined));
  if (result.value !== undefined) return result.value;
  const start = { line: 0, character: 0 };
  return `! ${result.finding({ start, end: start }).message}`;
}

describe('readSystemVariable', () => {
  for (const [expression, expected] of [
    ['$timestamp', '1770091506'],
    ['$timestamp -1 d', '1770005106'],
    ['$timestamp 1 Q', '1777781106'],
    ['$isoTimestamp', '2026-02-03T04:05:06.789Z'],
    ['$datetime iso8601', '2026-02-03T04:05:06.789Z'],
    ['$datetime rfc1123 1 M', 'Tue, 03 Mar 2026 04:05:06 GMT'],
    ['$datetime iso8601 -90 m', '2026-02-03T02:35:06.789Z'],
    ['$datetime iso8601 500 ms', '2026-02-03T04:05:07.289Z'],
    ["$datetime 'DD/MM/YYYY HH:mm' 2 w", '17/02/2026 04:05'],
    ['$datetime "YYYY-MM-DD[T]HH" -1 y', '2025-02-03T04'],
    ['$datetime "dd-MM-yyyy"', '03-02-2026'],
    ['$processEnv HOME_TOWN', 'Ulm'],
    ['$processEnv %which', 'Ulm'],
    ['$dotenv API-KEY', 'k'],
    ['$random.uuid', 'uuid'],
    ['$random.integer(5, 9)', '5'],
    ['$random.integer(9,5)', '5'],
    ['$random.float(1,2)', '1'],
    ['$random.alphabetic(3)', 'AAA'],
    ['$random.hexadecimal(4)', '0000'],
    ['$random.alphanumeric(0)', ''],
    ['$random.email', 'aaaaaaaa@example.com'],
  ] as const) {
    it(`reads ${expression}`, () => assert.equal(read(expression), expected));
  }

  for (const expression of [
    '$timestamp 1',
    '$timestamp 1 fortnight',
    '$timestamp 99999999999 y',
    '$datetime',
    '$datetime tomorrow',
    '$datetime iso8601 1',
    '$random.integer(1)',
    '$random.alphabetic(x)',
    '$random.poem',
    '$dotenv',
  ]) {
    it(`says how ${expression} is to be written`, () => assert.match(read(expression), /^! This is written/));
  }

  it('writes local moments with the offset of this computer', () => {
    assert.match(
      read('$localDatetime iso8601'),
      /^2026-02-0[234]T\d\d:05:06[+-]\d\d:\d\d$|^2026-02-03T\d\d:\d\d:06[+-]/,
    );
    assert.match(read('$localDatetime rfc1123'), /^\w{3}, 0[234] Feb 2026 \d\d:\d\d:06 [+-]\d{4}$/);
  });

  it('says which variable is missing', () => {
    assert.match(read('$dotenv NOPE'), /^! No \.env file .* sets NOPE/);
    assert.match(read('$processEnv NOPE'), /NOPE is not set/);
  });
});
