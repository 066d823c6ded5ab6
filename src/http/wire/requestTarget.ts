/** Where a request goes, read from its URL without rewriting path or query. */
export interface RequestTarget {
  readonly isSecure: boolean;
  /** As `net.connect` takes it: an IPv6 address has no brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query as they were typed; only what cannot stand in a request line is percent-encoded. */
  readonly path: string;
  /** Value of the `Host` header. */
  readonly authority: string;
  /** `user:password` of the URL, decoded; absent when it has none. */
  readonly userInfo?: string;
}

/**
 * Reads the URL of a request. `URL` alone would not do: it encodes quotes, resolves `..` and drops tabs.
 * @returns undefined for what is no http or https URL
 */
export function readTarget(text: string): RequestTarget | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return undefined;
  const isSecure = url.protocol === 'https:';
  const userInfo = url.username || url.password ? `${decode(url.username)}:${decode(url.password)}` : undefined;
  return {
    isSecure,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
    path: pathAsTyped(text),
    authority: url.host,
    ...(userInfo === undefined ? {} : { userInfo }),
  };
}

function pathAsTyped(text: string): string {
  const rest = /^\s*[a-z]+:[/\\]*[^/?#\\]*([^#]*)/i.exec(text)?.[1]?.trimEnd() ?? '';
  const encoded = rest.replace(/[^\x21-\x7e]+/g, (run) => encodeURIComponent(Buffer.from(run).toString()));
  return encoded.startsWith('/') ? encoded : `/${encoded}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that encodes nothing
  }
}
