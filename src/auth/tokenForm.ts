import type { Connection } from './connection.js';
import type { Secrets } from './credentials.js';

/** The fields of a token request by their wire names (/api-reference/authentication/apidoc.html). */
export type TokenForm = Readonly<Record<string, string>> & { readonly grant_type: GrantType };

export type GrantType = 'password' | 'authorization_code' | 'client_credentials' | 'refresh_token' | 'otp';

/**
 * The form of a connection's grant.
 * @param fields what the grant needs beside client and scope
 */
export function tokenForm(
  connection: Connection,
  secrets: Secrets,
  grantType: GrantType,
  fields: Readonly<Record<string, string>>,
): TokenForm {
  const scope = connection.scopes?.join(' ') ?? '';
  // The scopes of a code were asked for in the browser, those of a refresh token with the token itself.
  const asksForScopes = scope !== '' && grantType !== 'authorization_code' && grantType !== 'refresh_token';
  return {
    grant_type: grantType,
    client_id: connection.clientId,
    client_secret: secrets.clientSecret ?? '',
    ...fields,
    ...(asksForScopes ? { scope } : {}),
  };
}

/**
 * The form that signs a connection in without anybody there, from what is kept for it.
 * @returns undefined when the grant needs a person, or a secret is not kept
 */
export function silentForm(connection: Connection, secrets: Secrets): TokenForm | undefined {
  const { grant } = connection;
  if (secrets.clientSecret === undefined) return undefined;
  switch (grant.kind) {
    case 'password': {
      const password = grant.credtype === 'authtoken' ? secrets.requestToken : secrets.password;
      if (password === undefined) return undefined;
      return tokenForm(connection, secrets, 'password', {
        username: grant.username,
        password,
        credtype: grant.credtype,
      });
    }
    case 'clientCredentials':
      return tokenForm(connection, secrets, 'client_credentials', {});
    default:
      return undefined;
  }
}
