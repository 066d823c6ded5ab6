/** Headers that requests to Concur carry: what they are for, and what they take. */
export interface HeaderDoc {
  readonly name: string;
  readonly description: string;
  readonly values: readonly string[];
}

const MEDIA_TYPES = [
  'application/json',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=part',
];

export const HEADER_DOCS: readonly HeaderDoc[] = [
  {
    name: 'Accept',
    description: 'Which formats of an answer are welcome. Older APIs of Concur answer XML where nothing is asked for.',
    values: ['application/json', 'application/xml', 'application/pdf', 'image/png', '*/*'],
  },
  {
    name: 'Accept-Encoding',
    description: 'Which compressions of an answer are understood.',
    values: ['gzip', 'gzip, deflate, br', 'identity'],
  },
  {
    name: 'Accept-Language',
    description: 'Which languages texts of an answer shall have, the dearest first.',
    values: ['en-US', 'de-DE', 'fr-FR', 'ja-JP'],
  },
  {
    name: 'Authorization',
    description: 'The token. Leave it out: the connection puts its own in, and only where it may go.',
    values: ['Bearer {{$concur.token}}'],
  },
  { name: 'Cache-Control', description: 'Whether stored answers may be used.', values: ['no-cache', 'no-store'] },
  {
    name: 'concur-correlationid',
    description: 'A UUID by which SAP Concur support finds the request. One is put in where it is missing.',
    values: ['{{$guid}}'],
  },
  {
    name: 'Content-Disposition',
    description: 'Of a part of a multipart body: its name, and that of its file.',
    values: ['form-data; name="file"; filename="receipt.pdf"'],
  },
  { name: 'Content-Encoding', description: 'How the body is compressed.', values: ['gzip'] },
  { name: 'Content-Language', description: 'The language of the texts of the body.', values: ['en-US'] },
  { name: 'Content-Type', description: 'The format of the body.', values: MEDIA_TYPES },
  {
    name: 'Cookie',
    description: 'Cookies for this request alone. Those that answers set are sent without it.',
    values: [],
  },
  {
    name: 'Host',
    description:
      'The server, where the request line holds a path alone. Left out, the path goes to the geolocation of the connection.',
    values: [],
  },
  { name: 'If-Match', description: 'Do it only if the resource still has this version (its ETag).', values: ['*'] },
  {
    name: 'If-Modified-Since',
    description: 'Answer only if it changed since this moment.',
    values: ['{{$datetime rfc1123}}'],
  },
  {
    name: 'If-None-Match',
    description: 'Answer only if the resource has another version than this one (its ETag).',
    values: ['*'],
  },
  { name: 'Link', description: 'Relations of the resource, among them that of a receipt to its schema.', values: [] },
  { name: 'Range', description: 'Which bytes of the resource to send.', values: ['bytes=0-1023'] },
  { name: 'Referer', description: 'The address that led to this one.', values: [] },
  { name: 'User-Agent', description: 'The program that asks. One is put in where it is missing.', values: [] },
  { name: 'X-ConsumerKey', description: 'Client id of the app, for the legacy authentication.', values: [] },
  {
    name: 'X-Request-Type',
    description: '`GraphQL`: the body is a GraphQL query, with its variables below an empty line.',
    values: ['GraphQL'],
  },
];

/** What is known of a header; letter case does not matter. */
export function headerDoc(name: string): HeaderDoc | undefined {
  return HEADER_DOCS.find((doc) => doc.name.toLowerCase() === name.toLowerCase());
}
