import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Catalog } from '../catalog/catalog.js';
import type { SharedBooks } from './books.js';
import type { ChangeFeed } from './changeFeed.js';
import type { Company } from './company/company.js';
import type { SeededRandom } from './company/seededRandom.js';
import type { SandboxControls } from './controls.js';
import type { Caller } from './identity/caller.js';
import type { Identity } from './identity/identity.js';
import type { Fault } from './protocol/faults.js';
import type { SandboxState } from './state.js';

/** What the layers in front of a route leave for it. */
export interface SandboxEnv {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** The value of `concur-correlationid` that goes out with the answer. */
    correlationId: string;
    /** Set by {@link SandboxContext.allow}. */
    caller: Caller;
    /** Faults that were ordered for this call; those of its body are played last. */
    spoilers: readonly Fault[] | undefined;
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
  /** What the APIs of Concur are, with their schemas and scopes. */
  readonly catalog: Catalog;
  /** Data that more than one area works on. */
  readonly books: SharedBooks;
  /** Apps, accounts and tokens. */
  readonly identity: Identity;
  /** Areas that own data register it here, so that it can be saved and loaded. */
  readonly state: SandboxState;
  /** Areas tell here what happened to the data. */
  readonly changes: ChangeFeed;
  /** What people set and watch, beside the APIs. */
  readonly controls: SandboxControls;
  /** Aborts when the sandbox closes or starts its company anew: what areas have running ends with it. */
  readonly closing: AbortSignal;
  /** A handler that lets a call pass only with a good token that carries one of `scopes` (none listed: any token). */
  readonly allow: (...scopes: readonly string[]) => MiddlewareHandler<SandboxEnv>;
}
