import type { Connection } from '../../auth/connection.js';
import { principalOf, subjectOf } from '../../auth/inspectToken.js';
import type { TokenSet } from '../../auth/tokenSet.js';
import { MASK } from '../../kernel/redaction.js';
import type { Environment } from '../environment.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';
import { openSession, sessionOptions } from '../session.js';
import { NO_CONNECTION, readTimeoutMs } from './send.js';

/** `concur token [--connection NAME] [--reveal]`: a token that is valid now, masked unless `--reveal`. */
export async function showToken(options: Options, output: Output, environment: Environment): Promise<number> {
  const session = await openSession({
    ...sessionOptions(options),
    environment,
    timeoutMs: readTimeoutMs(options),
    note: (text) => output.note(text),
  });
  try {
    if (!session.active) throw new UsageError(NO_CONNECTION);
    const { connection, keeper } = session.active;
    const tokenSet = await keeper.current();
    const isRevealed = options.reveal ?? false;
    if (options.json) output.out(toJson(toTokenJson(connection, tokenSet, isRevealed)));
    else {
      output.out(isRevealed ? tokenSet.accessToken : MASK);
      output.note(describeToken(connection, tokenSet));
    }
    return 0;
  } finally {
    await session.close();
  }
}

/** The shape of a token in `--json` (README); tokens are masked unless revealed, moments are ISO. */
export function toTokenJson(connection: Connection, tokenSet: TokenSet, isRevealed: boolean): object {
  const shown = (token: string): string => (isRevealed ? token : MASK);
  return {
    connection: connection.name,
    accessToken: shown(tokenSet.accessToken),
    ...(tokenSet.refreshToken === undefined ? {} : { refreshToken: shown(tokenSet.refreshToken) }),
    tokenType: tokenSet.scheme ?? 'Bearer',
    expiresAt: tokenSet.expiresAt.toISOString(),
    ...(tokenSet.refreshExpiresAt === undefined ? {} : { refreshExpiresAt: tokenSet.refreshExpiresAt.toISOString() }),
    principal: principalOf(tokenSet) ?? null,
    subject: subjectOf(tokenSet) ?? null,
    scopes: tokenSet.scopes,
    geolocation: tokenSet.geolocation,
  };
}

/** One line such as `Signed in as user 1234... at https://..., 12 scopes, until 2026-11-24T13:00:00.000Z.` */
export function describeToken(connection: Connection, tokenSet: TokenSet): string {
  const who = [principalOf(tokenSet), subjectOf(tokenSet)].filter(Boolean).join(' ') || `"${connection.name}"`;
  const { length } = tokenSet.scopes;
  const scopes = length === 0 ? [] : [`${length} scope${length === 1 ? '' : 's'}`];
  const place = `Signed in as ${who} at ${tokenSet.geolocation}`;
  return `${[place, ...scopes, `until ${tokenSet.expiresAt.toISOString()}`].join(', ')}.`;
}
