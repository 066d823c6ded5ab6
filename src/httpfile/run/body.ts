/** What is sent as a body: text and files put together, forms and GraphQL in the shape of the wire. */
import type { Position } from '../../kernel/text.js';
import type { BodyFile, HttpFileRequest } from '../nodes.js';
import { locateOnLine } from '../references.js';
import { locateInBody } from '../variables/resolve.js';
import type { Substitution } from '../variables/substitution.js';

/** A stretch of a body that is ready but for reading files. */
export type BodyPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly file: BodyFile; readonly path: string };

/** Puts variables into the texts and file names of a body; files come later. */
export function resolvePieces(request: HttpFileRequest, substitution: Substitution): readonly BodyPiece[] {
  const body = request.body ?? '';
  const locate = locateInBody(request.places.bodyLines, request.requestLine.start);
  let at = 0;
  return request.bodyParts.map((part) => {
    if (part.kind === 'file') {
      return { kind: 'file', file: part, path: substitution.apply(part.path, locatePath(part)) };
    }
    const start = Math.max(body.indexOf(part.text, at), at);
    at = start + part.text.length;
    return { kind: 'text', text: substitution.apply(part.text, (offset) => locate(start + offset)) };
  });
}

function locatePath({ range, path }: BodyFile): (offset: number) => Position {
  const { line, character } = range.end;
  return locateOnLine({ line, character: character - path.length });
}

/** Bytes as text in the encoding that `<@latin1` names; UTF-8 without one. Undefined for an encoding nobody knows. */
export function decodeFile(bytes: Uint8Array, encoding: string | undefined): string | undefined {
  try {
    return new TextDecoder(encoding ?? 'utf-8').decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Bytes and texts one behind the other; a text when there are only texts. */
export function joinPieces(pieces: readonly (string | Uint8Array)[]): string | Uint8Array {
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));
}

/**
 * A form as it goes onto the wire: one line, with everything percent-encoded that must be and is not yet. Lines that
 * are fields of their own are joined by `&`.
 */
export function toForm(text: string): string {
  const joined = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .reduce((form, line) => {
      const isField = /^[^=&]+=/.test(line) && form !== '' && !form.endsWith('&');
      return `${form}${isField ? '&' : ''}${line}`;
    }, '');
  return new TextDecoder()
    .decode(new TextEncoder().encode(joined))
    .replace(/%(?![0-9a-f]{2})|[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7c\x7e]/giu, encodeURIComponent);
}

/** Whether the body is a GraphQL query: the verb of httpYac and JetBrains, or the header of REST Client. */
export function isGraphql({ method, headers }: Pick<HttpFileRequest, 'method' | 'headers'>): boolean {
  return (
    method === 'GRAPHQL' ||
    headers.some(([name, value]) => name.toLowerCase() === 'x-request-type' && value.toLowerCase() === 'graphql')
  );
}

/** The JSON that a GraphQL server reads, or what keeps the variables from being JSON. */
export function toGraphql(text: string): { readonly body: string } | { readonly badVariables: string } {
  const [, query = text, variables = ''] = /^([\s\S]*?\S)\s*?\n[ \t]*\r?\n\s*(\{[\s\S]*)$/.exec(text.trim()) ?? [];
  const parsed = parse(variables);
  if (parsed === undefined) {
    // What follows an empty line may be more of the query.
    return isGraphqlOnly(text)
      ? { body: JSON.stringify({ query: text.trim(), ...named(text) }) }
      : { badVariables: variables };
  }
  return { body: JSON.stringify({ query: query.trim(), ...named(query), variables: parsed }) };
}

function named(query: string): { operationName?: string } {
  const name = /^\s*(?:query|mutation|subscription)\s+([^@{(\s]+)/i.exec(query)?.[1];
  return name === undefined ? {} : { operationName: name };
}

function isGraphqlOnly(text: string): boolean {
  return !/\n[ \t]*\r?\n\s*\{\s*(?:"|\})/.test(text);
}

function parse(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the caller
  }
}
