import type { HttpFile } from '../nodes.js';
import type { SystemValue } from '../variables/systemVariables.js';
import { badPath, notAnswered, notInAnswer } from '../variables/variableFindings.js';
import { type Found, type KeptExchange, readBodyOf, readHeaderOf, toText } from './answer.js';
import { CookieJar } from './cookieJar.js';
import { type ResponseReference, readResponseReference } from './expressions.js';

/**
 * What a run remembers: answers by the name of their request, cookies, values that a person gave. Holds secrets as they
 * came, so it lives in memory only. An editor may keep one per file, so that a request sent alone finds what was
 * answered before.
 */
export class RunMemory {
  readonly answers = new Map<string, KeptExchange>();
  /** By the name of the prompt. */
  readonly given = new Map<string, string>();
  readonly cookies: CookieJar;

  constructor(now: () => Date) {
    this.cookies = new CookieJar(now);
  }

  /** The value that a reference to another request stands for; undefined where it is no such reference. */
  lookUp(file: HttpFile, expression: string): SystemValue | undefined {
    const reference = readResponseReference(expression);
    if (!reference) return undefined;
    const { name, part, path } = reference;
    const answer = this.answers.get(name);
    if (!answer && !file.requests.some((request) => request.name === name)) return undefined;
    if (!answer) return { finding: (range) => notAnswered(name, range) };
    const found = find(answer, reference);
    switch (found.kind) {
      case 'found':
        return { value: toText(found.value) };
      case 'bad':
        return { finding: (range) => badPath(path, range) };
      case 'missing':
        return { finding: (range) => notInAnswer(name, path || part, range) };
    }
  }
}

function find(answer: KeptExchange, { message, part, path }: ResponseReference): Found {
  if (part === 'status') return { kind: 'found', value: answer.response.status };
  const kept = answer[message];
  // A body that is named as a whole is put in as it came, not as JSON written anew.
  if (part === 'body')
    return path === '' || path === '*' ? { kind: 'found', value: kept.body } : readBodyOf(kept, path);
  return readHeaderOf(kept, path);
}
