import type { Exchange } from '../http/exchange.js';

/**
 * What an exchange is called in a tab: method, operation (or the end of the path) and status, e.g. `GET listReports 200`.
 * Holds no characters that a file name may not hold.
 */
export function nameExchange({ request, response, operationId }: Exchange): string {
  const what = operationId ? operationId.slice(operationId.lastIndexOf('/') + 1) : endOfPath(request.url);
  return `${request.method} ${what} ${response.status}`.replace(/[\\/:*?"<>|]+/g, '-');
}

function endOfPath(url: string): string {
  const { pathname, host } = new URL(url);
  return pathname.split('/').filter(Boolean).slice(-2).join('-') || host;
}

/** `14 ms`, `2.3 s`. */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `512 B`, `12.3 KB`, `4.5 MB`; 1 KB = 1,024 B as editors count. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / (1024 * 1024)).toFixed(1)} MB`;
}

/** Status, time and size in one line, e.g. `200 OK · 14 ms · 12.3 KB`. */
export function summarizeExchange({ response, timings }: Exchange): string {
  const status = `${response.status} ${response.statusText}`.trim();
  return `${status} · ${formatDuration(timings.totalMs)} · ${formatSize(response.bodySize)}`;
}

/** How many things a list answer holds, in words, e.g. `25 reports`; undefined when the body is no list. */
export function countItems(text: string, resource: string): string | undefined {
  const items = readItems(text);
  if (!items) return undefined;
  const noun = resource.toLowerCase();
  return `${items.length} ${items.length === 1 ? noun.replace(/ies$/, 'y').replace(/s$/, '') : noun}`;
}

function readItems(text: string): readonly unknown[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined; // not JSON, so not a list that can be counted here
  }
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const items = 'Items' in value ? value.Items : 'items' in value ? value.items : undefined;
  return Array.isArray(items) ? items : undefined;
}
