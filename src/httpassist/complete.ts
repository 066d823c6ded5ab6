import { requestAt } from '../httpfile/locate.js';
import type { HttpFileRequest, NodeKind } from '../httpfile/nodes.js';
import type { ParsedHttpFile } from '../httpfile/parse.js';
import type { PlacedSection } from '../httpfile/placed.js';
import type { Position } from '../kernel/text.js';
import { findCall } from './call.js';
import type { ReadyCatalog } from './checkSection.js';
import type { KnownNames } from './checkVariables.js';
import { completeBody } from './completeBody.js';
import { completeDirective, completeHeader, completeVariables } from './completeNames.js';
import { completeUrl } from './completeUrl.js';
import { onLine, type Suggestion } from './completion.js';
import { bodyFormatOf } from './media.js';
import type { RecentCall } from './recentIds.js';

/** What completion knows beside the file. */
export interface CompletionNeeds {
  readonly known: KnownNames;
  readonly catalog: () => Promise<ReadyCatalog>;
  readonly recent: () => Promise<readonly RecentCall[]>;
  readonly variableValue: (name: string) => string | undefined;
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** What can be put in at a place of a file, which may be half written. */
export async function complete(
  file: ParsedHttpFile,
  position: Position,
  needs: CompletionNeeds,
): Promise<readonly Suggestion[]> {
  const placed = file.sections.findLast(({ line }) => line <= position.line);
  if (!placed) return [];
  const lines = placed.section.text.split(/\r\n|\r|\n/);
  const at = position.line - placed.line;
  const text = lines[at] ?? '';
  const before = text.slice(0, position.character);
  const after = text.slice(position.character);
  if (/\{\{[^{}]*$/.test(before)) return completeVariables(before, after, position.line, file, needs.known);
  if (/^\s*(?:#+|\/\/+)\s*@[\w-]*$/.test(before)) return completeDirective(before, after, position.line);
  const kind = kindAt(placed, at);
  if (kind === 'separator' || kind === 'comment' || kind === 'directive' || kind === 'script' || kind === 'response')
    return [];
  const request = requestAt(file, position.line);
  const head = request?.requestLine.start.line ?? Number.POSITIVE_INFINITY;
  if (!request || position.line <= head) return completeRequestLine(before, after, position.line, needs);
  const blank = lines.findIndex((line, index) => index > head - placed.line && line.trim() === '');
  if (blank !== -1 && at > blank) return completeInBody(request, position, lines, blank, placed.line, needs);
  if (/^\s*[?&]/.test(before) || kind === 'urlLine')
    return completeUrlLine(request, before, after, position.line, needs);
  const names = /:/.test(before) ? [] : await headersOf(request, needs);
  return completeHeader(before, after, position.line, names);
}

function kindAt({ section }: PlacedSection, line: number): NodeKind | undefined {
  return section.stretches.findLast(({ first }) => first.number <= line)?.kind;
}

async function completeRequestLine(
  before: string,
  after: string,
  line: number,
  needs: CompletionNeeds,
): Promise<readonly Suggestion[]> {
  const [, verb, url = ''] = /^\s*(?:([A-Za-z]+)\s+)?(\S*)$/.exec(before) ?? [];
  const verbs: Suggestion[] =
    verb === undefined && /^[A-Za-z]*$/.test(url)
      ? VERBS.map((method, rank) => ({
          label: method,
          kind: 'verb',
          snippet: /^\s/.test(after) ? method : `${method} `,
          range: onLine(line, before.length - url.length, before.length + (/^[A-Za-z]*/.exec(after)?.[0].length ?? 0)),
          rank,
          goesOn: true,
        }))
      : [];
  if (verbs.length > 0 || /^\s*@/.test(before)) return verbs;
  const open = { method: verb?.toUpperCase(), before: url === '' ? '/' : url, after, line, character: before.length };
  if (url !== '') return completeUrl(open, await needs.catalog(), await needs.recent(), needs.variableValue);
  // Nothing is written of the path: as if a slash were, which is then put in with the rest.
  const all = await completeUrl(open, await needs.catalog(), [], needs.variableValue);
  const range = onLine(line, before.length, before.length + (/^\S*/.exec(after)?.[0].length ?? 0));
  return /^\s*[A-Z]+\s+$/.test(before) ? all.map((suggestion) => ({ ...suggestion, range })) : [];
}

async function completeUrlLine(
  request: HttpFileRequest,
  before: string,
  after: string,
  line: number,
  needs: CompletionNeeds,
): Promise<readonly Suggestion[]> {
  const above = request.places.url
    .filter(({ start }) => start.line < line)
    .map(({ text }) => text)
    .join('');
  const url = { method: request.method, before: above + before.trimStart(), after, line, character: before.length };
  return completeUrl(url, await needs.catalog(), await needs.recent(), needs.variableValue);
}

async function headersOf(request: HttpFileRequest, needs: CompletionNeeds): Promise<readonly string[]> {
  const { paths, operation } = await needs.catalog();
  const { match } = findCall(request, paths, needs.variableValue);
  if (!match) return [];
  return (await operation(match.operation.id)).parameters
    .filter(({ in: place }) => place === 'header')
    .map(({ name }) => name);
}

async function completeInBody(
  request: HttpFileRequest,
  position: Position,
  lines: readonly string[],
  blank: number,
  sectionLine: number,
  needs: CompletionNeeds,
): Promise<readonly Suggestion[]> {
  const { paths, operation } = await needs.catalog();
  const { match } = findCall(request, paths, needs.variableValue);
  if (!match) return [];
  const end = Math.max(position.line, request.block.end.line) - sectionLine + 1;
  const text = lines.slice(blank + 1, end).join('\n');
  const own = position.line - sectionLine - blank - 1;
  const offset =
    lines.slice(blank + 1, blank + 1 + own).reduce((sum, line) => sum + line.length + 1, 0) + position.character;
  const format = bodyFormatOf({ headers: request.headers, body: text });
  return completeBody(
    { text, offset, line: position.line, character: position.character, format },
    await operation(match.operation.id),
  );
}
