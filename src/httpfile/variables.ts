/** Puts the values of variables where a request refers to them. */
import type { Position, TextRange } from '../kernel/text.js';
import { variablesByName } from './checks.js';
import { unknownVariable, variableCycle, variableTooLarge } from './findings.js';
import type { FileVariable, HttpFile, HttpFileRequest, HttpFinding } from './nodes.js';
import {
  findReferences,
  type Locate,
  locateInLines,
  locateInPieces,
  locateInValue,
  locateOnLine,
  type Reference,
  rangeOf,
} from './references.js';
import { readSystemVariable, type SystemSources } from './systemVariables.js';

/** What a request may take from outside its file. */
export interface VariableScope extends SystemSources {
  /** Win over variables of the file; put in as they are, even where they hold braces. */
  readonly values: Readonly<Record<string, string>>;
}

/** A request of a file with its variables put in. The method has none. */
export interface ResolvedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: string;
}

/** How many variables may refer to each other in a row. */
const MAX_DEPTH = 100;
/** How many characters values may add to one url, header, body or value. */
const MAX_INSERTED = 10_000_000;

/**
 * Puts variables into url, headers (names, too) and body. Nothing is encoded or escaped. A reference without a value
 * stays as it is written and gets a finding with its range; inside the value of a variable it gets one for all uses.
 * A variable of the file keeps its value throughout the request: `@id = {{$guid}}` is one id. Never throws by itself.
 */
export function resolveRequest(
  file: HttpFile,
  request: HttpFileRequest,
  scope: VariableScope,
): { readonly request: ResolvedRequest; readonly findings: readonly HttpFinding[] } {
  const { method, url, headers, body, places } = request;
  const { start } = request.requestLine;
  const substitution = new Substitution(file, scope);
  const resolved: ResolvedRequest = {
    method,
    url: substitution.apply(url, locateInPieces(places.url, start)),
    headers: headers.map(([name, value], index) => {
      const place = places.headers[index];
      return [
        substitution.apply(name, locateOnLine(place?.name ?? start)),
        substitution.apply(value, locateOnLine(place?.value ?? start)),
      ];
    }),
    ...(body === undefined ? {} : { body: substitution.apply(body, locateBody(body, places.body, start)) }),
  };
  return { request: resolved, findings: substitution.findings };
}

class Substitution {
  readonly findings: HttpFinding[] = [];
  readonly #scope: VariableScope;
  readonly #variables: ReadonlyMap<string, FileVariable>;
  readonly #values = new Map<FileVariable, string>();
  readonly #open = new Set<FileVariable>();

  constructor(file: HttpFile, scope: VariableScope) {
    this.#scope = scope;
    this.#variables = variablesByName(file.variables);
  }

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
    if (expression.startsWith('$')) {
      const read = readSystemVariable(expression, this.#scope);
      if (read.value === undefined) this.findings.push(read.finding(rangeOf(reference, locate)));
      return read.value;
    }
    if (Object.hasOwn(this.#scope.values, expression)) return this.#scope.values[expression];
    const variable = this.#variables.get(expression);
    if (!variable) return this.#refuse(unknownVariable, reference, locate);
    if (this.#open.has(variable)) return this.#refuse(variableCycle, reference, locate);
    if (this.#open.size >= MAX_DEPTH) return this.#refuse(variableTooLarge, reference, locate);
    return this.#valueOf(variable);
  }

  #refuse(describe: (name: string, range: TextRange) => HttpFinding, reference: Reference, locate: Locate): undefined {
    this.findings.push(describe(reference.expression, rangeOf(reference, locate)));
  }

  #valueOf(variable: FileVariable): string {
    const known = this.#values.get(variable);
    if (known !== undefined) return known;
    this.#open.add(variable);
    const value = this.apply(variable.value, locateInValue(variable));
    this.#open.delete(variable);
    this.#values.set(variable, value);
    return value;
  }
}

function locateBody(body: string, place: Position | undefined, fallback: Position): Locate {
  return place ? locateInLines(body, place) : locateOnLine(fallback);
}
