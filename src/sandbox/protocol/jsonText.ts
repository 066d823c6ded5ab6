import { Refusal } from './refusal.js';

/** Far deeper than any body of Concur's; what walks through the value later must not run out of stack. */
const MAX_DEPTH = 200;

/** Reads JSON from outside. @throws {Refusal} 400 when it is none, or nests too deeply */
export function parseJson(text: string): unknown {
  if (nestsDeeperThan(MAX_DEPTH, text)) {
    throw new Refusal(400, `The JSON of the body nests deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(400, `The body is no valid JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function nestsDeeperThan(most: number, text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') isInText = !isInText;
    else if (isInText) at += character === '\\' ? 1 : 0;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > most) return true;
  }
  return false;
}
