import imported from 'xml-formatter';
import { requireCallout } from '../../callouts/catalog.js';
import type { CalloutFinding } from '../../callouts/finding.js';
import { type CalloutOutcome, isAccepted } from '../../callouts/outcome.js';
import type { Arrival } from '../../callouts/receiver/arrival.js';

const formatXml = imported as unknown as typeof imported.default; // its types name a `default` that node does not see

/** A text to be shown, with the path of its document. */
export interface CalloutText {
  readonly path: string;
  readonly text: string;
}

/** A call that was made; a later one of the same kind to the same connector has the same path. */
export function writeOutcome(outcome: CalloutOutcome, connector: string): CalloutText {
  const { title } = requireCallout(outcome.callout);
  return { path: `/${connector}/${title}.md`, text: describeOutcome(outcome, title) };
}

/** A call that came in. */
export function writeArrival(arrival: Arrival): CalloutText {
  const name = (arrival.kind ?? `${arrival.method} call`).replaceAll(/[/\\:]/g, ' ');
  return { path: `/Receiver/${arrival.id} ${name}.md`, text: describeArrival(arrival) };
}

function describeOutcome(outcome: CalloutOutcome, title: string): string {
  const { request, response, failure, findings } = outcome;
  return [
    `# ${title}: ${isAccepted(outcome) ? 'Concur would accept this answer' : 'Concur would not accept this answer'}`,
    '',
    ...writeFindings(findings),
    '## Request',
    '',
    ...fence([
      `${request.method} ${request.url}`,
      ...request.headers.map(([name, value]) => `${name}: ${value}`),
      ...(request.body === undefined ? [] : ['', indentXml(String(request.body))]),
    ]),
    '## Answer',
    '',
    ...(response
      ? fence([
          `${response.status}, ${response.durationMs} ms`,
          ...response.headers.map(([name, value]) => `${name}: ${value}`),
          '',
          indentXml(response.body),
        ])
      : [failure ?? '', '']),
  ].join('\n');
}

function describeArrival({ at, method, path, headers, body, status, answer, kind, findings }: Arrival): string {
  return [
    `# ${kind ?? 'Unknown call'}`,
    '',
    `Arrived at ${at.toLocaleTimeString()} and was answered with ${status}.`,
    '',
    ...writeFindings(findings),
    '## What arrived',
    '',
    ...fence([
      `${method} ${path}`,
      ...headers.map(([name, value]) => `${name}: ${value}`),
      ...(body === '' ? [] : ['', indentXml(body)]),
    ]),
    '## What was answered',
    '',
    ...fence([String(status), ...(answer === '' ? [] : ['', indentXml(answer)])]),
  ].join('\n');
}

function writeFindings(findings: readonly CalloutFinding[]): readonly string[] {
  if (findings.length === 0) return ['Nothing departs from what Concur documents.', ''];
  return [
    ...findings.map(({ severity, where, what }) => `- ${severity === 'error' ? '✗' : '!'} **${where}**: ${what}`),
    '',
  ];
}

/** A block of code whose fence is longer than any in its text. */
function fence(lines: readonly string[]): readonly string[] {
  const text = lines.join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return [`${mark}http`, text, mark, ''];
}

/** Messages of connectors come without line breaks; what is no XML stays as it is. */
function indentXml(text: string): string {
  if (!text.trimStart().startsWith('<') || /^\s*<!doctype html/i.test(text)) return text;
  try {
    return formatXml(text, { indentation: '  ', collapseContent: true, lineSeparator: '\n' });
  } catch {
    return text;
  }
}
