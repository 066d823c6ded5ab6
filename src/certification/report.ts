import type { Judged, Readiness } from './readiness.js';
import { AREAS, type Verdict } from './requirement.js';

const SITE = 'https://developer.concur.com';
const STATES: Readonly<Record<Verdict['state'], string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  notSeen: '○ not seen yet',
  manual: '→ to show',
};

/** The report as Markdown. */
export function writeReport({ judged, operations }: Readiness, writtenOn: Date): string {
  const count = (state: Verdict['state']): number => judged.filter(({ verdict }) => verdict.state === state).length;
  return [
    '# Certification readiness',
    '',
    `Written on ${writtenOn.toISOString().slice(0, 10)} from the request files of this folder and what is known of calls, tokens and connections.`,
    '',
    `**${count('passed')} passed, ${count('failed')} failed, ${count('notSeen')} not seen yet, ${count('manual')} to show in person.**`,
    '',
    '> Only applications that are offered to several customers are certified: those of the App Center, and those of travel agencies. Whoever calls the APIs with the data of their own company needs no certification.',
    '',
    ...AREAS.flatMap((area) => [
      `## ${area}`,
      '',
      ...judged.filter((one) => one.area === area).flatMap(writeRequirement),
      '',
    ]),
    '## APIs, versions and verbs',
    '',
    ...(operations.length === 0
      ? ['No request of the catalogue was found.']
      : [
          '| API | version | call | status | scopes |',
          '| --- | --- | --- | --- | --- |',
          ...operations.map(
            ({ apiTitle, version, method, path, status, scopes }) =>
              `| ${cell(apiTitle)} | ${cell(version)} | \`${method} ${path}\` | ${status} | ${cell(scopes.join(' '))} |`,
          ),
        ]),
    '',
  ].join('\n');
}

function writeRequirement({ title, page, verdict }: Judged): readonly string[] {
  return [
    `- **${STATES[verdict.state]}**: ${title} ([page](${SITE}${page}))`,
    ...details(verdict).map((line) => `  - ${line}`),
  ];
}

function details(verdict: Verdict): readonly string[] {
  switch (verdict.state) {
    case 'passed':
      return verdict.evidence.map(plain);
    case 'failed':
      return [...verdict.evidence.map(plain), `Fix: ${verdict.fix}`];
    case 'notSeen':
      return [`To do: ${verdict.todo}`];
    case 'manual':
      return [`Show: ${verdict.show}`];
  }
}

/** Evidence quotes what people wrote; Markdown must not read it as its own. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|]/g, '\\$&');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
