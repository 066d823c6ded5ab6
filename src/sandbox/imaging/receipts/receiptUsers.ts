import type { Person } from '../../company/people.js';
import type { SandboxCall, SandboxContext } from '../../context.js';
import { Refusal } from '../../protocol/refusal.js';
import type { PostedReceipt } from './postedReceipt.js';

/**
 * The person in the path of a call. A person's token works for that person only, a company's for everybody.
 * @throws {Refusal} 401 when the token is somebody else's, 403 for the token of an app, 404 when nobody has the id
 */
export function userOf(call: SandboxCall, { company }: SandboxContext): Person {
  const id = call.req.param('userId')?.toLowerCase() ?? '';
  const { principal } = call.get('caller');
  if (principal.kind === 'app') throw new Refusal(403, 'The token of an app gets at nobody.');
  if (principal.kind === 'user' && principal.id !== id) {
    throw new Refusal(401, 'The user in the path is not the one that the sub claim of the token names.');
  }
  const person = company.people.find((candidate) => candidate.id === id && !candidate.isDeleted);
  if (!person) throw new Refusal(404, `Nobody has the id ${id}.`);
  return person;
}

/** @throws {Refusal} 403 when the receipt is somebody else's */
export function requireOwn(call: SandboxCall, { userId }: PostedReceipt): void {
  const { principal } = call.get('caller');
  if (principal.kind === 'company' || principal.id === userId) return;
  throw new Refusal(403, 'The receipt belongs to somebody else.');
}
