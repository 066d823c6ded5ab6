import type { Operation } from '../../catalog/model.js';
import type { SandboxCall, SandboxContext } from '../context.js';
import { Refusal } from '../protocol/refusal.js';
import { checkBody, checkParameters } from './checkCall.js';
import { answerInOwnShape } from './documentedError.js';
import { answerFromDocument, GENERATED_HEADER } from './generatedAnswers.js';
import type { SchemaChecks } from './schemaChecks.js';

/**
 * Answers an operation that no area has rules for, once the token was found good and the call fits the document.
 * Refusals come in the error shape of its API.
 */
export async function answerUnbuilt(
  call: SandboxCall,
  { allow, now, url }: SandboxContext,
  checks: SchemaChecks,
  operation: Operation,
  pathValues: Readonly<Record<string, string>>,
): Promise<Response> {
  call.header(GENERATED_HEADER, 'true');
  try {
    if (operation.needsToken) await allow(...operation.scopes)(call, async () => undefined);
    checkParameters(call, operation, pathValues);
    await checkBody(call, operation, checks);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answerInOwnShape(call, operation, error, { now: now(), checks });
  }
  return answerFromDocument(call, operation, { pathValues, url, checks });
}
