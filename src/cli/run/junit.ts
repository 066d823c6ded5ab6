import { isFailure, labelOf, type RunResult } from '../../httpfile/run/events.js';

/**
 * The results of a run in the XML that build servers read: one test case for each request, and one for each thing that
 * is expected of its answer.
 * @param file path of the request file, as it is to be shown
 */
export function toJunit(file: string, results: readonly RunResult<unknown>[]): string {
  const cases = results.flatMap(toCases);
  const count = (kind: TestCase['kind']): number => cases.filter((testCase) => testCase.kind === kind).length;
  const seconds = cases.reduce((sum, testCase) => sum + testCase.seconds, 0);
  const totals = `tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `  <testsuite name="${escapeXml(file)}" ${totals}>`,
    ...cases.map((testCase) => writeCase(file, testCase)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface TestCase {
  readonly name: string;
  readonly line: number;
  readonly seconds: number;
  readonly kind: 'passed' | 'failed' | 'error' | 'skipped';
  readonly message?: string | undefined;
}

function toCases(result: RunResult<unknown>): readonly TestCase[] {
  const { request, outcome, pass } = result;
  const name = pass === undefined ? labelOf(request) : `${labelOf(request)} (${pass + 1})`;
  const line = request.requestLine.start.line + 1;
  if (outcome.kind !== 'answered') {
    const kind = outcome.kind === 'failed' ? 'error' : 'skipped';
    return [{ name, line, seconds: 0, kind, message: outcome.kind === 'cancelled' ? 'Cancelled.' : outcome.message }];
  }
  const isRefused = isFailure({ ...result, outcome: { ...outcome, assertions: outcome.assertions.filter(isHeld) } });
  return [
    {
      name,
      line,
      seconds: outcome.durationMs / 1000,
      kind: isRefused ? 'failed' : 'passed',
      message: outcome.refusal,
    },
    ...outcome.assertions.map(
      ({ text, range, result: { kind, ...rest } }): TestCase => ({
        name: `${name}: ${text}`,
        line: range.start.line + 1,
        seconds: 0,
        kind,
        message: 'message' in rest ? String(rest.message) : undefined,
      }),
    ),
  ];
}

function isHeld({ result }: { readonly result: { readonly kind: string } }): boolean {
  return result.kind === 'passed';
}

function writeCase(file: string, { name, line, seconds, kind, message = '' }: TestCase): string {
  const head = `    <testcase classname="${escapeXml(file)}" name="${escapeXml(name)}" file="${escapeXml(file)}" line="${line}" time="${seconds.toFixed(3)}"`;
  switch (kind) {
    case 'passed':
      return `${head}/>`;
    case 'skipped':
      return `${head}><skipped message="${escapeXml(message)}"/></testcase>`;
    case 'failed':
      return `${head}><failure message="${escapeXml(message)}"/></testcase>`;
    case 'error':
      return `${head}><error message="${escapeXml(message)}"/></testcase>`;
  }
}

/** Line ends are kept as references; what XML cannot hold at all is left out. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[<>&"']/g, (char) => ENTITIES[char] ?? char)
    .replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};
