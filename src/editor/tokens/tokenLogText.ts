import type { TokenLogEntry } from '../../auth/tokenLog.js';

/** All exchanges as text, the latest first; secrets were taken out when they came in. */
export function tokenLogText(entries: readonly TokenLogEntry[], empty: string): string {
  if (entries.length === 0) return `${empty}\n`;
  return [...entries].reverse().map(entryText).join('\n');
}

function entryText({ id, at, title, request, response, failure, durationMs }: TokenLogEntry): string {
  const outcome = response ? String(response.status) : (failure ?? '');
  const lines = [
    `#${id} ${at.toISOString()} [${response && response.status < 400 ? 'info' : 'error'}] ${title} -> ${outcome} (${Math.round(durationMs)} ms)`,
    ...indent([`${request.method} ${request.url}`, ...request.headers.map(toLine), '', request.body]),
    ...(response ? ['', ...indent([...response.headers.map(toLine), '', response.body])] : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const toLine = ([name, value]: readonly [string, string]): string => `${name}: ${value}`;

const indent = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split(/\r?\n/)).map((line) => (line === '' ? '' : `  ${line}`));
