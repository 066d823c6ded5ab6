import type { BodyFailure } from './exchange.js';

/** One sentence on why a body is not whole, and a second on what to do. */
export function describeBodyFailure(failure: BodyFailure): string {
  switch (failure.kind) {
    case 'closedEarly':
      return `The connection was closed in the middle of the body${progress(failure)}. What came is shown; send again for the rest.`;
    case 'wrongLength':
      return `The length that the server announced is wrong: ${count(failure.expected)} by its Content-Length, ${count(failure.received)} came. What came is shown; the server needs mending.`;
    case 'badChunking':
      return 'The body came in chunks that are not marked as HTTP demands. What came before is shown; a proxy or the server needs mending.';
    case 'brokenCompression':
      return `The body is not valid ${failure.encoding}, though its Content-Encoding says so. What could be unpacked is shown; ask for it unpacked with the header Accept-Encoding: identity.`;
    case 'timeout':
      return `The body was not complete after ${failure.seconds} s, so the rest was given up. What came is shown; send again, or allow more time.`;
    case 'cancelled':
      return 'The request was cancelled before its body was complete. What came until then is shown.';
  }
}

function progress({ received, expected }: Extract<BodyFailure, { kind: 'closedEarly' }>): string {
  return expected === undefined ? ` after ${count(received)}` : `: ${received} of ${count(expected)} came`;
}

function count(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes} bytes`;
}
