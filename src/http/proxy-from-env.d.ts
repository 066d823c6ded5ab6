/** The package carries no types of its own. */
declare module 'proxy-from-env' {
  /** @returns the address of the proxy for a URL by the environment; empty when it is to be reached directly */
  export function getProxyForUrl(url: string): string;
}
