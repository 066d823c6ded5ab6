import * as z from 'zod/mini';
import { redactUrl } from '../../kernel/redaction.js';
import type { Exchange } from '../exchange.js';

const entry = z.object({
  id: z.string(),
  /** Milliseconds since 1970 on disk. */
  at: z.number(),
  method: z.string(),
  url: z.string(),
  status: z.number(),
  durationMs: z.number(),
  bodySize: z.number(),
  /** What its file takes on the disk. */
  storedBytes: z.number(),
  operationId: z.optional(z.string()),
  connection: z.optional(z.string()),
});

/** What a list shows of an exchange; the rest is read from its file when asked for. */
export type HistoryEntry = Readonly<z.infer<typeof entry>>;

const line = z.union([z.object({ add: entry }), z.object({ remove: z.array(z.string()) })]);

/** One line of the log: an exchange that came, or ones that went. */
export type HistoryLine = z.infer<typeof line>;

/** Reads a line of the log; undefined for one that was cut off by a crash, or is none. */
export function parseHistoryLine(text: string): HistoryLine | undefined {
  try {
    const parsed = line.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export function toHistoryEntry(exchange: Exchange, storedBytes: number): HistoryEntry {
  const { id, startedAt, request, response, timings, operationId, connection } = exchange;
  return {
    id,
    at: startedAt.getTime(),
    method: request.method,
    url: redactUrl(request.url),
    status: response.status,
    durationMs: timings.totalMs,
    bodySize: response.bodySize,
    storedBytes,
    ...(operationId === undefined ? {} : { operationId }),
    ...(connection === undefined ? {} : { connection }),
  };
}

/** Whether all words of a query stand in what is known of an exchange, in any letter case. */
export function fitsQuery(candidate: HistoryEntry, words: readonly string[]): boolean {
  const { method, url, status, operationId = '', connection = '' } = candidate;
  const text = `${method} ${url} ${status} ${operationId} ${connection}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
