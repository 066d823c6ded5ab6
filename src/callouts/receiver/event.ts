import * as z from 'zod/mini';
import { headerValue } from '../../http/request.js';
import { type CalloutFinding, errorAt, warningAt } from '../finding.js';
import type { IncomingCall, ReceiverAnswer } from './arrival.js';

/** The envelope of an event (/api-reference/ess/v4.event-subscription.html). */
const envelope = z.object({
  id: z.string(),
  eventType: z.string(),
  topic: z.string(),
  timeStamp: z.optional(z.string()),
  correlationId: z.optional(z.nullable(z.string())),
  facts: z.optional(z.unknown()),
});

/** Answers an event of a subscription with 200 and no body; undefined when the call is no JSON with an event in it. */
export function readEvent({ headers, body }: IncomingCall): ReceiverAnswer | undefined {
  if (!/json/i.test(headerValue(headers, 'content-type') ?? '') && !body.trimStart().startsWith('{')) return undefined;
  const parsed = envelope.safeParse(parseJson(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'body';
    const what = `This is no event: ${where} is missing or of another type. An event has id, eventType, topic and facts.`;
    return { status: 400, type: 'text/plain; charset=utf-8', body: what, findings: [errorAt(where, what)] };
  }
  const { topic, eventType } = parsed.data;
  return { kind: `${topic}: ${eventType}`, status: 200, type: '', body: '', findings: checkHeaders(headers) };
}

function checkHeaders(headers: IncomingCall['headers']): readonly CalloutFinding[] {
  return [
    ...(headerValue(headers, 'concur-signature') === undefined
      ? [warningAt('Concur-Signature', 'The header is missing; Concur signs every event.')]
      : []),
    ...(headerValue(headers, 'concur-correlationid') === undefined
      ? [warningAt('Concur-Correlationid', 'The header is missing; reuse its value in the calls that follow.')]
      : []),
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
