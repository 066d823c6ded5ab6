/** What is done with an answer, and what is told of a request beside it. */
import { readCurl } from '../curl/readCurl.js';
import type { HttpFileRequest } from '../nodes.js';
import type { Substitution } from '../variables/substitution.js';
import type { KeptExchange } from './answer.js';
import { checkAssertion, type Durations, readAssertion } from './assertions.js';
import type { Directives } from './directives.js';
import type { AssertionReport } from './events.js';
import type { RunPorts } from './ports.js';
import { NotReadyError, requireValues } from './prepare.js';

/** Checks everything that a request expects of its answer; what cannot be read as an expectation has failed. */
export function checkAnswer(
  { assertions }: HttpFileRequest,
  kept: KeptExchange,
  durations: Durations,
  substitution: Substitution,
): readonly AssertionReport[] {
  return assertions.map(({ text, range }) => {
    const assertion = readAssertion(text);
    if (!assertion) {
      const message = `"${text}" cannot be read as an expectation. Write for example: ?? status == 200`;
      return { text, range, result: { kind: 'failed', message } };
    }
    const expected = substitution.apply(assertion.expected, () => range.start);
    const path = substitution.apply(assertion.path, () => range.start);
    return { text, range, result: checkAssertion({ ...assertion, path, expected }, kept, durations) };
  });
}

/**
 * Writes an answer wherever `>>` says.
 * @returns one sentence for each file
 * @throws {NotReadyError} a path has no value, or cannot be written to
 */
export async function saveAnswer(
  { outputs }: HttpFileRequest,
  bytes: Uint8Array,
  substitution: Substitution,
  ports: Pick<RunPorts<unknown>, 'writeFile'>,
): Promise<readonly string[]> {
  const notes: string[] = [];
  for (const { text, range, overwrites } of outputs) {
    const path = substitution.apply(text, () => range.start);
    requireValues(substitution);
    const written = await ports.writeFile(path, bytes, overwrites);
    if ('problem' in written) throw new NotReadyError(written.problem, range);
    notes.push(`Answer written to ${written.path}.`);
  }
  return notes;
}

/** What stands at a request and is not done: scripts and the like, options of curl. One sentence each. */
export function describeIgnored({ scripts, curl }: HttpFileRequest, { ignored }: Directives): readonly string[] {
  const count = scripts.length;
  const ofScripts =
    count === 1
      ? 'A script of another tool stands here; scripts are not run.'
      : `${count} scripts of another tool stand here; scripts are not run.`;
  return [
    ...(count === 0 ? [] : [ofScripts]),
    ...(curl === undefined ? [] : readCurl(curl).notes.map(({ message }) => message)),
    ...ignored.map((line) => `${line} would have to be run as a script, and is left out.`),
  ];
}
