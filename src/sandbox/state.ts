import { SavedSandboxError } from './savedSandbox.js';

/** A part of the sandbox whose data can be written to a file and read back. */
export interface Kept {
  /** JSON of everything that calls can change; dates as ISO texts, bytes as base64. */
  save(): unknown;
  /** @throws {Error} when the value is not what {@link save} gives */
  load(value: unknown): void;
}

/** All parts of the sandbox whose data is kept, by name. */
export class SandboxState {
  readonly #parts = new Map<string, Kept>();

  /** Takes part in saving and loading from now on. @throws {Error} when the name is taken */
  keep(name: string, part: Kept): void {
    if (this.#parts.has(name)) throw new Error(`Two parts of the sandbox keep their data as ${name}.`);
    this.#parts.set(name, part);
  }

  save(): Readonly<Record<string, unknown>> {
    return Object.fromEntries([...this.#parts].map(([name, part]) => [name, part.save()]));
  }

  /**
   * Parts that the value does not speak of stay as they are.
   * @throws {SavedSandboxError} when a part is not what it saves; parts before it are loaded then
   */
  load(value: Readonly<Record<string, unknown>>): void {
    for (const [name, part] of this.#parts) {
      if (!Object.hasOwn(value, name)) continue;
      try {
        part.load(value[name]);
      } catch (cause) {
        throw new SavedSandboxError(`The part ${name} is not what the sandbox saves.`, { cause });
      }
    }
  }
}
