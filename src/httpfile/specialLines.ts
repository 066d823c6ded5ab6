/** Lines that belong to a request but are not sent: assertions, scripts, what becomes of the response. */
import type { NodeKind } from './nodes.js';

/** What a line is by itself, wherever in a request it stands; undefined for any other line. */
export function readSpecialLine(text: string): Extract<NodeKind, 'assertion' | 'output' | 'reference'> | undefined {
  if (/^\s*\?\?\s*\S/.test(text)) return 'assertion';
  if (/^\s*>>!?\s+\S/.test(text)) return 'output';
  return /^\s*<>\s*[^\s>]/.test(text) ? 'reference' : undefined;
}

/** How a script of several lines ends. */
export type ScriptEnd = (text: string) => boolean;

/**
 * Whether a script starts on this line, and where it ends: `'here'` on the same line, else by the function's word.
 * @param isBefore whether the request line is still to come: only then `<` starts a script
 */
export function readScriptStart(text: string, isBefore: boolean): 'here' | ScriptEnd | undefined {
  if (/^\s*\{\{(?:@js\s+)?[+@]?(?:request|streaming|response|after|responseLogging)?\s*$/i.test(text)) {
    return (line) => line.trim() === '}}';
  }
  const sign = /^\s*([<>])\s+/.exec(text);
  if (!sign || (sign[1] === '<' && !isBefore)) return undefined;
  const rest = text.slice(sign[0].length).trimEnd();
  if (rest.startsWith('{%')) return rest.includes('%}') ? 'here' : (line) => line.includes('%}');
  return /^[^\s{%}]*[./][^\s{%}]*$/.test(rest) ? 'here' : undefined;
}

/** Reads `< path`, `<@ path`, `<@latin1 path` at the start of a line. */
export function readBodyFile(
  text: string,
): { readonly path: string; readonly hasVariables: boolean; readonly encoding: string | undefined } | undefined {
  const found = /^<(@(\w+)?)?\s+(\S.*)$/.exec(text);
  const path = found?.[3]?.trim();
  return found && path ? { path, hasVariables: found[1] !== undefined, encoding: found[2] } : undefined;
}

/** Whether a line takes requests from elsewhere, as JetBrains' client has it: `import file`, `run file`, `run #name`. */
export function isRunLine(text: string): boolean {
  return /^\s*(?:import\s+\S.*\.(?:http|rest)|run\s+(?:#\s*\S.*|\S.*\.(?:http|rest)(?:\s*\(.*\))?))\s*$/.test(text);
}

/** Whether a line below others is a cURL command beyond doubt. */
export function isSureCurl(text: string): boolean {
  return isCurlStart(text) && /^\s*(?:\$\s+)?curl(?:\.exe)?(?:\s+-|\s+\S*:\/\/|\s*\\$)/i.test(text);
}

/** Whether a cURL command starts on this line. */
export function isCurlStart(text: string): boolean {
  return /^\s*(?:\$\s+)?curl(?:\.exe)?(?:\s|$)/i.test(text);
}
