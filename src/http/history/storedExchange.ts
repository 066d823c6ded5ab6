import { redactBody, redactBytes, redactHeaders, redactUrl } from '../../kernel/redaction.js';
import type { Exchange } from '../exchange.js';
import type { RequestBody } from '../requestBody.js';

/** More of a body is not remembered: history is for finding again, files are for keeping. */
export const REMEMBERED_BODY_BYTES = 1024 * 1024;

/** An exchange from history. */
export interface RememberedExchange {
  readonly exchange: Exchange;
  /** Whether the body is all that came; the beginning is kept of a long one. */
  readonly isBodyWhole: boolean;
}

/**
 * An exchange as JSON for the disk. Secrets were masked before; they are masked once more, since nothing that reaches
 * the disk shall depend on who handed it in.
 */
export function serializeExchange(exchange: Exchange): string {
  const { request, response } = exchange;
  const { bodyFile: _, ...kept } = response;
  const body = redactBytes(response.body.subarray(0, REMEMBERED_BODY_BYTES), '');
  return JSON.stringify({
    ...exchange,
    startedAt: exchange.startedAt.getTime(),
    request: {
      ...request,
      url: redactUrl(request.url),
      headers: redactHeaders(request.headers),
      ...(request.body === undefined ? {} : { body: toJsonBody(request.body) }),
    },
    response: {
      ...kept,
      url: redactUrl(response.url),
      headers: redactHeaders(response.headers),
      body: Buffer.from(body).toString('base64'),
    },
    isBodyWhole: response.bodyFile === undefined && response.body.length <= REMEMBERED_BODY_BYTES,
  });
}

/** Bytes become text of base64; files stay names. */
function toJsonBody(body: RequestBody): unknown {
  if (typeof body === 'string') return redactBody(body);
  return JSON.parse(JSON.stringify(body, (_, value: unknown) => (isBytes(value) ? toBase64(value) : value)));
}

/** `JSON.stringify` asks Buffers for their own form first. */
function isBytes(value: unknown): value is Uint8Array | { readonly type: 'Buffer'; readonly data: readonly number[] } {
  return (
    value instanceof Uint8Array ||
    (typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer')
  );
}

function toBase64(value: Uint8Array | { readonly data: readonly number[] }): object {
  return { base64: Buffer.from('data' in value ? value.data : value).toString('base64') };
}

/** Reads what {@link serializeExchange} wrote; undefined for anything else. */
export function parseExchange(text: string): RememberedExchange | undefined {
  try {
    const revived = JSON.parse(text, (_, value: unknown) => fromBase64(value)) as Exchange & {
      readonly startedAt: number;
      readonly response: { readonly body: string };
      readonly isBodyWhole: boolean;
    }; // the file is ours; a mangled one fails below
    const { isBodyWhole, ...exchange } = revived;
    const body = Buffer.from(revived.response.body, 'base64');
    return {
      exchange: { ...exchange, startedAt: new Date(revived.startedAt), response: { ...revived.response, body } },
      isBodyWhole,
    };
  } catch {
    return undefined; // half a file, or one that somebody else changed
  }
}

function fromBase64(value: unknown): unknown {
  const isEncoded =
    typeof value === 'object' && value !== null && 'base64' in value && typeof value.base64 === 'string';
  return isEncoded ? Buffer.from(value.base64 as string, 'base64') : value;
}
