import { runInNewContext } from 'node:vm';

/** What a match may take; patterns exist that would take years. */
const MAX_MATCH_MS = 100;
const MAX_LENGTH = 500;

/** Texts that slow patterns choke on. */
const PROBES = [`${'a'.repeat(40)}!`, `${'status'.repeat(8)}!`, `${'1'.repeat(40)}!`];

/** Why a filter cannot be used; undefined when it can. */
export function findFilterFault(pattern: string): string | undefined {
  if (pattern.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  try {
    new RegExp(pattern);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return PROBES.every((probe) => tryMatch(pattern, probe) !== undefined) ? undefined : 'matching takes too long';
}

/** Whether an event type is let through: the whole of it has to match. A match that takes too long is none. */
export function letsThrough(pattern: string, eventType: string): boolean {
  return tryMatch(pattern, eventType) ?? false;
}

function tryMatch(pattern: string, text: string): boolean | undefined {
  if (pattern === '.*') return true;
  try {
    // Only a script with a timeout can be stopped while the engine searches.
    return runInNewContext(
      'new RegExp(pattern).test(text)',
      { pattern: `^(?:${pattern})$`, text },
      { timeout: MAX_MATCH_MS },
    );
  } catch {
    return undefined;
  }
}
