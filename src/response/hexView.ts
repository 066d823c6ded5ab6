import type { HttpResponse } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import { formatSize } from './summary.js';

/** How much of a body is shown in hex: enough to tell what it is. */
const MOST_BYTES = 4096;
const BYTES_PER_LINE = 16;

/** What to show of a body that is no text and has no viewer: what it is, what to do, and its beginning in hex. */
export function describeBinary(response: HttpResponse, extension: string): string {
  const type = headerValue(response.headers, 'content-type') ?? 'unknown type';
  const shown = response.body.subarray(0, MOST_BYTES);
  const lines = [
    `${formatSize(response.bodySize)} of ${type}, which is no text. "Save As" above writes it to a file (.${extension}).`,
    '',
    ...hexLines(shown),
    ...(response.bodySize > shown.length ? [`… ${formatSize(response.bodySize - shown.length)} more`] : []),
    '',
  ];
  return lines.join('\n');
}

function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
    const row = [...bytes.subarray(at, at + BYTES_PER_LINE)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = row.map((byte) => (byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(BYTES_PER_LINE * 3 - 1)}  ${letters}`);
  }
  return lines;
}
