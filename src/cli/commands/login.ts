import { randomUUID } from 'node:crypto';
import type { Connection } from '../../auth/connection.js';
import { type Secrets, withSince } from '../../auth/credentials.js';
import { flowOf } from '../../auth/flows.js';
import { signIn } from '../../auth/signIn.js';
import { describeEnd, tokenEnds } from '../../auth/tokenEnds.js';
import { type Environment, secretsFromEnvironment } from '../environment.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';
import { openSession, sessionOptions } from '../session.js';
import { askLine, TerminalDoor } from '../terminalDoor.js';
import { NO_CONNECTION, readTimeoutMs } from './send.js';
import { describeToken, toTokenJson } from './token.js';

/** Where each secret may come from, for the sentence that asks for it. */
const VARIABLES: Readonly<Partial<Record<keyof Secrets, string>>> = {
  clientSecret: 'CONCUR_CLIENT_SECRET',
  password: 'CONCUR_PASSWORD',
  requestToken: 'CONCUR_PASSWORD',
  refreshToken: 'CONCUR_REFRESH_TOKEN',
  accessToken: 'CONCUR_ACCESS_TOKEN',
};

/**
 * `concur login [--connection NAME]`: signs in anew by the connection's flow; what it gives goes into the keychain. A
 * flow that needs a browser prints the address and listens on this computer, or takes the redirect pasted on stdin.
 */
export async function login(
  options: Options,
  output: Output,
  environment: Environment,
  stopped: Promise<void>,
): Promise<number> {
  const stop = new AbortController();
  void stopped.then(() => stop.abort());
  const session = await openSession({
    ...sessionOptions(options),
    environment,
    timeoutMs: readTimeoutMs(options),
    isKept: true,
    note: (text) => output.note(text),
  });
  try {
    const { active } = session;
    if (!active) throw new UsageError(NO_CONNECTION);
    const { connection, credentials, client, keeper } = active;
    const kept = await credentials.readSecrets(connection.id);
    const known = options.sandbox ? kept : { ...kept, ...secretsFromEnvironment(environment) };
    requireSecrets(connection, known);
    const secrets = withSince(known, kept, new Date());
    const given = await signIn(
      connection,
      known,
      {
        client,
        door: new TerminalDoor(process.stdin, (text) => output.note(text)),
        askOneTimePassword: (address, signal) => {
          output.note(`Concur mails a one-time password to ${address}. Type it here, and press Enter.`);
          return askLine(process.stdin, signal);
        },
        randomState: randomUUID,
        now: () => new Date(),
      },
      stop.signal,
    );
    await credentials.writeSecrets(connection.id, secrets);
    const tokenSet = await keeper.adopt(given);
    await active.listedIn?.save(connection);
    if (options.json) output.out(toJson(toTokenJson(connection, tokenSet, false)));
    else output.out(describeToken(connection, tokenSet));
    for (const end of tokenEnds(connection, tokenSet, secrets, new Date())) {
      const sentence = describeEnd(end, connection.name);
      if (sentence !== undefined) output.note(sentence);
    }
    if (!active.isLasting) output.note(describeKeeping(active.listedIn !== undefined));
    return 0;
  } finally {
    await session.close();
  }
}

function describeKeeping(isNamed: boolean): string {
  return isNamed
    ? 'No keychain works here, and no secret goes into a file: give the secrets by the environment with every command.'
    : 'Nothing was kept. To keep a sign-in, name it with --connection.';
}

/** @throws {UsageError} naming the variable for the first secret that lacks */
function requireSecrets(connection: Connection, secrets: Secrets): void {
  for (const { name, title, isSecret, isOptional } of flowOf(connection.grant).fields) {
    const key = name as keyof Secrets;
    if (!isSecret || isOptional || secrets[key] !== undefined) continue;
    throw new UsageError(`"${connection.name}" needs its ${title.toLowerCase()}: set ${VARIABLES[key] ?? key}.`);
  }
}
