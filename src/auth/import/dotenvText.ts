import { parse } from 'dotenv';
import type { ImportResult } from './imported.js';
import { connectionFromValues } from './namedValues.js';

/** Reads the text of a `.env` file; of several lines with one name the last counts, as for those who load it. */
export function readDotenv(text: string, newId: () => string): ImportResult {
  return connectionFromValues(Object.entries(parse(text.replace(/^\uFEFF/, ''))), '.env', newId);
}
