/** Requests of the builder as text of a request file, and back. */
import type { HttpFileRequest } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { printHttpRequest } from '../../httpfile/print.js';
import type { TextRequest } from './draftRequest.js';
import type { GivenRequest } from './startDraft.js';

/** What is written beside the request itself. */
export interface Heading {
  /** After the `###`. */
  readonly title?: string;
  /** Name of the connection, where it is not the one in use. */
  readonly connection?: string;
  /** The request whose place it takes: its name and directives stay. */
  readonly replaces?: HttpFileRequest;
}

/** Text of a request file with this request; ends with a line end. */
export function toHttpText({ method, url, headers, body }: TextRequest, heading: Heading): string {
  const { title, connection, replaces } = heading;
  const directives = [
    ...(replaces?.directives.filter(({ key }) => !/^(?:connection|verbatim|name)$/i.test(key)) ?? []),
    ...(connection === undefined ? [] : [{ key: 'connection', value: connection }]),
  ];
  const text = printHttpRequest({
    ...(title === undefined ? {} : { title }),
    ...(replaces?.name === undefined ? {} : { name: replaces.name }),
    ...(replaces?.httpVersion === undefined ? {} : { httpVersion: replaces.httpVersion }),
    method,
    url,
    headers,
    directives,
    ...(replaces
      ? { assertions: replaces.assertions, outputs: replaces.outputs, references: replaces.references }
      : {}),
    ...(body ? { body: body.text } : {}),
  });
  return body && !body.readsFiles ? withoutFiles(text) : text;
}

/** A line of a body that only looks as if it named a file is marked as text. */
function withoutFiles(text: string): string {
  const [request] = parseHttpFile(text).requests;
  if (!request?.bodyParts.some(({ kind }) => kind === 'file')) return text;
  const lines = text.split('\n');
  lines.splice(request.requestLine.start.line, 0, '# @verbatim');
  return lines.join('\n');
}

/** A request of a file as the builder takes it. */
export function fromHttpFile(request: HttpFileRequest): Omit<GivenRequest, 'source'> {
  const { method, url, headers, body, bodyParts } = request;
  const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const readsFiles = bodyParts.some(({ kind }) => kind === 'file');
  return {
    method,
    url,
    headers,
    ...(body === undefined
      ? {}
      : {
          body: {
            contentType,
            text: body.replaceAll('\r\n', '\n').replace(/\n+$/, ''),
            ...(readsFiles ? { readsFiles } : {}),
          },
        }),
  };
}
