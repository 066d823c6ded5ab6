import * as z from 'zod/mini';
import { type Geolocation, isConcurUrl, isLoopbackUrl, parseGeolocation } from './geolocation.js';

/**
 * How a token is obtained for a connection. What a grant needs beside this is secret, and kept in `Secrets` under the
 * name that each line gives.
 */
export type Grant =
  /** `password`: a user's login with `password`. `authtoken`: a company's UUID with its 24-hour `requestToken`. */
  | { readonly kind: 'password'; readonly username: string; readonly credtype: 'password' | 'authtoken' }
  /** A person signs in in the browser; `redirectUri` is the one registered with the app. */
  | { readonly kind: 'authorizationCode'; readonly redirectUri: string }
  /** Concur's App Center calls the app's connect URI with `id` and `requestToken`; undefined: the URL is pasted. */
  | { readonly kind: 'appCenter'; readonly redirectUri?: string }
  /** The app itself. */
  | { readonly kind: 'clientCredentials' }
  /** A password mailed to `channelHandle`; `name` and `company` are printed in the mail. */
  | { readonly kind: 'otp'; readonly channelHandle: string; readonly name?: string; readonly company?: string }
  /** A `refreshToken` that came from elsewhere. */
  | { readonly kind: 'refreshToken' }
  /** A ready `accessToken` that cannot be renewed. */
  | { readonly kind: 'accessToken' }
  /** Retired (before 2017): login and `password` with the consumer key. */
  | { readonly kind: 'legacyNative'; readonly username: string }
  /** Retired: a person signs in in the browser. */
  | { readonly kind: 'legacyWeb'; readonly redirectUri: string }
  /** Retired: the App Center calls the app's listener with a `code`; undefined: the URL is pasted. */
  | { readonly kind: 'legacyAppCenter'; readonly redirectUri?: string }
  /** Retired: the `requestToken` of a connection request. */
  | { readonly kind: 'legacyAutoConnect' };

export type GrantKind = Grant['kind'];

/** The file or files of a client certificate. Passphrase and key are secrets. */
export type CertificateFile =
  | { readonly format: 'pfx'; readonly path: string }
  /** `keyPath` is undefined when the key is in the same file, or in the secret `privateKey`. */
  | { readonly format: 'pem'; readonly path: string; readonly keyPath?: string };

/** A named way to Concur. Secrets are never part of it. */
export interface Connection {
  readonly id: string;
  readonly name: string;
  /** `sandbox`: the local server; `concur`: one of Concur's data centres; `custom`: a host that the person named. */
  readonly kind: 'sandbox' | 'concur' | 'custom';
  /** Where the first token is asked for; every answer may name another for the calls that follow. */
  readonly geolocation: Geolocation;
  /** The app's UUID; the consumer key for the flows before 2017. */
  readonly clientId: string;
  readonly grant: Grant;
  /** Writes ask first. */
  readonly isProduction?: boolean;
  /** Hosts beyond Concur's, with their port if they have one, that the person allowed to get this connection's secrets. */
  readonly allowedHosts?: readonly string[];
  readonly certificate?: CertificateFile;
  /** Scopes to ask for; undefined or none: all that the app holds. */
  readonly scopes?: readonly string[];
}

/**
 * Whether secrets of this connection may be sent to `url`: to Concur by https, to a host that the person allowed by
 * https, or to the very server on this computer that the connection names.
 */
export function mayCarryToken(connection: Connection, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username } = new URL(url);
  if (connection.kind !== 'concur' && isLoopbackUrl(url)) return username === '' && isSameLoopback(url, connection);
  if (connection.kind === 'sandbox') return false;
  if (isConcurUrl(url)) return true;
  return protocol === 'https:' && username === '' && (connection.allowedHosts ?? []).includes(host);
}

/** 127.0.0.1 and localhost are the same server when scheme and port are. */
function isSameLoopback(url: string, { geolocation }: Connection): boolean {
  const [one, other] = [new URL(url), new URL(geolocation)];
  return isLoopbackUrl(geolocation) && one.protocol === other.protocol && one.port === other.port;
}

/** Whether the flow is one of those before 2017, with their own answers and `Authorization: OAuth`. */
export function isLegacy(grant: Grant): boolean {
  return grant.kind.startsWith('legacy');
}

const text = z.string().check(z.minLength(1));
const redirectUri = z.string().check(z.refine((uri) => URL.canParse(uri), 'no URL'));

const grantSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('password'),
    username: text,
    credtype: z._default(z.enum(['password', 'authtoken']), 'password'),
  }),
  z.object({ kind: z.literal('authorizationCode'), redirectUri }),
  z.object({ kind: z.literal('appCenter'), redirectUri: z.optional(redirectUri) }),
  z.object({ kind: z.literal('clientCredentials') }),
  z.object({
    kind: z.literal('otp'),
    channelHandle: text,
    name: z.optional(z.string()),
    company: z.optional(z.string()),
  }),
  z.object({ kind: z.literal('refreshToken') }),
  z.object({ kind: z.literal('accessToken') }),
  z.object({ kind: z.literal('legacyNative'), username: text }),
  z.object({ kind: z.literal('legacyWeb'), redirectUri }),
  z.object({ kind: z.literal('legacyAppCenter'), redirectUri: z.optional(redirectUri) }),
  z.object({ kind: z.literal('legacyAutoConnect') }),
]);

const connectionSchema = z.object({
  id: text,
  name: text,
  kind: z.enum(['sandbox', 'concur', 'custom']),
  geolocation: z.pipe(
    z.string().check(z.refine((uri) => parseGeolocation(uri) !== undefined, 'no http(s) URL')),
    z.transform((uri) => parseGeolocation(uri)),
  ),
  clientId: z._default(z.string(), ''),
  grant: grantSchema,
  isProduction: z.optional(z.boolean()),
  allowedHosts: z.optional(z.array(z.string())),
  certificate: z.optional(
    z.discriminatedUnion('format', [
      z.object({ format: z.literal('pfx'), path: text }),
      z.object({ format: z.literal('pem'), path: text, keyPath: z.optional(text) }),
    ]),
  ),
  scopes: z.optional(z.array(z.string())),
});

/**
 * Reads a connection from settings or an import. Members that are not known (a secret that somebody wrote there, say)
 * are dropped.
 * @returns undefined when it is no connection; see {@link explainConnection} for why
 */
export function parseConnection(json: unknown): Connection | undefined {
  const parsed = connectionSchema.safeParse(json);
  if (!parsed.success) return undefined;
  // JSON leaves out what is undefined, and so does the type.
  return JSON.parse(JSON.stringify(parsed.data)) as Connection;
}

/** What is wrong with a connection as it is written, such as `grant.username: Too small`; undefined when nothing is. */
export function explainConnection(json: unknown): string | undefined {
  const parsed = connectionSchema.safeParse(json);
  const [issue] = parsed.success ? [] : parsed.error.issues;
  return issue && `${issue.path.join('.') || 'connection'}: ${issue.message}`;
}
