/** As much of a TextMate tokenizer as tells by which rule of the grammar a line starts: rules that start with a line, and how long they last. */
import { readFileSync } from 'node:fs';

interface Rule {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly while?: string;
  readonly end?: string;
  readonly name?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly patterns?: readonly Rule[];
}

type Captures = Readonly<Record<string, { readonly name?: string }>>;

interface Grammar {
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

const grammar: Grammar = JSON.parse(readFileSync(new URL('../../media/http.tmLanguage.json', import.meta.url), 'utf8'));

/** Node's regular expressions have no flags for a part: that part is written out in both cases. */
function toRegExp(source: string): RegExp {
  const plain = source.replace(/\(\?i:([^()]*)\)/g, (_, words: string) => `(?:${words}|${words.toUpperCase()})`);
  return new RegExp(plain, 'dy');
}

/** Every regular expression of the grammar. */
export function expressionsOf(
  rules: readonly Rule[] = [...grammar.patterns, ...Object.values(grammar.repository)],
): RegExp[] {
  return rules.flatMap((rule) => [
    ...[rule.match, rule.begin, rule.while, rule.end].filter((source) => source !== undefined).map(toRegExp),
    ...expressionsOf(rule.patterns ?? []),
  ]);
}

/** The scopes at the first character of each line that is not white space, outermost first. */
export function lineScopes(text: string): readonly (readonly string[])[] {
  let stack: readonly Rule[] = [];
  return text.split('\n').map((line) => {
    const broken = stack.findIndex((rule) => rule.while !== undefined && !toRegExp(rule.while).test(line));
    if (broken !== -1) stack = stack.slice(0, broken);
    const scopes: string[] = [];
    for (let depth = 0; depth < 5; depth += 1) {
      const open = stack.at(-1);
      if (open?.end !== undefined && toRegExp(open.end).test(line)) {
        stack = stack.slice(0, -1);
        if (!/^\s*$/.test(open.end) && line !== '') break;
      }
      const found = firstMatch(stack.at(-1)?.patterns ?? grammar.patterns, line);
      if (!found) break;
      scopes.push(...scopesOf(found.rule, found.match));
      if (found.rule.begin === undefined) break;
      stack = [...stack, found.rule];
      if (found.match[0] !== '') break;
    }
    return [...stack.flatMap(({ name }) => name ?? []), ...scopes];
  });
}

function firstMatch(
  rules: readonly Rule[],
  line: string,
): { readonly rule: Rule; readonly match: RegExpExecArray } | undefined {
  for (const rule of rules) {
    const inner = rule.include?.startsWith('#') ? grammar.repository[rule.include.slice(1)] : rule;
    const source = inner?.match ?? inner?.begin;
    const match = source === undefined ? undefined : toRegExp(source).exec(line);
    if (inner && match) return { rule: inner, match };
    const deeper = inner && source === undefined && inner.patterns ? firstMatch(inner.patterns, line) : undefined;
    if (deeper) return deeper;
  }
  return undefined;
}

function scopesOf(rule: Rule, match: RegExpExecArray): string[] {
  const captures = Object.entries(rule.captures ?? rule.beginCaptures ?? {});
  const caught = captures.flatMap(([index, { name }]) => (match[Number(index)] ? (name ?? []) : []));
  return [...(rule.name ? [rule.name] : []), ...caught];
}
