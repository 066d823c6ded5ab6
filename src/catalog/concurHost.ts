/**
 * Host suffixes that belong to Concur (/platform/base-uris.html). Image and UI hosts below them take tokens as well;
 * look-alikes such as `concursolutions.com.example.org` do not end like this.
 */
const CONCUR_SUFFIXES = ['.concursolutions.com', '.concurcdc.cn', '.cnqr-cn.com'];

/** Whether a host name, without a port, is one of Concur's own. */
export function isConcurHost(hostname: string): boolean {
  return CONCUR_SUFFIXES.some((suffix) => hostname.toLowerCase().endsWith(suffix));
}

/**
 * Whether a URL as a person wrote it is meant for Concur or for the sandbox on this computer, as far as placeholders let
 * it be read: a path alone, a placeholder in place of the host (`{HOST}`, `<base URI>`), one of the hosts.
 */
export function isMeantForConcur(url: string): boolean {
  if (url.startsWith('/')) return true;
  const host = /^(?:https?:\/\/)?([^/?#:]*)/i.exec(url)?.[1] ?? '';
  return /^[{<]/.test(host) || isConcurHost(`.${host}`) || /^(?:localhost|127\.[\d.]+)$/.test(host);
}
