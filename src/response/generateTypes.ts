import { InputData, jsonInputForTargetLanguage, quicktype } from 'quicktype-core';

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
