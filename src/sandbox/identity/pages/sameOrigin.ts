import type { SandboxCall } from '../../context.js';
import { mediaTypeOf } from '../../protocol/bodies.js';
import { Refusal } from '../../protocol/refusal.js';

/**
 * Lets a call pass that one of our own pages or a program sent. Browsers name the page's origin with every form;
 * programs name none and are let in, for nobody's session can be abused through them.
 * @throws {Refusal} 403 when another page sent it
 */
export function requireOwnPage(call: SandboxCall): void {
  const origin = call.req.header('origin');
  const site = call.req.header('sec-fetch-site') ?? 'none';
  const isOwn = origin === undefined ? ['none', 'same-origin'].includes(site) : origin === ownOrigin(call);
  if (!isOwn) throw new Refusal(403, 'The form was sent by another page than the one that holds it.');
}

/**
 * The fields of a form that one of our own pages sent.
 * @throws {Refusal} 403 when another page sent it, 415 when it is no form
 */
export async function readOwnForm(call: SandboxCall): Promise<URLSearchParams> {
  requireOwnPage(call);
  if (mediaTypeOf(call) !== 'application/x-www-form-urlencoded') {
    throw new Refusal(415, 'The body has to be application/x-www-form-urlencoded.');
  }
  return new URLSearchParams(await call.req.text());
}

function ownOrigin(call: SandboxCall): string {
  return `http://${call.req.header('host')?.toLowerCase()}`;
}
