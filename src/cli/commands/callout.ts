import { callConnector } from '../../callouts/call.js';
import { requireCallout, UnknownCalloutError } from '../../callouts/catalog.js';
import { ConnectorError, readConnectorUrl } from '../../callouts/connector.js';
import { CalloutValueError } from '../../callouts/message.js';
import { type CalloutOutcome, isAccepted } from '../../callouts/outcome.js';
import type { Arrival } from '../../callouts/receiver/arrival.js';
import type { ConnectorCredentials } from '../../callouts/signature.js';
import { NodeTransport } from '../../http/transport.js';
import { type Options, readNumber, readPairs, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';

const USER = 'CONCUR_CONNECTOR_USER';
const PASSWORD = 'CONCUR_CONNECTOR_PASSWORD';

/**
 * `concur callout NAME --to URL [-p field=value]...`: calls a connector as Concur would and judges its answer. The
 * credentials of the registration come from the environment.
 * @returns 0 when Concur would be content
 */
export async function makeCallout(
  [name]: readonly string[],
  options: Options,
  output: Output,
  env: NodeJS.ProcessEnv,
  stopped: Promise<void>,
): Promise<number> {
  if (name === undefined || options.to === undefined) throw new UsageError('Write concur callout NAME --to URL.');
  const transport = new NodeTransport();
  const aborter = new AbortController();
  void stopped.then(() => aborter.abort());
  try {
    const callout = requireCallout(name);
    const connector = { url: readConnectorUrl(options.to), ...readCredentials(env) };
    const values = readPairs(options.parameter, '-p');
    const outcome = await callConnector(transport, callout, connector, values, aborter.signal);
    output.out(options.json ? toJson({ accepted: isAccepted(outcome), ...outcome }) : describe(outcome));
    return isAccepted(outcome) ? 0 : 1;
  } catch (error) {
    const isUsage =
      error instanceof UnknownCalloutError || error instanceof ConnectorError || error instanceof CalloutValueError;
    throw isUsage ? new UsageError(error.message, { cause: error }) : error;
  } finally {
    transport.dispose();
  }
}

/**
 * `concur receive [--port N]`: a connector and webhook on this computer that prints what arrives and answers as
 * documented, until `stopped` resolves. With `--json` each arrival is one line.
 */
export async function receiveCalls(
  options: Options,
  output: Output,
  env: NodeJS.ProcessEnv,
  stopped: Promise<void>,
): Promise<number> {
  const { Receiver } = await import('../../callouts/receiver/receiver.js');
  const isProtected = env[USER] !== undefined || env[PASSWORD] !== undefined;
  const receiver = await Receiver.start({
    port: readNumber(options.port, '--port', 0) ?? 0,
    ...(isProtected ? { credentials: readCredentials(env) } : {}),
    onArrival: (arrival) => output.out(options.json ? JSON.stringify(arrival) : describeArrival(arrival)),
  });
  if (options.json) output.out(JSON.stringify({ url: receiver.url }));
  else {
    output.note(`Callouts and events are taken at ${receiver.url}. Stop it with Ctrl+C.`);
    if (!isProtected) output.note(`Set ${USER} and ${PASSWORD} to check credentials and signatures, too.`);
  }
  await stopped;
  await receiver.close();
  return 0;
}

function readCredentials(env: NodeJS.ProcessEnv): ConnectorCredentials {
  const [user, password] = [env[USER], env[PASSWORD]];
  if (user === undefined || password === undefined) {
    throw new UsageError(`Set ${USER} and ${PASSWORD} to the credentials of the connector's registration.`);
  }
  return { user, password };
}

function describe(outcome: CalloutOutcome): string {
  const { request, response, failure, findings } = outcome;
  const came = response ? `${response.status}, ${response.durationMs} ms` : (failure ?? 'no answer');
  return [
    `${request.method} ${request.url} -> ${came}`,
    ...(response && response.body !== '' ? ['', response.body, ''] : []),
    ...findings.map(({ severity, where, what }) => `${severity === 'error' ? 'x' : '!'} ${where}: ${what}`),
    isAccepted(outcome) ? 'Concur would accept this answer.' : 'Concur would not accept this answer.',
  ].join('\n');
}

function describeArrival({ at, method, path, kind, status, body, findings }: Arrival): string {
  return [
    `${at.toLocaleTimeString()} ${method} ${path} -> ${status}${kind === undefined ? '' : ` (${kind})`}`,
    ...(body === '' ? [] : [body]),
    ...findings.map(({ where, what }) => `! ${where}: ${what}`),
  ].join('\n');
}
