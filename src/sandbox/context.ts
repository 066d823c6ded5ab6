import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Company } from './company/company.js';
import type { SeededRandom } from './company/seededRandom.js';
import type { Caller } from './identity/caller.js';

/** What the layers in front of a route leave for it. */
export interface SandboxEnv {
  readonly Variables: {
    /** The value of `concur-correlationid` that goes out with the answer. */
    correlationId: string;
    /** Set by {@link SandboxContext.allow}. */
    caller: Caller;
  };
}

export type SandboxApp = Hono<SandboxEnv>;
export type SandboxCall = Context<SandboxEnv>;

/** What every area of the sandbox is built from. An area registers itself with `(app, context)`. */
export interface SandboxContext {
  /** Base of all URLs in answers, without a slash at its end. */
  readonly url: string;
  readonly now: () => Date;
  readonly newUuid: () => string;
  /** Makes ids and seed data: the same in every run. */
  readonly random: SeededRandom;
  readonly company: Company;
  /** A handler that lets a call pass only with a good token that carries one of `scopes` (none listed: any token). */
  readonly allow: (...scopes: readonly string[]) => MiddlewareHandler<SandboxEnv>;
}
