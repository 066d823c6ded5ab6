/** What a draft amounts to: its address, what is wrong with it, what its token lacks. */
import { bodyToSend, type Draft } from '../../builder/draft.js';
import type { Preview, Problem } from '../../builder/messages.js';
import type { Operation, Parameter } from '../../catalog/model.js';
import { explainMismatch } from '../../catalog/schema.js';
import { isSecretParameter } from '../../catalog/secretParameter.js';
import { headerValue } from '../../http/request.js';
import { isSecretName, MASK, redactUrl } from '../../kernel/redaction.js';
import { gapsOf, ownHeaders, type TextRequest, textRequestOf } from './draftRequest.js';
import { keepable } from './secrets.js';

/** By name of the parameter; what was typed unseen. */
export type Secrets = ReadonlyMap<string, string>;

/** What the preview of a draft depends on beside the draft. */
export interface Surroundings {
  /** The geolocation. */
  readonly base: string;
  /** Scopes of the token in use; undefined when there is none, or when the calls do not go to the connection. */
  readonly scopes?: readonly string[];
}

/** What of a preview follows from the draft alone. */
export type Inspection = Pick<
  Preview,
  'url' | 'problems' | 'bodyProblem' | 'lackingScopes' | 'holdsScopes' | 'ownHeaders' | 'gaps'
>;

/** Stands for the base of calls that Concur makes, which the person's own connector answers. */
const CONNECTOR = '{connector}';

/** The request to send. @throws {MissingParameterError} a required parameter has no value */
export function requestToSend(
  operation: Operation | undefined,
  draft: Draft,
  secrets: Secrets,
  base: string,
): TextRequest {
  return textRequestOf(
    operation,
    draft,
    (parameter) => typedValue(parameter, draft, secrets),
    operation?.server ?? base,
  );
}

/**
 * The request to write into a file: `{{name}}` stands for secrets and for what is required and empty; a path stays one,
 * so that it goes wherever the connection says.
 */
export function requestToWrite(operation: Operation | undefined, draft: Draft, secrets: Secrets): TextRequest {
  const value = (parameter: Parameter): string => {
    const typed = isSecretParameter(parameter) ? undefined : draft.parameters[parameter.name];
    if (typed !== undefined) return typed;
    const isWanted = parameter.required || secrets.has(parameter.name);
    return isWanted ? `{{${parameter.name.replace(/\W/g, '_')}}}` : '';
  };
  const request = textRequestOf(operation, keepable(operation, draft), value, operation?.server ?? '');
  const { auth } = draft;
  return auth.kind === 'header' && auth.name !== '' && headerValue(request.headers, auth.name) === undefined
    ? { ...request, headers: [...request.headers, [auth.name, '{{secret}}']] }
    : request;
}

/** Address, problems and lacking scopes of a draft. */
export function inspectDraft(
  operation: Operation | undefined,
  draft: Draft,
  secrets: Secrets,
  { base, scopes }: Surroundings,
): Inspection {
  const isFree = draft.url !== '' || !operation;
  const problems = isFree
    ? gapsOf(draft).flatMap((name) => (draft.parameters[name] ? [] : [[name, { kind: 'missing' } as const] as const]))
    : operation.parameters.flatMap((parameter) => {
        const problem = problemOf(parameter, typedValue(parameter, draft, secrets));
        return problem ? [[parameter.name, problem] as const] : [];
      });
  const bodyProblem = problemOfBody(operation, draft);
  const lackingScopes = scopes && operation ? operation.scopes.filter((scope) => !scopes.includes(scope)) : [];
  return {
    url: previewUrl(operation, draft, secrets, base),
    problems: Object.fromEntries(problems),
    ...(bodyProblem ? { bodyProblem } : {}),
    lackingScopes,
    ...(scopes && operation ? { holdsScopes: lackingScopes.length === 0 } : {}),
    ownHeaders: ownHeaders(operation, draft).map(([name, value]) => ({
      name,
      value: isSecretName(name) ? MASK : value,
      isOn: !draft.headersOff.includes(name.toLowerCase()),
      canSwitch: true,
    })),
    gaps: isFree ? gapsOf(draft) : [],
  };
}

function typedValue({ name }: Parameter, draft: Draft, secrets: Secrets): string {
  return secrets.get(name) ?? draft.parameters[name] ?? '';
}

function problemOf({ required, schema }: Parameter, value: string): Problem | undefined {
  if (value === '') return required ? { kind: 'missing' } : undefined;
  const what = explainMismatch(value, schema);
  return what === undefined ? undefined : { kind: 'mismatch', what };
}

function problemOfBody(operation: Operation | undefined, draft: Draft): Problem | undefined {
  const { contentType = '', text = '' } = bodyToSend(draft) ?? {};
  if (text.trim() === '') {
    return draft.url === '' && operation?.requestBody?.required ? { kind: 'missing' } : undefined;
  }
  if (draft.url === '' && operation && !operation.requestBody) return undefined;
  const gap = draft.source ? undefined : /\{\{.*?\}\}/.exec(text)?.[0]; // those of a file may have values there
  if (gap !== undefined) return { kind: 'mismatch', what: `Fill in ${gap}.` };
  return /\bjson\b/.test(contentType) && !/\{\{.*?\}\}/.test(text) && !isJson(text)
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

function previewUrl(operation: Operation | undefined, draft: Draft, secrets: Secrets, base: string): string {
  const gaps = new Set<string>();
  const value = (parameter: Parameter): string => {
    const typed = typedValue(parameter, draft, secrets);
    if (typed !== '') return isSecretParameter(parameter) ? MASK : typed;
    if (!parameter.required) return '';
    const gap = `{${parameter.name}}`;
    gaps.add(gap);
    return gap;
  };
  const origin = operation?.caller === 'concur' ? CONNECTOR : (operation?.server ?? new URL(base).origin);
  return redactUrl(textRequestOf(operation, draft, value, origin).url)
    .replaceAll(encodeURIComponent(MASK), MASK)
    .replace(/%7B.*?%7D/g, (encoded) =>
      gaps.has(decodeURIComponent(encoded)) ? decodeURIComponent(encoded) : encoded,
    );
}
