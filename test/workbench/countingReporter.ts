import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/**
 * Mocha's `spec` on the screen, and the counts as JSON in the file that the reporter option `output` names: what
 * `runTests.ts` adds up. The file is written at the end only, so a run that was cut off has none.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = this.stats;
      writeFileSync(options.reporterOptions.output, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}
