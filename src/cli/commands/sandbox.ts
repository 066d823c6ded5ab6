import { type Options, readNumber } from '../options.js';
import { type Output, toJson } from '../output.js';

/** `concur sandbox [--port N] [--token-life SECONDS]`: runs until `stopped` resolves. */
export async function runSandbox(options: Options, output: Output, stopped: Promise<void>): Promise<number> {
  const life = readNumber(options['token-life'], '--token-life', 1);
  const { startSandbox } = await import('../../sandbox/server.js');
  const sandbox = await startSandbox({
    port: readNumber(options.port, '--port', 0) ?? 0,
    ...(life === undefined ? {} : { accessTokenLifeSeconds: life }),
  });
  const { welcome } = sandbox;
  if (options.json) output.out(JSON.stringify(welcome));
  else {
    output.out(`The sandbox runs at ${welcome.url}. Its key, secret and users belong to nobody:\n${toJson(welcome)}`);
    output.note('Stop it with Ctrl+C.');
  }
  await stopped;
  await sandbox.close();
  return 0;
}
