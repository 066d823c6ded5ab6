/** The cookies of one run (RFC 6265, without the list of public suffixes: a cookie never leaves its host's own name). */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** Milliseconds since 1970; undefined: until the run ends. */
  readonly expiresAt: number | undefined;
}

/** Keeps what servers set, and gives it back to them. Nothing is stored beyond the run. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @param url the request's; @param headers the response's */
  keep(url: string, headers: readonly (readonly [string, string])[]): void {
    const { hostname, pathname } = new URL(url);
    for (const [name, value] of headers) {
      const cookie = name.toLowerCase() === 'set-cookie' ? this.#read(value, hostname, pathname) : undefined;
      if (cookie) this.#cookies.set(`${cookie.domain};${cookie.path};${cookie.name}`, cookie);
    }
  }

  /** The value of the `Cookie` header for a request; undefined when there is none. */
  headerFor(url: string): string | undefined {
    const { hostname, pathname, protocol } = new URL(url);
    const now = this.#now().getTime();
    const fitting = [...this.#cookies.values()]
      .filter(
        ({ domain, isHostOnly, path, isSecure, expiresAt }) =>
          (hostname === domain || (!isHostOnly && hostname.endsWith(`.${domain}`))) &&
          (pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)) &&
          (!isSecure || protocol === 'https:') &&
          (expiresAt === undefined || expiresAt > now),
      )
      .sort((a, b) => b.path.length - a.path.length);
    return fitting.length === 0 ? undefined : fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  #read(text: string, hostname: string, pathname: string): Cookie | undefined {
    const [pair = '', ...rest] = text.split(';');
    const at = pair.indexOf('=');
    if (at < 1) return undefined;
    const attributes = new Map(
      rest.map((attribute) => {
        const [key = '', ...value] = attribute.split('=');
        return [key.trim().toLowerCase(), value.join('=').trim()];
      }),
    );
    const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase() ?? '';
    // A domain must be the host's own or stand above it, and be more than a top level.
    if (domain !== '' && domain !== hostname && !(hostname.endsWith(`.${domain}`) && domain.includes('.'))) {
      return undefined;
    }
    const path = attributes.get('path') ?? '';
    return {
      name: pair.slice(0, at).trim(),
      value: pair.slice(at + 1).trim(),
      domain: domain || hostname,
      isHostOnly: domain === '',
      path: path.startsWith('/') ? path : pathname.replace(/\/[^/]*$/, '') || '/',
      isSecure: attributes.has('secure'),
      expiresAt: this.#expiry(attributes),
    };
  }

  #expiry(attributes: ReadonlyMap<string, string>): number | undefined {
    const maxAge = attributes.get('max-age');
    if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return this.#now().getTime() + Number(maxAge) * 1000;
    const expires = Date.parse(attributes.get('expires') ?? '');
    return Number.isNaN(expires) ? undefined : expires;
  }
}
