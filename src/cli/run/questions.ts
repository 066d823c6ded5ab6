/** Questions of a run, asked in the terminal where a person sits at it. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Prompt } from '../../httpfile/run/directives.js';
import { labelOf } from '../../httpfile/run/events.js';
import type { Confirmation } from '../../httpfile/run/ports.js';
import type { Output } from '../output.js';

export interface Questions {
  ask(prompt: Prompt, signal: AbortSignal): Promise<string | undefined>;
  confirm(question: Confirmation, signal: AbortSignal): Promise<boolean>;
}

/** @param isYes everything is confirmed without being asked: `--yes` */
export function openQuestions(output: Output, isYes: boolean): Questions {
  const isAttended = process.stdin.isTTY === true && process.stderr.isTTY === true;
  return {
    ask: async ({ name, description, isSecret, suggestion }, signal) => {
      if (!isAttended) {
        if (suggestion !== undefined) return suggestion;
        output.note(`${description || name} is asked for, and nobody is there to ask. Give it by --var ${name}=...`);
        return undefined;
      }
      const hint = suggestion === undefined ? '' : ` [${suggestion}]`;
      const answer = await readAnswer(`${description || name}${hint}: `, isSecret, signal);
      return answer === '' ? (suggestion ?? '') : answer;
    },
    confirm: async (question, signal) => {
      if (isYes) return true;
      const what = describe(question);
      if (!isAttended) {
        output.note(`${what} Nobody is there to ask, so it is not sent. Add --yes to send it.`);
        return false;
      }
      return /^y(?:es)?$/i.test(await readAnswer(`${what} Send it? [y/N] `, false, signal));
    },
  };
}

function describe(question: Confirmation): string {
  if (question.kind === 'note') return question.text || `${labelOf(question.request)} wants to be confirmed.`;
  const { request, neededBy } = question;
  return `${labelOf(neededBy)} needs the answer to ${labelOf(request)}, a ${request.method} request.`;
}

async function readAnswer(words: string, isSecret: boolean, signal: AbortSignal): Promise<string> {
  process.stderr.write(words);
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: isSecret ? unseen : process.stderr,
    terminal: true,
  });
  try {
    return (await lines.question('', { signal })).trim();
  } finally {
    lines.close();
    if (isSecret) process.stderr.write('\n');
  }
}
