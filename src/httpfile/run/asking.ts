import type { Directives, Prompt } from './directives.js';
import type { RunMemory } from './memory.js';
import type { ConcurName, ReadyRequest, RunPorts } from './ports.js';
import { NotReadyError } from './prepare.js';

/** Gets what a person or the connection has to say, once each, and knows the tokens it handed out. */
export class Asking {
  readonly #ports: Pick<RunPorts<unknown>, 'ask' | 'concur'>;
  readonly #memory: RunMemory;
  readonly #signal: AbortSignal;
  readonly #tokens = new Set<string>();

  constructor(ports: Pick<RunPorts<unknown>, 'ask' | 'concur'>, memory: RunMemory, signal: AbortSignal) {
    this.#ports = ports;
    this.#memory = memory;
    this.#signal = signal;
  }

  /** The values of `# @prompt` that nobody has set from outside. @throws {NotReadyError} the person gives none */
  async prompted({ prompts }: Directives, set: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const values: Record<string, string> = {};
    for (const prompt of prompts) {
      if (!Object.hasOwn(set, prompt.name)) values[prompt.name] = await this.ask(prompt);
    }
    return values;
  }

  /** @throws {NotReadyError} the person gives none */
  async ask(prompt: Prompt): Promise<string> {
    const value = this.#memory.given.get(prompt.name) ?? (await this.#ports.ask(prompt, this.#signal));
    if (value === undefined) {
      const what = prompt.name.startsWith('$') ? prompt.description || 'a question' : prompt.name;
      throw new NotReadyError(`Not sent, because ${what} was given no value.`);
    }
    this.#memory.given.set(prompt.name, value);
    return value;
  }

  /** See {@link RunPorts.concur}. */
  async concur(name: ConcurName): Promise<string | undefined> {
    const value = await this.#ports.concur(name, this.#signal);
    if (name === 'token' && value !== undefined) this.#tokens.add(value);
    return value;
  }

  /** The token of the connection, where it got into a request by a variable. */
  tokenIn({ url, headers, body = '' }: ReadyRequest): string | undefined {
    const text = typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
    const texts = [url, ...headers.flat(), text];
    return [...this.#tokens].find((token) => texts.some((part) => part.includes(token)));
  }
}
