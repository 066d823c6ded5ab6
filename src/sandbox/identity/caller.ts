import * as z from 'zod/mini';
import type { Person } from '../company/people.js';

/** Whom a token stands for (/api-reference/authentication/apidoc.html): a person, the whole company, or the app itself. */
export type Principal =
  | { readonly kind: 'user'; readonly id: string; readonly person: Person }
  | { readonly kind: 'company'; readonly id: string }
  | { readonly kind: 'app'; readonly id: string };

/** What tokens keep of a principal, so that they can be saved. */
export const principalKeySchema = z.object({ kind: z.enum(['user', 'company', 'app']), id: z.string() });
export type PrincipalKey = z.infer<typeof principalKeySchema>;

/** Who makes a call, and what the token lets them do. */
export interface Caller {
  readonly principal: Principal;
  readonly scopes: readonly string[];
  /** Of the app that the token was given to. */
  readonly clientId: string;
}

/** The login of the person behind a call; undefined for tokens of a company or an app. */
export function loginOf({ principal }: Caller): string | undefined {
  return principal.kind === 'user' ? principal.person.login : undefined;
}

/** Whether a call may act for everybody (/api-reference/expense/expense-report/v3.reports.html): Web Services Administrators and company tokens. */
export function isAdministrator({ principal }: Pick<Caller, 'principal'>): boolean {
  return principal.kind === 'company' || (principal.kind === 'user' && principal.person.isAdministrator);
}
