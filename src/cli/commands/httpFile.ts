import { readFile } from 'node:fs/promises';
import type { HttpFileRequest, HttpFinding } from '../../httpfile/nodes.js';
import { parseHttpFile } from '../../httpfile/parse.js';
import { isGraphql, toGraphql } from '../../httpfile/run/body.js';
import { type Options, UsageError } from '../options.js';
import { type Output, toJson } from '../output.js';

/** `concur parse FILE.http`: exit code 1 when something in the file needs mending. */
export async function parseFile([path]: readonly string[], options: Options, output: Output): Promise<number> {
  const file = parseHttpFile(await readHttpFile(path));
  if (options.json) {
    output.out(
      toJson({
        variables: Object.fromEntries(file.variables.map(({ name, value }) => [name, value])),
        requests: file.requests.map(toRequestJson),
        diagnostics: file.findings,
      }),
    );
  } else {
    for (const request of file.requests) {
      output.out(
        `${request.range.start.line + 1}: ${request.method} ${request.url}${request.name ? ` (${request.name})` : ''}`,
      );
    }
  }
  for (const finding of file.findings) output.note(describeFinding(finding));
  return file.findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The text of a request file. @throws {UsageError} */
export async function readHttpFile(path: string | undefined): Promise<string> {
  if (path === undefined) throw new UsageError('Which file? Give the path of an .http file.');
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`The file ${path} cannot be read. Check its path.`, { cause });
  }
}

/**
 * A request as `concur parse --json` prints it: before variables are put in, lines zero-based. For GraphQL, `sentBody`
 * is the JSON that all clients make of the query and its variables, where those are JSON already.
 */
function toRequestJson(request: HttpFileRequest): object {
  const { name, method, url, headers, body, range, metadata } = request;
  const sent = body !== undefined && isGraphql(request) ? toGraphql(body) : {};
  return {
    ...(name === undefined ? {} : { name }),
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    ...('body' in sent ? { sentBody: sent.body } : {}),
    startLine: range.start.line,
    endLine: range.end.line,
    metadata,
  };
}

/** `line 3: what is wrong`. */
export function describeFinding({ range, message }: HttpFinding): string {
  return `line ${range.start.line + 1}: ${message}`;
}
