import { isLoopbackHost } from '../kernel/loopbackHost.js';
import type { ConnectorCredentials } from './signature.js';

/** A program under test that serves callouts, as it would be registered at Concur. */
export interface Connector extends ConnectorCredentials {
  /** Address; without a path each callout takes its usual one. */
  readonly url: string;
}

/** The address of a connector cannot be called. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
}

/**
 * Reads the address of a connector under test.
 * @returns the address without a fragment
 * @throws {ConnectorError} no http(s) address, plain http to another computer, or credentials inside it
 */
export function readConnectorUrl(text: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConnectorError(
      `"${text}" is no address of a connector. Write it as https://host or http://localhost:8080.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConnectorError('Leave user and password out of the address: they are asked for, and kept as secrets.');
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    throw new ConnectorError(
      `Concur calls connectors by https only, and user and password would travel readable to ${url.hostname}. Use https, or test on this computer.`,
    );
  }
  url.hash = '';
  return url.href;
}

/** What Concur would not accept of a registration, each as a sentence (/api-reference/callouts/callouts-application-connectors.html). */
export function checkCredentials({ user, password }: ConnectorCredentials): readonly string[] {
  const isLong = (text: string): boolean => text.length >= 10 && text.length <= 50;
  return [
    ...(isLong(user) ? [] : [`Concur registers a user name of 10 to 50 characters; this one has ${user.length}.`]),
    ...(isLong(password) ? [] : ['Concur registers a password of 10 to 50 characters.']),
    ...(user.includes(':') ? ['A user name with a colon cannot be sent by HTTP Basic.'] : []),
  ];
}
