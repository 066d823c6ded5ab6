/** The one place where secrets are taken out, by structure, before anything is stored or shown. */

/** What stands where a secret stood. */
export const MASK = '•••';

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-consumerkey']);

/** Member names of JSON, elements of XML, fields of forms and queries whose values are secrets, compared in lower case. */
const SECRET_FIELDS = [
  'access_token',
  'accesstoken',
  'refresh_token',
  'refreshtoken',
  'id_token',
  'client_secret',
  'clientsecret',
  'secret',
  'password',
  'token',
  'otp',
  'request_token',
  'requesttoken',
  'companyrequesttoken',
];

const names = SECRET_FIELDS.join('|');
const JSON_MEMBER = new RegExp(`("(?:${names})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)(")`, 'gi');
const XML_ELEMENT = new RegExp(`(<(?:${names})(?:\\s[^<>]*)?>)([^<]+)(<)`, 'gi');
const FORM_FIELD = new RegExp(`((?:^|[?&])(?:${names}|code)=)([^&#\\s]+)`, 'gim');

/** Whether a header or field of this name holds a secret, which is then neither shown nor remembered. */
export function isSecretName(name: string): boolean {
  return SECRET_HEADERS.has(name.toLowerCase()) || SECRET_FIELDS.includes(name.toLowerCase());
}

/** A signed token, wherever it stands. */
const SIGNED_TOKEN = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;

/** A value as it may be quoted: nothing of it under the name of a secret, else without the secrets inside it. */
export function redactNamed(name: string, text: string): string {
  return isSecretName(name) ? MASK : redactBody(text).replace(SIGNED_TOKEN, MASK);
}

/** Header pairs with the values of credentials masked; the scheme of `Authorization` stays readable. */
export function redactHeaders(headers: readonly (readonly [string, string])[]): [string, string][] {
  return headers.map(([name, value]) => {
    if (!SECRET_HEADERS.has(name.toLowerCase())) return [name, value];
    const scheme = /^(Bearer|OAuth|Basic)\s/i.exec(value)?.[1];
    return [name, scheme ? `${scheme} ${MASK}` : MASK];
  });
}

/** A URL with the values of secret query parameters masked. */
export function redactUrl(url: string): string {
  return url.replace(FORM_FIELD, `$1${MASK}`).replace(/^(\w+:\/\/)[^/@]+@/, `$1${MASK}@`);
}

/** A body as text with secret members masked: JSON, XML and forms are recognised by their shape, the rest is kept. */
export function redactBody(text: string): string {
  const { pattern, masked } = shapeOf(text);
  return text.replace(pattern, masked);
}

/** How secrets stand in a text, and what is put in their place. */
interface Shape {
  readonly pattern: RegExp;
  readonly masked: string;
}

function shapeOf(text: string): Shape {
  const start = /\S/.exec(text)?.[0];
  if (start === '{' || start === '[') return { pattern: JSON_MEMBER, masked: `$1${MASK}$3` };
  if (start === '<') return { pattern: XML_ELEMENT, masked: `$1${MASK}$3` };
  return { pattern: FORM_FIELD, masked: `$1${MASK}` };
}

/** Text with every occurrence of a secret masked; '' is none. */
export function redactSecret(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, MASK);
}

/**
 * A body as bytes with secret members and every occurrence of `secret` masked; the same bytes when there is none.
 * Reads bytes as Latin-1, so any charset that extends ASCII comes through unharmed.
 */
export function redactBytes(bytes: Uint8Array, secret: string): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const redacted = redactBody(text);
  const masked = secret === '' ? redacted : redacted.replaceAll(secret, MASK);
  if (masked === text) return bytes;
  return Buffer.from(masked.replaceAll(MASK, Buffer.from(MASK).toString('latin1')), 'latin1');
}

/** How much text is held back: a secret that begins within it may not have ended yet. */
const HELD_BACK = 16 * 1024;

/** Enough to be looked through at once; smaller pieces are gathered. */
const WINDOW = 64 * 1024;

/** {@link redactBytes} for a body that comes in pieces, in constant memory. Secrets of up to 16 KB are found however they are cut. */
export class BodyRedactor {
  readonly #secret: string;
  #held = '';
  #shape: Shape | undefined;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Takes a piece in and gives what can be let out by now. */
  push(piece: Uint8Array): Uint8Array {
    this.#held += Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
    return this.#held.length < WINDOW + HELD_BACK ? new Uint8Array() : this.#release(this.#held.length - HELD_BACK);
  }

  /** The rest. */
  finish(): Uint8Array {
    return this.#release(this.#held.length);
  }

  #release(wanted: number): Uint8Array {
    this.#shape ??= shapeOf(this.#held);
    const isLast = wanted === this.#held.length;
    const cut = isLast ? wanted : this.#safeCut(wanted);
    const text = this.#held.slice(0, cut);
    this.#held = this.#held.slice(cut);
    const masked = text.replace(this.#shape.pattern, this.#shape.masked);
    const clean = this.#secret === '' ? masked : masked.replaceAll(this.#secret, MASK);
    return Buffer.from(clean.replaceAll(MASK, Buffer.from(MASK).toString('latin1')), 'latin1');
  }

  /** A place near the wanted one where no secret is cut in two: before one that begins ahead of it. */
  #safeCut(wanted: number): number {
    let cut = wanted;
    if (this.#secret !== '') {
      const at = this.#held.indexOf(this.#secret, Math.max(0, cut - this.#secret.length + 1));
      if (at >= 0 && at < cut) cut = at;
    }
    const from = Math.max(0, cut - HELD_BACK);
    for (const { index } of this.#held.slice(from).matchAll(SECRET_START)) {
      if (from + index < cut && this.#isOpenAt(from + index, cut)) return from + index;
    }
    return cut;
  }

  /** Whether what begins like a secret at `start` may reach beyond `cut`. */
  #isOpenAt(start: number, cut: number): boolean {
    if (!this.#shape) return false;
    const sticky = new RegExp(this.#shape.pattern.source, 'iym');
    sticky.lastIndex = start;
    return !sticky.test(this.#held) || sticky.lastIndex > cut;
  }
}

/** Where a secret may begin, whatever the shape of the text. */
const SECRET_START = new RegExp(`(?:^|["<?&])(?:${names}|code)["\\s>=]`, 'gim');
