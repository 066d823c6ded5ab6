import { parseDateTime } from './moments.js';
import { Refusal } from './refusal.js';

/** Parameters of a call by name, in any letter case; an empty value counts as none. The first of several wins. */
export class Query {
  readonly #values: ReadonlyMap<string, string>;

  /** @param pairs from `URLSearchParams`, or from an object in a body */
  constructor(pairs: Iterable<readonly [string, string]>) {
    const values = new Map<string, string>();
    for (const [name, value] of pairs) {
      const key = name.toLowerCase();
      if (!values.has(key) && value.trim() !== '') values.set(key, value.trim());
    }
    this.#values = values;
  }

  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** The parts of a comma-separated list. */
  list(name: string): readonly string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  }

  /** @throws {Refusal} 400 when it is neither true nor false */
  flag(name: string): boolean | undefined {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return undefined;
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
    throw wrong(name, `is "${text}", but has to be true or false`);
  }

  /** @throws {Refusal} 400 when it is no whole number from `minimum` to `maximum` */
  integer(name: string, minimum: number, maximum = Number.MAX_SAFE_INTEGER): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= minimum && number <= maximum) return number;
    const range = maximum === Number.MAX_SAFE_INTEGER ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
    throw wrong(name, `is "${text}", but has to be a whole number, ${range}`);
  }

  /** @throws {Refusal} 400 when it is no date */
  moment(name: string): Date | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const moment = parseDateTime(text);
    if (moment) return moment;
    throw wrong(name, `is "${text}", but has to look like 2030-01-31 or 2030-01-31T18:04:11.000`);
  }
}

function wrong(source: string, message: string): Refusal {
  return new Refusal(400, `${source} ${message}.`, {}, [{ source, message }]);
}
