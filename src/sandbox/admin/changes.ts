import type { SandboxApp, SandboxCall } from '../context.js';
import { sayRefusals } from '../identity/pages/htmlPage.js';
import { readOwnForm, requireOwnPage } from '../identity/pages/sameOrigin.js';
import { answerJson } from '../protocol/answers.js';
import { mediaTypeOf, readJsonBody } from '../protocol/bodies.js';
import { Refusal } from '../protocol/refusal.js';

/** Where forms of the admin page lead back to. */
export const ADMIN_PAGE = '/sandbox';

/** Changes something about the sandbox and says what is so now. */
type Change = (call: SandboxCall) => unknown;

/**
 * Registers what the admin page and programs can change. A form is led back to the page and reads refusals on one;
 * a program gets JSON. Pages of others may not send it.
 */
export function registerChange(app: SandboxApp, method: 'POST' | 'DELETE', path: string, change: Change): void {
  app.on(method, path, (call) => {
    const handle = async (): Promise<Response> => {
      requireOwnPage(call);
      const result = await change(call);
      return isForm(call) ? call.redirect(ADMIN_PAGE, 303) : answerJson(call, result);
    };
    return isForm(call) ? sayRefusals(call, handle) : handle();
  });
}

export function isForm(call: SandboxCall): boolean {
  return ['application/x-www-form-urlencoded', 'multipart/form-data'].includes(mediaTypeOf(call));
}

/**
 * The fields of a form (empty ones left out) or of a JSON object.
 * @throws {Refusal} 415 when it is neither: pages of others can send only what needs no leave to be sent
 */
export async function readFields(call: SandboxCall): Promise<Readonly<Record<string, unknown>>> {
  if (isForm(call)) return Object.fromEntries([...(await readOwnForm(call))].filter(([, value]) => value !== ''));
  if (mediaTypeOf(call) === 'application/json') return readJsonBody(call);
  throw new Refusal(415, 'Send application/json.');
}
