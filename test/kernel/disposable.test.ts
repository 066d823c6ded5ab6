import assert from 'node:assert/strict';
import { DisposableStore } from '../../src/kernel/disposable.js';

describe('DisposableStore', () => {
  it('disposes in reverse order, and what comes too late at once', () => {
    const said: string[] = [];
    const named = (name: string) => ({ dispose: () => said.push(name) });
    const store = new DisposableStore();
    store.add(named('first'));
    store.add(named('second'));
    store.dispose();
    store.add(named('late'));
    assert.deepEqual(said, ['second', 'first', 'late']);
  });
});
