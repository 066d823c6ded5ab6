import { requireCallout } from '../../callouts/catalog.js';
import type { CalloutFinding } from '../../callouts/finding.js';
import { type CalloutOutcome, isAccepted } from '../../callouts/outcome.js';
import type { Arrival } from '../../callouts/receiver/arrival.js';
import { formatXml } from '../../response/format.js';

/** A text to be shown, with the path of its document. */
export interface CalloutText {
  readonly path: string;
  readonly text: string;
}

/** A call that was made; a later one of the same kind to the same connector has the same path. */
export async function writeOutcome(outcome: CalloutOutcome, connector: string): Promise<CalloutText> {
  const { title } = requireCallout(outcome.callout);
  return { path: `/${connector}/${title}.md`, text: await describeOutcome(outcome, title) };
}

/** A call that came in. */
export async function writeArrival(arrival: Arrival): Promise<CalloutText> {
  const name = (arrival.kind ?? `${arrival.method} call`).replaceAll(/[/\\:]/g, ' ');
  return { path: `/Receiver/${arrival.id} ${name}.md`, text: await describeArrival(arrival) };
}

async function describeOutcome(outcome: CalloutOutcome, title: string): Promise<string> {
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
      ...(request.body === undefined ? [] : ['', await indentXml(String(request.body))]),
    ]),
    '## Answer',
    '',
    ...(response
      ? fence([
          `${response.status}, ${response.durationMs} ms`,
          ...response.headers.map(([name, value]) => `${name}: ${value}`),
          '',
          await indentXml(response.body),
        ])
      : [failure ?? '', '']),
  ].join('\n');
}

async function describeArrival({
  at,
  method,
  path,
  headers,
  body,
  status,
  answer,
  kind,
  findings,
}: Arrival): Promise<string> {
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
      ...(body === '' ? [] : ['', await indentXml(body)]),
    ]),
    '## What was answered',
    '',
    ...fence([String(status), ...(answer === '' ? [] : ['', await indentXml(answer)])]),
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

/** Messages of connectors come without line breaks; a page stays as it is. */
async function indentXml(text: string): Promise<string> {
  return !text.trimStart().startsWith('<') || /^\s*<!doctype html/i.test(text) ? text : formatXml(text);
}
