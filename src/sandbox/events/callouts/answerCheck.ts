import { Refusal } from '../../protocol/refusal.js';
import { isWireRecord, readXml, type WireRecord, type WireValue } from '../../protocol/xml.js';

/** What an answer to a search has to look like. */
export interface AnswerRules {
  readonly root: string;
  readonly item: string;
  /** Elements that every item needs, even when they are empty. */
  readonly elements: readonly string[];
  /** Elements that must not be empty. */
  readonly filled: readonly string[];
  readonly maximum: number;
}

/** What Concur would mind in the answer of a connector, each as a sentence. */
export function checkAnswer(body: string, rules: AnswerRules): readonly string[] {
  try {
    const { root, content } = readXml(body);
    if (root !== rules.root) return [`The root of the answer is ${root}, but has to be ${rules.root}.`];
    const items = readItems(isWireRecord(content) ? content[rules.item] : undefined);
    const findings = items.flatMap((item, index) => checkItem(item, `${rules.item} ${index + 1}`, rules));
    if (items.length <= rules.maximum) return findings;
    return [`The answer holds ${items.length} items, but at most ${rules.maximum} were asked for.`, ...findings];
  } catch (error) {
    if (error instanceof Refusal) return [error.message];
    throw error;
  }
}

function readItems(value: WireValue | undefined): readonly WireValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function checkItem(item: WireValue, name: string, { elements, filled }: AnswerRules): readonly string[] {
  const record: WireRecord = isWireRecord(item) ? item : {};
  const missing = elements.filter((element) => !(element in record));
  const empty = filled.filter((element) => element in record && (record[element] === '' || record[element] === null));
  return [
    ...(missing.length > 0 ? [`${name} lacks ${missing.join(', ')}.`] : []),
    ...(empty.length > 0 ? [`${name} has no value in ${empty.join(', ')}.`] : []),
  ];
}
