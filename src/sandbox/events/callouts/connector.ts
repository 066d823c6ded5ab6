import * as z from 'zod/mini';
import { readFields } from '../../expense/wireFields.js';
import { readLoopbackUrl } from '../loopback.js';

const connectorBody = z.object({
  url: z.string({ error: 'has to be the address of the connector' }),
  user: z.string({ error: 'has to be text' }).check(z.regex(/^[^:]+$/, 'has to be text without a colon')),
  password: z.string({ error: 'has to be text' }).check(z.minLength(1, 'is required')),
});

/** A program under test that serves callouts, as it would be registered at Concur. */
export interface Connector {
  readonly url: URL;
  readonly user: string;
  readonly password: string;
}

/**
 * Reads the connector of a body: `url`, `user`, `password`. An address without a path gets the usual one, as at Concur,
 * where the paths are settings.
 * @throws {Refusal} 400 when something is missing, or the address is not on this machine
 */
export function readConnector(body: unknown, usualPath: string): Connector {
  const { url: given, user, password } = readFields(connectorBody, body);
  const url = readLoopbackUrl('url', given);
  if (url.pathname === '/') url.pathname = usualPath;
  url.hash = '';
  return { url, user, password };
}
