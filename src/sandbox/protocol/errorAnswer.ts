import { STATUS_CODES } from 'node:http';
import type { SandboxCall } from '../context.js';
import { answerJson, answerXml, prefersXml, wantsOnlyJson } from './answers.js';
import { type Family, familyOf } from './family.js';
import { formatSeconds } from './moments.js';
import type { Refusal } from './refusal.js';

/** Writes a refusal in the error shape of the family that the called path belongs to. */
export function answerRefusal(call: SandboxCall, refusal: Refusal, now: Date): Response {
  return writeRefusal(call, refusal, now, familyOf(call.req.path));
}

/** Writes a refusal in the error shape of a family. */
export function writeRefusal(call: SandboxCall, refusal: Refusal, now: Date, family: Family): Response {
  const { status, message } = refusal;
  for (const [name, value] of Object.entries(refusal.headers)) call.header(name, value);
  const detail = { Message: message, 'Server-Time': formatSeconds(now), Id: call.get('correlationId') };
  switch (family) {
    case 'oauth2':
      return answerJson(
        call,
        { error: status >= 500 ? 'server_error' : 'invalid_request', error_description: message },
        status,
      );
    case 'v1':
      return wantsOnlyJson(call)
        ? answerJson(call, { Error: detail }, status)
        : answerXml(call, 'Error', detail, status);
    case 'v3':
      return prefersXml(call) ? answerXml(call, 'Error', detail, status) : answerJson(call, { Error: detail }, status);
    case 'v4':
      return answerJson(
        call,
        {
          errorId: call.get('correlationId'),
          errorMessage: message,
          httpStatus: `${status} ${STATUS_CODES[status] ?? ''}`.trim(),
          path: call.req.path,
          timestamp: now.toISOString(),
          validationErrors: refusal.validationErrors,
        },
        status,
      );
  }
}
