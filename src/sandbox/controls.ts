import type { RequestLog } from './admin/requestLog.js';
import type { SandboxClock } from './clock.js';
import type { FaultBook } from './protocol/faultBook.js';
import type { SavedSandbox } from './savedSandbox.js';

/** How retired APIs answer: as they did while they lived, or as the platform of today does. */
export type RetiredApis = 'answer' | 'gone';

/** What people set and watch. Stays the same when the company starts anew. */
export interface SandboxControls {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly requests: RequestLog;
  retired: RetiredApis;
  /** Makes the company. */
  readonly seed: number;
  save(): SavedSandbox;
  /**
   * Starts the company anew: as it was saved, else as it was seeded. Settings, port and signing keys stay.
   * @throws {SavedSandboxError} when it was not saved by this sandbox; everything stays as it is then
   */
  restart(saved?: SavedSandbox): void;
}
