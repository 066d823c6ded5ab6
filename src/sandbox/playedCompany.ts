import { randomUUID } from 'node:crypto';
import type { Catalog } from '../catalog/catalog.js';
import type { ApiEntry } from '../catalog/model.js';
import { createBooks } from './books.js';
import { ChangeFeed } from './changeFeed.js';
import { Company } from './company/company.js';
import { SeededRandom } from './company/seededRandom.js';
import type { SandboxApp, SandboxContext } from './context.js';
import type { SandboxControls } from './controls.js';
import { createApp } from './createApp.js';
import { createAllow } from './identity/access.js';
import { createIdentity } from './identity/identity.js';
import type { SigningKeys } from './identity/signingKeys.js';
import { type SavedSandbox, toSaved } from './savedSandbox.js';
import { SandboxState } from './state.js';
import type { SandboxWelcome } from './welcome.js';

/** What outlives a company: the next one is played with the same. */
export interface Stage {
  readonly url: string;
  readonly port: number;
  readonly welcome: SandboxWelcome;
  readonly catalog: Catalog;
  readonly apis: readonly ApiEntry[];
  readonly accessTokenLifeSeconds: number;
  readonly keys: SigningKeys;
  readonly controls: SandboxControls;
}

/** A company with its data and everything that answers for it. */
export interface PlayedCompany {
  readonly seed: number;
  readonly app: SandboxApp;
  save(): SavedSandbox;
  /** Ends what it has running. */
  end(): void;
}

/**
 * Seeds a company and, when it was saved, brings it back to that state.
 * @throws {SavedSandboxError} when some part was not saved by this sandbox
 */
export function playCompany(stage: Stage, seed: number, saved?: SavedSandbox): PlayedCompany {
  const { now } = stage.controls.clock;
  const company = new Company();
  const identity = createIdentity({ ...stage, now, newUuid: randomUUID, company });
  const random = new SeededRandom(seed);
  const closer = new AbortController();
  const context: SandboxContext = {
    url: stage.url,
    now,
    newUuid: randomUUID,
    random,
    company,
    catalog: stage.catalog,
    books: createBooks(company, random, now()),
    identity,
    state: new SandboxState(),
    changes: new ChangeFeed(),
    controls: stage.controls,
    closing: closer.signal,
    allow: createAllow(identity),
  };
  context.state.keep('signingKeys', stage.keys);
  const app = createApp(context, stage);
  const end = (): void => closer.abort();
  try {
    if (saved) context.state.load(saved.parts);
  } catch (error) {
    end();
    throw error;
  }
  return { seed, app, save: () => toSaved(seed, context.state.save()), end };
}
