import { callLoopback, readLoopbackUrl } from './loopback.js';
import type { SigningKey } from './signingKey.js';
import type { WebhookEvent } from './webhookEvent.js';

/**
 * Posts an event to a webhook (/api-reference/ess/v4.event-subscription.html). The sandbox has no certificate of its
 * own to show, which Concur has.
 * @returns the status of the answer; undefined when there was none
 */
export async function postEvent(
  endpoint: string,
  event: WebhookEvent,
  key: SigningKey,
  closing: AbortSignal,
): Promise<number | undefined> {
  try {
    const body = JSON.stringify(event);
    const url = readLoopbackUrl('endpoint', endpoint);
    const headers = {
      'Content-Type': 'application/json',
      Accept: '*/*',
      'Concur-Correlationid': event.correlationId,
      'Concur-Signature': await key.sign(body),
    };
    return (await callLoopback({ method: 'POST', url, headers, body }, closing)).status;
  } catch {
    // Whatever broke, for the subscriber it is an answer that did not come.
    return undefined;
  }
}
