import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { spawnTree } from './processTree.js';

/** A program that starts another that never ends and shares its output; prints a line when both run. */
const parent = `
  const code = "console.log('both run'); setInterval(() => {}, 1000)";
  require('node:child_process').spawn(process.execPath, ['-e', code], { stdio: 'inherit' });
  setInterval(() => {}, 1000);`;

describe('spawnTree', () => {
  for (const [what, program] of [
    ['ends the program and what it started', parent],
    ['insists with a program that does not listen', `process.on('SIGTERM', () => {});${parent}`],
  ] as const) {
    it(what, async () => {
      const tree = spawnTree(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
      assert(tree.process.stdout);
      await once(createInterface(tree.process.stdout), 'line');
      const bothGone = once(tree.process.stdout, 'close'); // whoever holds the pipe keeps it open
      await tree.end(50);
      assert.notEqual(tree.process.exitCode ?? tree.process.signalCode, null);
      await bothGone;
      await tree.end(); // harmless when repeated
    });
  }

  it('has ended when the program could not be started at all', async () => {
    const tree = spawnTree('no-such-program-anywhere', [], { stdio: 'ignore' });
    await once(tree.process, 'error');
    await tree.end();
  });
});
