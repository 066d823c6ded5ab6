import type { SandboxCall } from '../context.js';
import { mediaTypeOf, readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';

/**
 * Reads the body of a call that steers the sandbox. Such calls need no token; that they have to be JSON keeps web
 * pages of others out, whose browsers ask first before they send that.
 * @throws {Refusal} 415 when it comes as something else, 400 when it is no object
 */
export async function readOwnBody(call: SandboxCall): Promise<Readonly<Record<string, unknown>>> {
  if (mediaTypeOf(call) !== 'application/json') throw new Refusal(415, 'Send Content-Type: application/json.');
  return readJsonBody(call);
}
