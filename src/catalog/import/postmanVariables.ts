import { isSecretName } from '../../kernel/redaction.js';
import { asList, asObject, asText } from './json.js';

/** Variables inside variables are filled in that often; a longer chain leads round in a circle. */
const DEEPEST = 5;

/** The variables that hold in one part of a Postman collection. Those with secrets are left to the person. */
export class PostmanVariables {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string> = new Map()) {
    this.#values = values;
  }

  /** These and those of a folder or request, which win. @param list as it stands in the file */
  with(list: unknown): PostmanVariables {
    const values = new Map(this.#values);
    for (const variable of asList(list)) {
      const { key, id, value, type, disabled } = asObject(variable) ?? {};
      const name = asText(key) || asText(id);
      const isSecret = type === 'secret' || isSecretName(name);
      if (name === '' || isSecret || disabled === true) values.delete(name);
      else values.set(name, typeof value === 'boolean' ? String(value) : asText(value));
    }
    return new PostmanVariables(values);
  }

  /** The value of one, others in it filled in; undefined when there is none. */
  valueOf(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === undefined || value === '' ? undefined : this.fill(value);
  }

  /** The text with all variables filled in that have a value. */
  fill(text: string): string {
    let filled = text;
    for (let depth = 0; depth < DEEPEST && filled.includes('{{'); depth += 1) {
      filled = filled.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (whole, name: string) => this.#values.get(name) || whole);
    }
    return filled;
  }
}
