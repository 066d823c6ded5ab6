import { isLegacy } from '../../auth/connection.js';
import { adviseOnSignIn } from '../../auth/signInTrouble.js';
import type { Environment } from '../environment.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';
import { openSession, sessionOptions } from '../session.js';
import { NO_CONNECTION, readTimeoutMs } from './send.js';

/**
 * `concur logout [--connection NAME]`: revokes the refresh tokens that the user has for the app, and forgets every
 * secret of the connection, even when revoking failed; the exit code is then 1.
 */
export async function logout(options: Options, output: Output, environment: Environment): Promise<number> {
  const session = await openSession({
    ...sessionOptions(options),
    environment,
    timeoutMs: readTimeoutMs(options),
    note: (text) => output.note(text),
  });
  try {
    if (!session.active) throw new UsageError(NO_CONNECTION);
    const { connection, keeper, client, credentials } = session.active;
    let failure: string | undefined;
    const known = await keeper.load();
    if (known || !session.active.isLasting) {
      try {
        const tokenSet = await keeper.current();
        // Before 2017 a token is revoked by itself.
        if (isLegacy(connection.grant)) await client.legacy.revoke(tokenSet, tokenSet.accessToken);
        else await client.revokeAll(tokenSet);
      } catch (error) {
        failure = adviseOnSignIn(error, new Date())?.what;
        if (failure === undefined) throw error;
      }
    }
    await keeper.forget();
    await credentials.forget(connection.id);
    const isRevoked = failure === undefined;
    if (options.json) output.out(toJson({ connection: connection.name, revoked: isRevoked, forgotten: true }));
    else
      output.out(
        `Signed out of "${connection.name}": its secrets are forgotten${isRevoked ? ' and its tokens revoked' : ''}.`,
      );
    if (failure !== undefined) output.note(`The tokens could not be revoked at Concur. ${failure}`);
    return isRevoked ? 0 : 1;
  } finally {
    await session.close();
  }
}
