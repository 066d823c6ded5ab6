import type { Exchange } from '../../http/exchange.js';
import { formatDuration, formatSize, summarizeExchange } from '../../response/summary.js';

/** Request and response without their bodies, where the answer came from and how the time was spent, as plain text. */
export function describeHeaders(exchange: Exchange): string {
  const { request, response, timings } = exchange;
  const list = (headers: readonly (readonly [string, string])[]): string[] =>
    headers.map(([name, value]) => `${name}: ${value}`);
  const { remote } = response;
  const facts = [
    [
      'Size',
      `${formatSize(response.bodySize)}, ${formatSize(response.wireSize)} on the wire${response.encoding ? ` (${response.encoding})` : ''}`,
    ],
    ['Address', remote && `${remote.address}, port ${remote.port}`],
    ['TLS', remote?.tlsProtocol && `${remote.tlsProtocol} ${remote.cipher ?? ''}`.trim()],
    ...(exchange.redirects ?? []).map(({ status, from, to }) => [`Redirect ${status}`, `${from} -> ${to}`] as const),
    ...(exchange.attempts ?? []).map(({ reason, waitedMs }) => {
      const why = reason.kind === 'status' ? `status ${reason.status}` : reason.code;
      return ['Tried before', `${why}, waited ${formatDuration(waitedMs)}`] as const;
    }),
  ] as const;
  const phases = [
    ['Queue', timings.queueMs],
    ['DNS', timings.dnsMs],
    ['Connect', timings.connectMs],
    ['TLS', timings.tlsMs],
    ['First byte', timings.firstByteMs],
    ['Download', timings.downloadMs],
    ['Total', timings.totalMs],
  ] as const;
  return [
    `${request.method} ${request.url}`,
    ...list(request.headers),
    '',
    summarizeExchange(exchange),
    ...list(response.headers),
    '',
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    '',
    ...phases.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name}: ${formatDuration(ms)}`])),
    '',
  ].join('\n');
}
