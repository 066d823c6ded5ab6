import assert from 'node:assert/strict';
import { SingleFlight, waitUnlessAborted } from '../../src/kernel/singleFlight.js';

describe('SingleFlight', () => {
  it('runs once for all who ask while it runs, and again afterwards', async () => {
    const flight = new SingleFlight<number>();
    let runs = 0;
    const task = async (): Promise<number> => ++runs;
    assert.deepEqual(await Promise.all([flight.run(task), flight.run(task), flight.run(task)]), [1, 1, 1]);
    assert.equal(await flight.run(task), 2);
  });

  it('tells everyone of a failure and starts afresh', async () => {
    const flight = new SingleFlight<number>();
    const failing = (): Promise<number> => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([flight.run(failing), flight.run(failing)]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(await flight.run(async () => 7), 7);
  });
});

describe('waitUnlessAborted', () => {
  it('lets one caller go while the task goes on for the others', async () => {
    let finish: (value: string) => void = () => undefined;
    const task = new Promise<string>((resolve) => {
      finish = resolve;
    });
    const controller = new AbortController();
    const impatient = waitUnlessAborted(task, controller.signal);
    const patient = waitUnlessAborted(task, undefined);
    controller.abort();
    await assert.rejects(impatient, { name: 'AbortError' });
    finish('done');
    assert.equal(await patient, 'done');
  });
});
