/** What can only be seen with the whole file in view. */
import { duplicateName, duplicateVariable, variableCycle } from './findings.js';
import type { FileVariable, HttpFileRequest, HttpFinding } from './nodes.js';
import { findReferences, locateInValue, type Reference, rangeOf } from './references.js';

/** Names given twice, and variables that lead back to themselves. In no particular order. */
export function checkFile(variables: readonly FileVariable[], requests: readonly HttpFileRequest[]): HttpFinding[] {
  return [...findDuplicateNames(requests), ...findDuplicateVariables(variables), ...findCycles(variables)];
}

/** The variables of a file by name: the last of a name counts. */
export function variablesByName(variables: readonly FileVariable[]): ReadonlyMap<string, FileVariable> {
  return new Map(variables.map((variable) => [variable.name, variable]));
}

function* findDuplicateNames(requests: readonly HttpFileRequest[]): Generator<HttpFinding> {
  const seen = new Set<string>();
  for (const request of requests) {
    const { name } = request;
    if (name === undefined) continue;
    if (seen.has(name)) yield duplicateName(name, request.places.name ?? request.requestLine);
    seen.add(name);
  }
}

function* findDuplicateVariables(variables: readonly FileVariable[]): Generator<HttpFinding> {
  const seen = new Set<string>();
  for (const { name, range } of variables) {
    if (seen.has(name)) yield duplicateVariable(name, range);
    seen.add(name);
  }
}

/** Walks with a stack of its own: a long chain of variables must not exhaust that of the program. */
function* findCycles(variables: readonly FileVariable[]): Generator<HttpFinding> {
  const byName = variablesByName(variables);
  const states = new Map<FileVariable, 'open' | 'done'>();
  for (const root of byName.values()) {
    const path = states.has(root) ? [] : [open(root, states)];
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const { value: reference } = step.references.next();
      if (!reference) {
        states.set(step.variable, 'done');
        path.pop();
        continue;
      }
      const target = byName.get(reference.expression);
      const state = target && states.get(target);
      if (target && !state) path.push(open(target, states));
      if (state === 'open') {
        yield variableCycle(reference.expression, rangeOf(reference, locateInValue(step.variable)));
      }
    }
  }
}

interface Step {
  readonly variable: FileVariable;
  readonly references: Iterator<Reference, undefined>;
}

function open(variable: FileVariable, states: Map<FileVariable, 'open' | 'done'>): Step {
  states.set(variable, 'open');
  return { variable, references: findReferences(variable.value)[Symbol.iterator]() };
}
