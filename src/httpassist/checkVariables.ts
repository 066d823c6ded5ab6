import type { ParsedHttpFile } from '../httpfile/parse.js';
import type { PlacedSection } from '../httpfile/placed.js';
import { type AssistFinding, at, type Fix } from './finding.js';
import { type OutsideVariables, readBuiltIn } from './outside.js';
import { closeWords } from './spelling.js';
import { type Mention, meaningOf, type WordIndex } from './words.js';

/** The names that a file and what lies around it know; made once for all sections of a version of the file. */
export interface KnownNames {
  readonly variables: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
  readonly outside: OutsideVariables;
}

export function knownNames(file: ParsedHttpFile, index: WordIndex, outside: OutsideVariables): KnownNames {
  return { variables: index.variableNames(file), requests: index.requestNames(file), outside };
}

/** What keeps a reference from having a value, as one sentence; undefined where it has one, or where that is not sure. */
export function explainUnknown(expression: string, { variables, requests, outside }: KnownNames): string | undefined {
  const { kind, name } = meaningOf(expression, variables, requests);
  if (kind === 'builtIn') {
    const read = readBuiltIn(expression, outside);
    return read.kind === 'bad' ? read.message : undefined;
  }
  if (kind === 'request') {
    return requests.has(name) ? undefined : `No request of this file is named ${name}. Put # @name ${name} above one.`;
  }
  if (variables.has(name) || outside.environments.has(name)) return undefined;
  if (!/^[\w.-]+$/.test(name)) return undefined; // a script of a peer, which has a finding of its own where it matters
  return `Nothing sets the variable ${name}. Define it in this file or in an environment.`;
}

/** Variables of a section that nothing sets. */
export function checkVariables(placed: PlacedSection, index: WordIndex, known: KnownNames): readonly AssistFinding[] {
  return index.mentions(placed).flatMap((mention): AssistFinding[] => {
    const message = explainUnknown(mention.expression, known);
    if (message === undefined) return [];
    const line = placed.line + mention.line;
    const range = { start: { line, character: mention.start }, end: { line, character: mention.end } };
    return [
      { code: 'unknownVariable', severity: 'warning', message, range, fixes: fixesFor(mention, range, known, placed) },
    ];
  });
}

function fixesFor(
  { expression }: Mention,
  range: Fix['changes'][number]['range'],
  known: KnownNames,
  placed: PlacedSection,
): readonly Fix[] {
  if (expression.startsWith('$')) return [];
  const names = [...known.variables, ...known.outside.environments.keys()];
  const close = closeWords(expression, names).map(
    (name): Fix => ({ title: `Change to ${name}`, changes: [{ range, newText: name }] }),
  );
  if (!/^[\w-]+$/.test(expression)) return close;
  // At the head of its section: a place that moves with it.
  const hasSeparator = placed.section.stretches[0]?.kind === 'separator';
  const define: Fix = {
    title: `Define ${expression} in this file`,
    changes: [
      {
        range: at({ line: placed.line + (hasSeparator ? 1 : 0), character: 0 }),
        newText: `@${expression} = \n${hasSeparator || placed.section.text.startsWith('@') ? '' : '\n'}`,
      },
    ],
    isPreferred: close.length === 0,
  };
  return [...close, define];
}
