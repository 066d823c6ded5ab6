import * as z from 'zod/mini';
import type { SeededRandom } from '../company/seededRandom.js';
import { dayAfter } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import type { Kept } from '../state.js';
import type { ExtractDefinition } from './extractDefinition.js';
import { type ExtractJob, savedJob, statusOf } from './extractJob.js';

/** Jobs of one definition that are remembered, as many as Concur lists. */
const MAX_JOBS = 100;
const QUEUED_MS = 2000;
const RUNNING_MS = 5000;

const NIGHTS = 10;
const NIGHTLY_RUN_MS = 5.5 * 3_600_000;
/** The job that samples of the catalogue ask for: the last nightly one of the first definition. */
const SAMPLE_JOB = 'nJ8p$Rw4tKx2mVq6sLz9hBd3cY7fG5aE1n';

/** Runs of all extracts, newest first. */
export class ExtractJobs implements Kept {
  readonly #random: SeededRandom;
  readonly #now: () => Date;
  #jobs: readonly ExtractJob[];

  constructor(definitions: readonly ExtractDefinition[], random: SeededRandom, now: () => Date) {
    this.#random = random;
    this.#now = now;
    this.#jobs = definitions.flatMap(({ id }, index) => this.#seed(id, index === 0));
  }

  ofDefinition(definitionId: string): readonly ExtractJob[] {
    return this.#jobs.filter((job) => job.definitionId === definitionId);
  }

  /** Queues a run. @throws {Refusal} 409 while another one of the definition waits or runs */
  start(definitionId: string): ExtractJob {
    const now = this.#now();
    const known = this.ofDefinition(definitionId);
    if (known.some((job) => statusOf(job, now) !== 'Completed')) {
      throw new Refusal(409, 'A job of this definition is queued or running already.');
    }
    const startsAt = new Date(now.getTime() + QUEUED_MS);
    const job = this.#create(definitionId, startsAt, RUNNING_MS);
    const dropped = known.slice(MAX_JOBS - 1);
    this.#jobs = [job, ...this.#jobs.filter((other) => !dropped.includes(other))];
    return job;
  }

  save(): unknown {
    return JSON.parse(JSON.stringify(this.#jobs));
  }

  load(value: unknown): void {
    this.#jobs = z.array(savedJob).parse(value);
  }

  #create(definitionId: string, startsAt: Date, lengthMs: number): ExtractJob {
    const id = this.#random.opaqueId('nJ', 34);
    return { id, definitionId, startsAt, endsAt: new Date(startsAt.getTime() + lengthMs) };
  }

  #seed(definitionId: string, isSample: boolean): readonly ExtractJob[] {
    const now = this.#now();
    const isDone = now.getTime() - dayAfter(now, 0).getTime() > NIGHTLY_RUN_MS + 3_600_000;
    return Array.from({ length: NIGHTS }, (_, index) => {
      const night = dayAfter(now, isDone ? -index : -index - 1);
      const startsAt = new Date(night.getTime() + NIGHTLY_RUN_MS + this.#random.integer(0, 60_000));
      const job = this.#create(definitionId, startsAt, this.#random.integer(20_000, 90_000));
      return isSample && index === 0 ? { ...job, id: SAMPLE_JOB } : job;
    });
  }
}
