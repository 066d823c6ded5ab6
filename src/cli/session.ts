import { randomUUID } from 'node:crypto';
import type { Connection, Grant } from '../auth/connection.js';
import { Credentials, MemorySecretStore } from '../auth/credentials.js';
import { isConcurUrl, isLoopbackUrl, parseGeolocation } from '../auth/geolocation.js';
import { type ActiveConnection, TokenAuthorizer } from '../auth/tokenAuthorizer.js';
import { TokenClient } from '../auth/tokenClient.js';
import { TokenKeeper } from '../auth/tokenKeeper.js';
import { type TokenSet, tokenSetFromAccessToken } from '../auth/tokenSet.js';
import { EnvironmentProxyAgents } from '../http/proxyAgents.js';
import { Sender } from '../http/sender.js';
import { NodeTransport } from '../http/transport.js';
import type { SandboxWelcome } from '../sandbox/welcome.js';
import { openCatalog } from './operations.js';
import { UsageError } from './options.js';

/** What one run of the command sends with. */
export interface Session {
  readonly sender: Sender;
  /** The connection in use, when the environment or `--sandbox` names one. */
  readonly active: ActiveConnection | undefined;
  close(): Promise<void>;
}

/** How often a request is sent again where that is safe. */
const MAX_RETRIES = 3;

/** Variables of the environment that describe a connection; the README lists them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens a session on a sandbox of its own (`--sandbox`), else on what the environment says, else without a connection.
 * @throws {UsageError} the environment says something that is no connection
 */
export async function openSession(options: {
  readonly useSandbox: boolean;
  readonly environment: Environment;
  readonly timeoutMs: number;
}): Promise<Session> {
  const sandbox = options.useSandbox
    ? await (await import('../sandbox/server.js')).startSandbox({ catalog: openCatalog() })
    : undefined;
  const environment = sandbox ? toEnvironment(sandbox.welcome) : options.environment;
  const now = (): Date => new Date();
  const transport = new NodeTransport({ agents: new EnvironmentProxyAgents() });
  const active = await connect(
    environment,
    sandbox ? 'Local sandbox' : 'Environment',
    new TokenClient(transport, now),
    now,
  );
  const sender = new Sender({
    transport,
    authorizer: new TokenAuthorizer(() => active),
    settings: () => ({ timeoutMs: options.timeoutMs, followRedirects: true, maxRetries: MAX_RETRIES }),
    now,
    randomUuid: randomUUID,
  });
  return {
    sender,
    active,
    close: async () => {
      transport.dispose();
      await sandbox?.close();
    },
  };
}

/** The environment that describes a sandbox's connection. */
export function toEnvironment(welcome: SandboxWelcome): Environment {
  return {
    CONCUR_GEOLOCATION: welcome.url,
    CONCUR_CLIENT_ID: welcome.clientId,
    CONCUR_CLIENT_SECRET: welcome.clientSecret,
    CONCUR_USERNAME: welcome.username,
    CONCUR_PASSWORD: welcome.password,
  };
}

async function connect(
  environment: Environment,
  name: string,
  client: TokenClient,
  now: () => Date,
): Promise<ActiveConnection | undefined> {
  const text = environment.CONCUR_GEOLOCATION;
  if (!text) return undefined;
  const geolocation = parseGeolocation(text);
  if (!geolocation) {
    throw new UsageError(
      `CONCUR_GEOLOCATION is "${text}", which is no URL such as https://us2.api.concursolutions.com.`,
    );
  }
  if (!isConcurUrl(geolocation) && !isLoopbackUrl(geolocation)) {
    throw new UsageError(
      `CONCUR_GEOLOCATION is ${geolocation}, which is neither a host of Concur by https nor this computer: no secret is sent there.`,
    );
  }
  const connection: Connection = {
    id: 'environment',
    name,
    kind: isConcurUrl(geolocation) ? 'concur' : 'sandbox',
    geolocation,
    clientId: environment.CONCUR_CLIENT_ID ?? '',
    grant: readGrant(environment),
  };
  const credentials = new Credentials(new MemorySecretStore());
  await credentials.writeSecrets(connection.id, {
    ...optional('clientSecret', environment.CONCUR_CLIENT_SECRET),
    ...optional('password', environment.CONCUR_PASSWORD),
  });
  const tokenSet = readTokenSet(environment, connection, now());
  if (tokenSet) await credentials.writeTokenSet(connection.id, tokenSet);
  return { connection, keeper: new TokenKeeper({ connection, credentials, client, now }) };
}

function readGrant(environment: Environment): Grant {
  if (environment.CONCUR_USERNAME) return { kind: 'password', username: environment.CONCUR_USERNAME };
  return { kind: environment.CONCUR_REFRESH_TOKEN ? 'refreshToken' : 'accessToken' };
}

function readTokenSet(environment: Environment, { geolocation }: Connection, now: Date): TokenSet | undefined {
  const refreshToken = environment.CONCUR_REFRESH_TOKEN;
  if (environment.CONCUR_ACCESS_TOKEN) {
    const tokenSet = tokenSetFromAccessToken(environment.CONCUR_ACCESS_TOKEN, geolocation, now);
    return refreshToken ? { ...tokenSet, refreshToken } : tokenSet;
  }
  // Only a refresh token: a token set that has ended, so that the first use renews it.
  return refreshToken ? { accessToken: '', refreshToken, expiresAt: new Date(0), scopes: [], geolocation } : undefined;
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: string });
}
