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
  const start = text.trimStart().charAt(0);
  if (start === '{' || start === '[') return text.replace(JSON_MEMBER, `$1${MASK}$3`);
  if (start === '<') return text.replace(XML_ELEMENT, `$1${MASK}$3`);
  return text.replace(FORM_FIELD, `$1${MASK}`);
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
