/** Names of headers that Concur's APIs and HTTP know, with values that are usual, for completing them. */
export const KNOWN_HEADERS: { readonly name: string; readonly values: string[] }[] = [
  { name: 'Accept', values: ['application/json', 'application/xml', 'application/pdf', 'image/*', '*/*'] },
  { name: 'Accept-Encoding', values: ['gzip', 'identity'] },
  { name: 'Accept-Language', values: ['en-US', 'de-DE', 'fr-FR', 'ja-JP'] },
  { name: 'Cache-Control', values: ['no-cache'] },
  {
    name: 'Content-Type',
    values: ['application/json', 'application/xml', 'application/scim+json', 'application/x-www-form-urlencoded'],
  },
  { name: 'concur-correlationid', values: [] },
  { name: 'If-Match', values: ['*'] },
  { name: 'If-None-Match', values: ['*'] },
  { name: 'If-Modified-Since', values: [] },
  { name: 'Link', values: [] },
  { name: 'Prefer', values: ['return=minimal', 'return=representation'] },
  { name: 'User-Agent', values: [] },
  { name: 'X-ConsumerKey', values: [] },
  { name: 'x-sandbox-fault', values: ['latency=2000', 'status=429', 'status=500'] },
];

/** Methods to pick from. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
