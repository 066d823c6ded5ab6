import type { TextRange } from '../../kernel/text.js';
import { variablesByName } from '../checks.js';
import { unknownVariable, variableCycle, variableTooLarge } from '../findings.js';
import type { FileVariable, HttpFinding } from '../nodes.js';
import { findReferences, type Locate, locateInValue, type Reference, rangeOf } from '../references.js';
import { readSystemVariable, type SystemSources, type SystemValue } from './systemVariables.js';

/** What a request may take from outside its file. */
export interface VariableScope extends SystemSources {
  /** Win over variables of the file; put in as they are, even where they hold braces. */
  readonly values: Readonly<Record<string, string>>;
  /** Of the chosen environment: stand in where the file sets nothing. They may refer to other variables. */
  readonly environmentValues?: Readonly<Record<string, string>>;
  /**
   * What other requests and the connection know: `login.response.body.$.id`, `$concur.token`.
   * @returns undefined where the expression is of no such kind
   */
  readonly lookUp?: (expression: string) => SystemValue | undefined;
}

/** How many variables may refer to each other in a row. */
const MAX_DEPTH = 100;
/** How many characters values may add to one url, header, body or value. */
const MAX_INSERTED = 10_000_000;

/** A value that is written somewhere and may refer to others. */
interface Written {
  readonly value: string;
  /** Where it stands; undefined where that is not in this file. */
  readonly locate: Locate | undefined;
}

/**
 * One round of putting values in: what was read once keeps its value. `{{%name}}` puts the value in percent-encoded.
 */
export class Substitution {
  readonly findings: HttpFinding[] = [];
  readonly #scope: VariableScope;
  readonly #variables: ReadonlyMap<string, FileVariable>;
  readonly #values = new Map<string, string>();
  readonly #open = new Set<string>();

  constructor(variables: readonly FileVariable[], scope: VariableScope) {
    this.#scope = scope;
    this.#variables = variablesByName(variables);
  }

  /** @param locate where the text stands in the file, for findings */
  apply(text: string, locate: Locate): string {
    let result = '';
    let from = 0;
    let inserted = 0;
    for (const reference of findReferences(text)) {
      const value = this.#read(reference, locate);
      if (value === undefined) continue;
      if (inserted + value.length > MAX_INSERTED) {
        this.#refuse(variableTooLarge, reference, locate);
        continue;
      }
      inserted += value.length;
      result += text.slice(from, reference.start) + value;
      from = reference.end;
    }
    return result + text.slice(from);
  }

  #read(reference: Reference, locate: Locate): string | undefined {
    const { expression } = reference;
    if (!expression.startsWith('%')) return this.#readPlain(reference, locate);
    const value = this.#readPlain({ ...reference, expression: expression.slice(1).trim() }, locate);
    return value === undefined ? undefined : encodeURIComponent(value);
  }

  #readPlain(reference: Reference, locate: Locate): string | undefined {
    const { expression } = reference;
    if (expression.startsWith('$')) {
      const read = this.#scope.lookUp?.(expression) ?? this.#readSystem(expression, locate);
      return this.#accept(read, reference, locate);
    }
    if (Object.hasOwn(this.#scope.values, expression)) return this.#scope.values[expression];
    const written = this.#find(expression);
    if (!written) {
      const read = this.#scope.lookUp?.(expression);
      return read ? this.#accept(read, reference, locate) : this.#refuse(unknownVariable, reference, locate);
    }
    if (this.#open.has(expression)) return this.#refuse(variableCycle, reference, locate);
    if (this.#open.size >= MAX_DEPTH) return this.#refuse(variableTooLarge, reference, locate);
    return this.#valueOf(expression, written, locate);
  }

  #readSystem(expression: string, locate: Locate): SystemValue {
    return readSystemVariable(expression, this.#scope, (name) => {
      if (Object.hasOwn(this.#scope.values, name)) return this.#scope.values[name];
      const written = this.#find(name);
      return written && !this.#open.has(name) ? this.#valueOf(name, written, locate) : undefined;
    });
  }

  #find(name: string): Written | undefined {
    const variable = this.#variables.get(name);
    if (variable) return { value: variable.value, locate: locateInValue(variable) };
    const { environmentValues } = this.#scope;
    const value = environmentValues && Object.hasOwn(environmentValues, name) ? environmentValues[name] : undefined;
    return value === undefined ? undefined : { value, locate: undefined };
  }

  #accept(read: SystemValue, reference: Reference, locate: Locate): string | undefined {
    if (read.value === undefined) this.findings.push(read.finding(rangeOf(reference, locate)));
    return read.value;
  }

  #refuse(describe: (name: string, range: TextRange) => HttpFinding, reference: Reference, locate: Locate): undefined {
    this.findings.push(describe(reference.expression, rangeOf(reference, locate)));
  }

  #valueOf(name: string, written: Written, locate: Locate): string {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    this.#open.add(name);
    // A finding inside a value of another file is shown where the variable is used.
    const { start, end } = { start: locate(0), end: locate(0) };
    const at = written.locate ?? ((offset: number) => (offset === 0 ? start : end));
    const value = unescapeValue(this.apply(written.value, at));
    this.#open.delete(name);
    this.#values.set(name, value);
    return value;
  }
}

/** In the value of a variable `\n`, `\r` and `\t` stand for line ends and tabs, as REST Client has it. */
function unescapeValue(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\([nrt])/g, (_, letter) => ESCAPES[letter as keyof typeof ESCAPES])
    : text;
}

const ESCAPES = { n: '\n', r: '\r', t: '\t' } as const;
