import assert from 'node:assert/strict';
import { Deliveries } from '../../src/sandbox/events/deliveries.js';
import type { WebhookEvent } from '../../src/sandbox/events/webhookEvent.js';
import { FakeClock } from './session.js';

const anEvent = (id: string, timeStamp: string): WebhookEvent => ({
  id,
  correlationId: 'c1',
  route: 'stable',
  eventType: 'statusChanged',
  topic: 'public.concur.expense.report',
  timeStamp,
  facts: {},
});

/** Deliveries to an endpoint that answers as told, with a timer that a test runs by hand. */
class Bench {
  readonly clock = new FakeClock();
  readonly closer = new AbortController();
  /** Statuses to come; the last one stays. */
  answers: (number | undefined)[] = [200];
  readonly posted: string[] = [];
  readonly delays: number[] = [];
  #retry: (() => void) | undefined;
  readonly deliveries = new Deliveries({
    now: this.clock.now,
    closing: this.closer.signal,
    timer: (delay, run) => {
      this.delays.push(delay);
      this.#retry = run;
      return () => {
        this.#retry = undefined;
      };
    },
    post: async (endpoint, event) => {
      this.posted.push(`${event.id} to ${endpoint}`);
      return this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    },
  });

  add(id: string): Promise<void> {
    this.deliveries.add({ id: 's1', webHookConfig: { endpoint: 'here' } }, anEvent(id, this.clock.now().toISOString()));
    return this.settle();
  }

  /** Lets the time pass that a retry waits for. @returns whether there was one */
  async retry(): Promise<boolean> {
    const run = this.#retry;
    this.#retry = undefined;
    this.clock.forward(this.delays.at(-1) ?? 0);
    run?.();
    await this.settle();
    return run !== undefined;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  get outcomes(): readonly string[] {
    return this.deliveries.attempts.map(({ eventId, outcome }) => `${eventId} ${outcome}`).reverse();
  }
}

describe('deliveries of events', () => {
  for (const status of [200, 201, 204]) {
    it(`are done with ${status}`, async () => {
      const bench = new Bench();
      bench.answers = [status];
      await bench.add('e1');
      assert.deepEqual(bench.outcomes, ['e1 delivered']);
      assert.equal(await bench.retry(), false);
    });
  }

  for (const status of [500, 503, 401, 403, 429, undefined]) {
    it(`are tried again after ${status ?? 'no answer'}`, async () => {
      const bench = new Bench();
      bench.answers = [status, 200];
      await bench.add('e1');
      assert.equal(await bench.retry(), true);
      assert.deepEqual(bench.outcomes, ['e1 retried', 'e1 delivered']);
    });
  }

  for (const status of [400, 404, 410, 302]) {
    it(`drop what is refused with ${status}`, async () => {
      const bench = new Bench();
      bench.answers = [status];
      await bench.add('e1');
      assert.deepEqual(bench.outcomes, ['e1 dropped']);
      assert.equal(await bench.retry(), false);
    });
  }

  it('hold later events back while one is tried again, later each time, up to an hour', async () => {
    const bench = new Bench();
    bench.answers = [503];
    await bench.add('e1');
    await bench.add('e2');
    for (let round = 0; round < 15; round++) await bench.retry();
    assert.deepEqual(bench.delays.slice(0, 4), [1000, 2000, 4000, 8000]);
    assert.equal(bench.delays.at(-1), 3_600_000);
    bench.answers = [200];
    await bench.retry();
    assert.ok(bench.posted.slice(0, -2).every((post) => post === 'e1 to here'));
    assert.deepEqual(bench.posted.slice(-2), ['e1 to here', 'e2 to here']);
  });

  it('give an event up after 72 hours', async () => {
    const bench = new Bench();
    bench.answers = [500];
    await bench.add('e1');
    bench.clock.forward(73 * 3_600_000);
    await bench.retry();
    assert.deepEqual(bench.outcomes, ['e1 retried', 'e1 expired']);
  });

  it('end when the subscription or the sandbox does', async () => {
    for (const end of [(bench: Bench) => bench.deliveries.forget('s1'), (bench: Bench) => bench.closer.abort()]) {
      const bench = new Bench();
      bench.answers = [500];
      await bench.add('e1');
      end(bench);
      assert.equal(await bench.retry(), false);
      assert.deepEqual(bench.outcomes, ['e1 retried']);
    }
  });

  it('go to the new endpoint at once when it is changed', async () => {
    const bench = new Bench();
    bench.answers = [500, 200];
    await bench.add('e1');
    bench.deliveries.move({ id: 's1', webHookConfig: { endpoint: 'there' } });
    await bench.settle();
    assert.deepEqual(bench.posted, ['e1 to here', 'e1 to there']);
  });

  it('go on after being saved and loaded', async () => {
    const bench = new Bench();
    bench.answers = [500];
    await bench.add('e1');
    const saved = JSON.parse(JSON.stringify(bench.deliveries.save()));
    const other = new Bench();
    other.deliveries.load(saved);
    await other.settle();
    assert.deepEqual(other.outcomes, ['e1 delivered']);
  });
});
