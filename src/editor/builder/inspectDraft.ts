/** What a draft amounts to: values to send, values to write into a file, its address and what is wrong with it. */
import { bodyToSend, type Draft } from '../../builder/draft.js';
import type { Preview, Problem } from '../../builder/messages.js';
import type { Operation, Parameter } from '../../catalog/model.js';
import type { OperationValues } from '../../catalog/sample.js';
import { explainMismatch } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { assembleRequest } from '../../http/assemble.js';
import { MASK } from '../../kernel/redaction.js';
import { withPlaceholders } from './secrets.js';

/** By name of the parameter; what was typed unseen. */
export type Secrets = ReadonlyMap<string, string>;

/** What the preview of a draft depends on beside the draft. */
export interface Surroundings {
  /** The geolocation. */
  readonly base: string;
  /** Scopes of the token in use; undefined when there is none, or when the calls do not go to the connection. */
  readonly scopes?: readonly string[];
}

/** Stands for the base of calls that Concur makes, which the person's own connector answers. */
const CONNECTOR = '{connector}';

/** Only for taking it out again: `assembleRequest` wants an address. */
const NO_BASE = 'https://connector.invalid';

/** The values to send. Those of parameters that the operation no longer has stay in the draft and are not sent. */
export function valuesToSend(operation: Operation, draft: Draft, secrets: Secrets): OperationValues {
  return toValues(operation, draft, (parameter) => typedValue(parameter, draft, secrets));
}

/** The values to write into a request file: `{{name}}` stands for secrets and for what is required and empty. */
export function valuesToWrite(operation: Operation, draft: Draft, secrets: Secrets): OperationValues {
  const values = toValues(operation, draft, (parameter) => {
    const typed = isSecretParameter(parameter) ? undefined : draft.parameters[parameter.name];
    if (typed !== undefined) return typed;
    const isWanted = parameter.required || secrets.has(parameter.name);
    return isWanted ? `{{${parameter.name.replace(/\W/g, '_')}}}` : '';
  });
  return values.body ? { ...values, body: { ...values.body, text: withPlaceholders(values.body.text) } } : values;
}

/** Address, problems and lacking scopes of a draft. */
export function inspectDraft(
  operation: Operation,
  draft: Draft,
  secrets: Secrets,
  { base, scopes }: Surroundings,
): Preview {
  const problems = operation.parameters.flatMap((parameter) => {
    const problem = problemOf(parameter, typedValue(parameter, draft, secrets));
    return problem ? [[parameter.name, problem] as const] : [];
  });
  const bodyProblem = problemOfBody(operation, draft);
  return {
    url: previewUrl(operation, draft, secrets, base),
    problems: Object.fromEntries(problems),
    ...(bodyProblem ? { bodyProblem } : {}),
    lackingScopes: scopes ? operation.scopes.filter((scope) => !scopes.includes(scope)) : [],
  };
}

function typedValue({ name }: Parameter, draft: Draft, secrets: Secrets): string {
  return secrets.get(name) ?? draft.parameters[name] ?? '';
}

function toValues(operation: Operation, draft: Draft, value: (parameter: Parameter) => string): OperationValues {
  const parameters = Object.fromEntries(
    operation.parameters.map((parameter) => [parameter.name, value(parameter)] as const).filter(([, text]) => text),
  );
  const body = operation.requestBody ? bodyToSend(draft) : undefined;
  if (!body || body.text.trim() === '') return { parameters };
  const { contentType } = body;
  // A text area knows only `\n`; between parts HTTP wants both characters.
  const text = contentType.startsWith('multipart/') ? body.text.replace(/\r?\n/g, '\r\n') : body.text;
  return { parameters, body: { mediaType: contentType, text } };
}

function problemOf({ required, schema }: Parameter, value: string): Problem | undefined {
  if (value === '') return required ? { kind: 'missing' } : undefined;
  const what = explainMismatch(value, schema);
  return what === undefined ? undefined : { kind: 'mismatch', what };
}

function problemOfBody({ requestBody }: Operation, draft: Draft): Problem | undefined {
  if (!requestBody) return undefined;
  const { contentType = '', text = '' } = bodyToSend(draft) ?? {};
  if (text.trim() === '') return requestBody.required ? { kind: 'missing' } : undefined;
  const gap = /\{\{.*?\}\}/.exec(text)?.[0];
  if (gap !== undefined) return { kind: 'mismatch', what: `Fill in ${gap}.` };
  return /\bjson\b/.test(contentType) && !isJson(text)
    ? { kind: 'mismatch', what: 'This is not valid JSON.' }
    : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function previewUrl(operation: Operation, draft: Draft, secrets: Secrets, base: string): string {
  const gaps = new Set<string>();
  const values = toValues(operation, draft, (parameter) => {
    const value = typedValue(parameter, draft, secrets);
    if (value !== '') return isSecretParameter(parameter) ? MASK : value;
    if (!parameter.required) return '';
    const gap = `{${parameter.name}}`;
    gaps.add(gap);
    return gap;
  });
  const { url } = assembleRequest(operation, values, operation.caller === 'concur' ? NO_BASE : base);
  return url
    .replace(NO_BASE, CONNECTOR)
    .replaceAll(encodeURIComponent(MASK), MASK)
    .replace(/%7B.*?%7D/g, (encoded) =>
      gaps.has(decodeURIComponent(encoded)) ? decodeURIComponent(encoded) : encoded,
    );
}
