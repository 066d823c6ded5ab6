import { createSecureContext } from 'node:tls';
import type { ClientCertificate, Received, Transport } from '../http/transport.js';
import type { Connection } from './connection.js';
import type { Secrets } from './credentials.js';
import { TokenError } from './tokenError.js';

/**
 * Loads a connection's client certificate and tries whether its passphrase opens it.
 * @param readFile the bytes of a file
 * @returns undefined when the connection has none
 * @throws {TokenError} `certificate`
 */
export async function loadCertificate(
  { certificate: file }: Connection,
  secrets: Secrets,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<ClientCertificate | undefined> {
  if (!file) return undefined;
  const passphrase = secrets.passphrase === undefined ? {} : { passphrase: secrets.passphrase };
  try {
    if (file.format === 'pfx') {
      const kept = secrets.certificate;
      const pfx = kept === undefined ? Buffer.from(await readFile(file.path)) : Buffer.from(kept, 'base64');
      return tried({ pfx, ...passphrase });
    }
    const cert = secrets.certificate ?? toText(await readFile(file.path));
    const key = secrets.privateKey ?? (file.keyPath === undefined ? cert : toText(await readFile(file.keyPath)));
    return tried({ cert, key, ...passphrase });
  } catch (cause) {
    const reason = explain(cause);
    throw new TokenError({ kind: 'certificate', path: file.path, reason }, { cause });
  }
}

/** A transport that shows the certificate of a connection, loaded once, with every request. */
export class CertifiedTransport implements Transport {
  readonly #inner: Transport;
  readonly #certificate: () => Promise<ClientCertificate | undefined>;

  constructor(inner: Transport, certificate: () => Promise<ClientCertificate | undefined>) {
    this.#inner = inner;
    this.#certificate = certificate;
  }

  async send(...[request, options]: Parameters<Transport['send']>): Promise<Received> {
    const certificate = await this.#certificate();
    return this.#inner.send(request, { ...options, ...(certificate ? { clientCertificate: certificate } : {}) });
  }
}

function tried(certificate: ClientCertificate): ClientCertificate {
  createSecureContext(certificate);
  return certificate;
}

function toText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** OpenSSL's and the file system's own words are for programmers, and change. */
function explain(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error ? cause.message : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  if (/mac verify|bad decrypt|password|passphrase/i.test(message)) return 'the passphrase does not open it';
  if (/unsupported/i.test(message)) return 'it is encrypted in a way that is no longer supported; export it anew';
  if (/mismatch/i.test(message)) return 'certificate and key do not belong together';
  return 'it is not of the format that the connection says';
}
