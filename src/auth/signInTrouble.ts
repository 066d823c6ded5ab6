import { adviseOnSend, SendError } from '../http/failure.js';
import type { Advice } from '../kernel/advice.js';
import { adviseOnToken, TokenError } from './tokenError.js';

/** Codes of node for certificates whose dates do not fit this computer's clock. */
const DATED = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);

/**
 * What to tell a person whose sign-in failed: refusals of the service, the network, TLS, a proxy and the clock each in
 * words of their own.
 * @returns undefined for what is neither (a bug, or a sign-in that was given up)
 */
export function adviseOnSignIn(error: unknown, now: Date): Advice | undefined {
  if (error instanceof TokenError) return adviseOnToken(error.failure);
  if (!(error instanceof SendError)) return undefined;
  const { failure } = error;
  if (failure.kind === 'tls' && DATED.has(failure.code)) {
    const state = failure.code === 'CERT_HAS_EXPIRED' ? 'has ended' : 'is not valid yet';
    return {
      what: `The certificate of ${failure.host} ${state} by this computer's clock, which says ${now.toISOString()}. Set the clock if that is wrong; if it is right, the server or a proxy on the way shows a bad certificate.`,
      next: ['sendAgain'],
    };
  }
  return adviseOnSend(failure);
}
