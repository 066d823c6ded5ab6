import type { Exchange } from '../http/exchange.js';
import { describeBody } from '../http/requestBody.js';
import type { RetryWatcher } from '../http/retry.js';

/** Where a command writes; a test collects, a terminal prints. */
export interface Output {
  /** The answer itself: what a pipe reads. */
  out(text: string): void;
  /** Everything said beside it. */
  note(text: string): void;
}

/** Tells on stderr that a request waits before it is sent again. */
export function noteWaits(output: Output): RetryWatcher {
  return {
    onWait: ({ reason, untilDate, attempt }) => {
      const seconds = Math.max(0, Math.ceil((untilDate.getTime() - Date.now()) / 1000));
      const why = reason.kind === 'status' ? `The server answered ${reason.status}` : 'The connection broke';
      output.note(`${why}. Sending again in ${seconds} s (repetition ${attempt}). Stop with Ctrl+C.`);
    },
  };
}

/** The shape of an exchange in `--json` (README): header names in lower case, repeated values joined by `, `. */
export interface ExchangeJson {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** Text as it came, or base64 when `bodyEncoding` says so. */
    readonly body: string;
    readonly bodyEncoding?: 'base64';
  };
  readonly timings: Exchange['timings'];
}

/** An exchange as `--json` prints it; it holds no secret, like the exchange. */
export function toExchangeJson({ request, response, timings }: Exchange): ExchangeJson {
  const buffer = Buffer.from(response.body);
  const text = buffer.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(buffer);
  return {
    request: {
      method: request.method,
      url: request.url,
      headers: toRecord(request.headers),
      ...(request.body === undefined ? {} : { body: describeBody(request.body) }),
    },
    response: {
      status: response.status,
      headers: toRecord(response.headers),
      ...(isText ? { body: text } : { body: buffer.toString('base64'), bodyEncoding: 'base64' as const }),
    },
    timings,
  };
}

/** Header pairs as an object with names in lower case. */
export function toRecord(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    record[key] = record[key] === undefined ? value : `${record[key]}, ${value}`;
  }
  return record;
}

/** JSON for machines: one document, indented for the people who read along. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}
