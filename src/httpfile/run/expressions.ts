/** What a request refers to outside its file's own variables, before anything is put in. */
import { variablesByName } from '../checks.js';
import type { HttpFile, HttpFileRequest } from '../nodes.js';
import { findReferences } from '../references.js';

/** The texts of a request in which variables may stand. */
export function textsOf({ url, headers, bodyParts, assertions, outputs }: HttpFileRequest): readonly string[] {
  return [
    url,
    ...headers.flat(),
    ...bodyParts.map((part) => (part.kind === 'text' ? part.text : part.path)),
    ...[...assertions, ...outputs].map(({ text }) => text),
  ];
}

/**
 * Every expression that neither the file nor the values given set, with those that variables lead to; each once.
 * @param values win over the file; @param environmentValues stand in where it sets nothing
 */
export function collectExpressions(
  file: HttpFile,
  texts: readonly string[],
  values: Readonly<Record<string, string>>,
  environmentValues: Readonly<Record<string, string>>,
): ReadonlySet<string> {
  const variables = variablesByName(file.variables);
  const found = new Set<string>();
  const seen = new Set<string>();
  const open = [...texts];
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const { expression: written } of findReferences(text)) {
      const expression = written.startsWith('%') ? written.slice(1).trim() : written;
      if (seen.has(expression) || Object.hasOwn(values, expression)) continue;
      seen.add(expression);
      const value =
        variables.get(expression)?.value ??
        (Object.hasOwn(environmentValues, expression) ? environmentValues[expression] : undefined);
      if (value === undefined) found.add(expression);
      else open.push(value);
    }
  }
  return found;
}

/** `login.response.body.$.id`: which message of which request, and what of it. */
export interface ResponseReference {
  /** Name of the request. */
  readonly name: string;
  readonly message: 'request' | 'response';
  readonly part: 'body' | 'headers' | 'status';
  /** '' for all of it. */
  readonly path: string;
}

/**
 * Reads REST Client's form, and httpYac's short one (`login.id`, the answer's body). Whether there is a request of that
 * name, the caller knows.
 */
export function readResponseReference(expression: string): ResponseReference | undefined {
  const full = /^([\w-]+)\.(request|response)\.(body|headers)(?:\.(.+))?$/.exec(expression);
  if (full) {
    const [, name = '', message, part, path = ''] = full;
    return {
      name,
      message: message === 'request' ? 'request' : 'response',
      part: part === 'headers' ? 'headers' : 'body',
      path,
    };
  }
  const status = /^([\w-]+)\.response\.status(?:Code)?$/.exec(expression)?.[1];
  if (status !== undefined) return { name: status, message: 'response', part: 'status', path: '' };
  const [, name, path = ''] = /^([\w-]+)(?:\.response)?\.?((?:[\w$[].*)?)$/.exec(expression) ?? [];
  return name === undefined
    ? undefined
    : { name, message: 'response', part: 'body', path: path.replace(/^parsedBody\.?/, '') };
}
