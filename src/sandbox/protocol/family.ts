/** How an API answers errors; decided by its path. */
export type Family = 'oauth2' | 'v1' | 'v3' | 'v4';

/** The family that a path belongs to; paths that are nobody's count as v4, which is plain JSON. */
export function familyOf(path: string): Family {
  const lower = path.toLowerCase();
  if (lower.startsWith('/oauth2/')) return 'oauth2';
  if (/^\/api\/v3\.\d+(\/|$)/.test(lower)) return 'v3';
  if (/^\/api\/v4(\/|$)/.test(lower)) return 'v4';
  if (/^\/(api|net2)(\/|$)/.test(lower)) return 'v1';
  return 'v4';
}
