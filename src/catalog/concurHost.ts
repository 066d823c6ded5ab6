/**
 * Host suffixes that belong to Concur (/platform/base-uris.html). Image and UI hosts below them take tokens as well;
 * look-alikes such as `concursolutions.com.example.org` do not end like this.
 */
const CONCUR_SUFFIXES = ['.concursolutions.com', '.concurcdc.cn', '.cnqr-cn.com'];

/** Whether a host name, without a port, is one of Concur's own. */
export function isConcurHost(hostname: string): boolean {
  return CONCUR_SUFFIXES.some((suffix) => hostname.toLowerCase().endsWith(suffix));
}
