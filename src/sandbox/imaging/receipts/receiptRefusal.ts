import type { SandboxCall } from '../../context.js';
import type { Refusal } from '../../protocol/refusal.js';

/**
 * Writes a refusal as Receipts v4 does (/api-reference/receipts/response-codes.html): a bare sentence, or nothing. A
 * token that is missing or not good is 403 here; 401 is left for a token of somebody else than the user in the path.
 */
export function answerReceiptRefusal(call: SandboxCall, { status, message, headers }: Refusal): Response {
  const isTokenRefused = status === 401 && headers['WWW-Authenticate'] !== undefined;
  const shown = isTokenRefused ? 403 : status;
  return [403, 404, 413].includes(shown) ? call.body(null, shown) : call.text(message, shown);
}
