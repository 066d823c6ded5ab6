import { printHttpRequest } from '../print.js';
import { type CurlNote, readCurl } from './readCurl.js';

/** A curl command as `.http` text, with what could not be carried over. */
export interface HttpOfCurl {
  /** Undefined where the command names no URL. */
  readonly text?: string;
  readonly notes: readonly CurlNote[];
}

/** Writes a pasted curl command as a request. Files become `< path` lines. */
export function curlToHttp(command: string): HttpOfCurl {
  const { method, url, headers, bodyParts, notes } = readCurl(command);
  if (url === '') return { notes };
  const body = bodyParts.map((part) => (part.kind === 'text' ? part.text : `< ${part.path}`)).join('');
  return { text: printHttpRequest({ method, url, headers, ...(body === '' ? {} : { body }) }), notes };
}
