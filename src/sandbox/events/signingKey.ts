import { createSign, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * Signs deliveries. Concur publishes its keys (RSA, 2048 bits) but not how it signs; here it is RSA with SHA-256 over
 * the bytes of the body, in Base64.
 */
export class SigningKey {
  #keys: Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> | undefined;

  async sign(body: string): Promise<string> {
    const { privateKey } = await this.#pair();
    return createSign('RSA-SHA256').update(body).sign(privateKey, 'base64');
  }

  async publicPem(): Promise<string> {
    const { publicKey } = await this.#pair();
    return publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Made when it is first needed: it takes a while. */
  #pair(): Promise<{ readonly publicKey: KeyObject; readonly privateKey: KeyObject }> {
    this.#keys ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    return this.#keys;
  }
}
