import type { HttpFile } from '../../src/httpfile/nodes.js';
import { parseHttpFile } from '../../src/httpfile/parse.js';

/** All that is read from a file, as plain data, but for its text and offsets in it. */
export function plainOf(file: HttpFile): object {
  return {
    variables: file.variables,
    findings: file.findings,
    requests: file.requests.map((request) => ({
      name: request.name,
      title: request.title,
      method: request.method,
      url: request.url,
      httpVersion: request.httpVersion,
      headers: request.headers,
      body: request.body,
      bodyParts: request.bodyParts,
      metadata: request.metadata,
      directives: request.directives,
      curl: request.curl?.replace(/\r\n?/g, '\n'),
      assertions: request.assertions,
      outputs: request.outputs,
      references: request.references,
      scripts: request.scripts.map(({ text, range }) => ({ text: text.replace(/\r\n?/g, '\n'), range })),
      range: request.range,
      requestLine: request.requestLine,
      block: request.block,
      places: request.places,
    })),
    lines: [...file.nodes()].map(({ kind, line }) => [kind, line]).filter(([kind]) => kind !== 'mark'),
  };
}

/** The same of a text. */
export function viewOf(text: string): object {
  return plainOf(parseHttpFile(text));
}
