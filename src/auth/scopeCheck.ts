import type { OperationEntry } from '../catalog/model.js';
import type { Principal } from './flows.js';
import { principalOf } from './inspectToken.js';
import type { TokenSet } from './tokenSet.js';

/** How the scopes of a token stand to those that an operation names. */
export interface ScopeCheck {
  readonly lacking: readonly string[];
  /**
   * `enough`: all are there. `maybe`: some are; pages do not say whether each will do or all are needed. `none`: none is,
   * so Concur will answer 403.
   */
  readonly state: 'enough' | 'maybe' | 'none';
}

/** @param scopes of the token; none at all means that they are not known (tokens of before 2017), which counts as enough */
export function checkScopes(operation: Pick<OperationEntry, 'scopes'>, scopes: readonly string[]): ScopeCheck {
  const lacking = operation.scopes.filter((scope) => !scopes.includes(scope));
  if (scopes.length === 0 || lacking.length === 0) return { lacking: [], state: 'enough' };
  return { lacking, state: lacking.length === operation.scopes.length ? 'none' : 'maybe' };
}

/** One sentence on scopes that lack, and where to add them; undefined when none does. */
export function describeScopes(
  operation: Pick<OperationEntry, 'scopes'>,
  scopes: readonly string[],
): string | undefined {
  const { lacking, state } = checkScopes(operation, scopes);
  if (state === 'enough') return undefined;
  const mend =
    'Add it to the app under Administration > OAuth 2.0 Application Management, or ask SAP Concur, then sign in again.';
  const list = lacking.join(', ');
  if (state === 'maybe') return `The token lacks ${list}, which this operation may need as well. ${mend}`;
  return lacking.length === 1
    ? `The token lacks the scope ${list}, which this operation needs. ${mend}`
    : `The token has none of the scopes that this operation names (${list}). ${mend}`;
}

/**
 * APIs that take only some kinds of tokens, as their pages say (see the notes of each in the catalogue). All others take
 * user tokens, and most company tokens, too.
 */
const ACCEPTED: Readonly<Record<string, readonly Principal[]>> = {
  'accounting-integration-v4': ['company'],
  'app-management-v4': ['application'],
  'detokenizer-v4': ['company'],
  'detokenizer-v5': ['company'],
  'document-compliance-gateway-v4': ['company'],
  'event-subscriptions-v4': ['application'],
  'financial-integration-v4': ['company'],
  'invoice-pay-v4': ['company'],
  'spend-users-v4': ['company'],
  'spend-users-v4.1': ['company'],
  'token-migration-v0': ['application'],
  'travel-receipts-v4': ['company', 'application'],
  'travel-requests-v1': ['user'],
  'travel-users-v4': ['company'],
  'user-locations-v4': ['company', 'application'],
  'user-provisioning-v4': ['company'],
  'user-retrieval-v4': ['company'],
};

/** Whose tokens an operation takes; undefined when its page names no limit. */
export function acceptedPrincipals(operation: Pick<OperationEntry, 'id'>): readonly Principal[] | undefined {
  return ACCEPTED[operation.id.split('/')[0] ?? ''];
}

/** One sentence when the token stands for the wrong kind of principal; undefined when it fits or nobody knows. */
export function describePrincipal(
  operation: Pick<OperationEntry, 'id'>,
  principal: Principal | undefined,
): string | undefined {
  const accepted = acceptedPrincipals(operation);
  if (!accepted || principal === undefined || accepted.includes(principal)) return undefined;
  const way = { user: 'the Native or Web flow', company: 'a company request token', application: 'client credentials' };
  const [first = 'user'] = accepted;
  return `This operation takes only ${accepted.map(nameToken).join(' or ')}; the connection has ${nameToken(principal)}. Sign in by ${way[first]}.`;
}

/** A kind of token, such as `the token of a company`. */
function nameToken(principal: Principal): string {
  return { user: 'the token of a user', company: 'the token of a company', application: 'the token of the app' }[
    principal
  ];
}

/**
 * What a token lacks for an operation, in sentences to be shown before sending: that it has none of the scopes which
 * the operation names, or stands for the wrong kind of principal. None when it fits, as far as anybody knows.
 * Some scopes of several may do, as pages do not say: that is told after a refusal only.
 */
export function describeMisfit(
  operation: Pick<OperationEntry, 'id' | 'scopes'>,
  tokenSet: Pick<TokenSet, 'accessToken' | 'idToken' | 'scopes'>,
): readonly string[] {
  const isClosed = checkScopes(operation, tokenSet.scopes).state === 'none';
  const scopes = isClosed ? describeScopes(operation, tokenSet.scopes) : undefined;
  const principal = describePrincipal(operation, principalOf(tokenSet));
  return [scopes, principal].filter((sentence) => sentence !== undefined);
}

/** What is known of a token and an operation for explaining why Concur refused the call; give it to `adviseOnRefusal`. */
export function refusalContext<T extends Pick<OperationEntry, 'id' | 'scopes'>>(
  operation: T | undefined,
  tokenSet: Pick<TokenSet, 'accessToken' | 'idToken' | 'scopes'> | undefined,
): { readonly operation?: T; readonly scopes?: readonly string[]; readonly wrongPrincipal?: string } {
  const wrong = operation && tokenSet && describePrincipal(operation, principalOf(tokenSet));
  return {
    ...(operation ? { operation } : {}),
    ...(tokenSet ? { scopes: tokenSet.scopes } : {}),
    ...(wrong === undefined ? {} : { wrongPrincipal: wrong }),
  };
}
