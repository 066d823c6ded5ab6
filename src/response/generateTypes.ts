/** A JSON body, and what to make of it. */
export interface TypesTask {
  readonly text: string;
  readonly target: 'typescript' | 'schema';
  /** Name of the outermost type, e.g. `ListReports`. */
  readonly name: string;
}

/**
 * TypeScript types or a JSON Schema that describe a body.
 * @throws {SyntaxError} when it is no JSON
 */
export async function generateTypes({ text, target, name }: TypesTask): Promise<string> {
  JSON.parse(text); // quicktype says less about what is wrong
  const { InputData, jsonInputForTargetLanguage, quicktype } = await import('quicktype-core');
  const input = jsonInputForTargetLanguage(target);
  await input.addSource({ name, samples: [text] });
  const inputData = new InputData();
  inputData.addInput(input);
  const { lines } = await quicktype({
    inputData,
    lang: target,
    inferDateTimes: true,
    rendererOptions: target === 'typescript' ? { 'just-types': true } : {},
  });
  return lines.join('\n');
}

/** A name of a type out of an operation's or any other name: `listReports` becomes `ListReports`. */
export function toTypeName(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{L}/u.test(joined) ? joined : `Response${joined}`;
}
