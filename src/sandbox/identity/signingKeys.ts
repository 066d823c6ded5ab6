import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod/mini';
import type { Kept } from '../state.js';

/** What tokens are signed and verified with. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** The private key as PEM; null when none was needed yet. */
const kept = z.nullable(z.string());

/**
 * The keys of a sandbox. They are saved with it, so that access tokens outlive a restart; they open nothing outside of
 * one.
 */
export class SigningKeys implements Kept {
  #pair: Promise<KeyPair> | undefined;
  #ready: KeyPair | undefined;

  /** Made with the first call, in up to half a second; call it early so that nobody waits. */
  pair(): Promise<KeyPair> {
    if (this.#pair !== undefined) return this.#pair;
    const made = promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    this.#pair = made;
    made.then(
      (pair) => {
        if (this.#pair === made) this.#ready = pair;
      },
      () => undefined,
    );
    return made;
  }

  save(): unknown {
    return this.#ready?.privateKey.export({ type: 'pkcs8', format: 'pem' }) ?? null;
  }

  load(value: unknown): void {
    const pem = kept.parse(value);
    if (pem === null) return;
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== 'rsa') throw new Error('The signing key is no RSA key.');
    this.#ready = { privateKey, publicKey: createPublicKey(privateKey) };
    this.#pair = Promise.resolve(this.#ready);
  }
}
