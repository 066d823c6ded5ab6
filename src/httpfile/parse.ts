import { parseBlock } from './block.js';
import { checkFile } from './checks.js';
import type { FileVariable, HttpFile, HttpFileRequest, HttpFinding } from './nodes.js';
import { type Line, scanLines } from './scan.js';

/**
 * Reads `.http` text: variables, requests and what there is to say about them. Takes any text and never throws; time
 * grows linearly with its length. Line ends may be `\n`, `\r\n` or `\r`; the result is the same.
 */
export function parseHttpFile(text: string): HttpFile {
  const variables: FileVariable[] = [];
  const requests: HttpFileRequest[] = [];
  const findings: HttpFinding[] = [];
  for (const lines of splitBlocks(scanLines(text))) {
    const block = parseBlock(lines);
    for (const variable of block.variables) variables.push(variable);
    for (const finding of block.findings) findings.push(finding);
    if (block.request) requests.push(block.request);
  }
  for (const finding of checkFile(variables, requests)) findings.push(finding);
  return { variables, requests, findings: findings.sort(inTextOrder) };
}

function* splitBlocks(lines: readonly Line[]): Generator<readonly Line[]> {
  let from = 0;
  for (const { kind, number } of lines) {
    if (kind !== 'separator' || number === from) continue;
    yield lines.slice(from, number);
    from = number;
  }
  yield lines.slice(from);
}

function inTextOrder({ range: { start: a } }: HttpFinding, { range: { start: b } }: HttpFinding): number {
  return a.line - b.line || a.character - b.character;
}
