import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** Node has it since 22.15; its types here are of 20. */
const readDefaults = Reflect.get(tls, 'getCACertificates') as ((kind: 'default') => string[]) | undefined;

/**
 * Certificates in PEM of all that is trusted: what node trusts, those of `NODE_EXTRA_CA_CERTS`, and these besides.
 * Handing node some of one's own alone would make it forget the rest.
 */
export function trustBesides(own: readonly string[], environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  return [...(readDefaults?.('default') ?? [...tls.rootCertificates, ...extraOf(environment)]), ...own];
}

/** Node itself says nothing but a warning of a file that it cannot read. */
function extraOf({ NODE_EXTRA_CA_CERTS: file }: NodeJS.ProcessEnv): readonly string[] {
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
