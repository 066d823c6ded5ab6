import { type AnswerNode, AnswerXmlError, readAnswerXml } from '../answerXml.js';
import { ATTENDEE_ELEMENTS } from '../attendeeFields.js';
import { MOST_SHOWN } from '../callout.js';
import { writeElements } from '../elements.js';
import { type CalloutFinding, errorAt } from '../finding.js';
import type { ReceiverAnswer } from './arrival.js';
import { SAMPLE_ATTENDEES, SAMPLE_ITEMS } from './sampleData.js';

const XML = 'application/xml; charset=utf-8';

/** Answers Fetch Attendee: filled fields combine with AND; texts match from their beginning, in any letter case. */
export function answerAttendeeSearch(body: string): ReceiverAnswer {
  return answerSearch('Fetch Attendee', 'AttendeeSearchRequest', body, (root) => {
    const wanted = valuesOf(root.children.find(({ name }) => name === 'Attendee'));
    const criteria = Object.entries(wanted).filter(
      ([name, value]) => value !== '' && ATTENDEE_ELEMENTS.some((element) => element.name === name),
    );
    const found = SAMPLE_ATTENDEES.filter((attendee) =>
      criteria.every(([name, value]) => startsWith(attendee[name] ?? '', value)),
    ).slice(0, limitOf(wanted.MaximumNumberRecords));
    const missing = ATTENDEE_ELEMENTS.filter(({ name }) => !(name in wanted)).map(({ name }) => name);
    return {
      xml: wrap(
        'AttendeeSearchResponse',
        found.map((attendee) => ({
          Attendee: Object.fromEntries(ATTENDEE_ELEMENTS.map(({ name }) => [name, attendee[name] ?? ''])),
        })),
      ),
      findings:
        missing.length > 0 ? [errorAt('body', `Concur sends every element; ${missing.join(', ')} did not come.`)] : [],
    };
  });
}

/** Answers Fetch List: children of the item that `long-code` names, by text or code, with the asterisk at either end. */
export function answerListSearch(body: string): ReceiverAnswer {
  return answerSearch('Fetch List', 'fetch-list-request', body, (root) => {
    const wanted = valuesOf(root);
    const parent = wanted['long-code'] ?? '';
    const byCode = wanted['search-by'] === 'CODE';
    const found = SAMPLE_ITEMS.filter(({ code, text }) => {
      const short = code.slice(parent === '' ? 0 : parent.length + 1);
      const isChild = parent === '' ? !code.includes('-') : code.startsWith(`${parent}-`) && !short.includes('-');
      return isChild && fits(byCode ? short : text, wanted.query ?? '*');
    }).slice(0, limitOf(wanted['num-to-return']));
    return {
      xml: wrap(
        'fetch-list-response',
        found.map(({ code, text }) => ({
          item: { code, 'short-code': code.split('-').at(-1) ?? code, text, 'match-value': byCode ? code : text },
        })),
      ),
      findings: [],
    };
  });
}

function answerSearch(
  kind: string,
  rootName: string,
  body: string,
  search: (root: AnswerNode) => { readonly xml: string; readonly findings: readonly CalloutFinding[] },
): ReceiverAnswer {
  try {
    const root = readAnswerXml(body);
    if (root.name !== rootName) throw new AnswerXmlError(`The root is ${root.name}, but ${kind} sends ${rootName}.`);
    const { xml, findings } = search(root);
    return { kind, status: 200, type: XML, body: xml, findings };
  } catch (error) {
    if (!(error instanceof AnswerXmlError)) throw error;
    return { kind, status: 400, type: 'text/plain', body: error.message, findings: [errorAt('body', error.message)] };
  }
}

function valuesOf(node: AnswerNode | undefined): Record<string, string> {
  return Object.fromEntries((node?.children ?? []).map(({ name, text }) => [name, text]));
}

function wrap(root: string, items: readonly Parameters<typeof writeElements>[0][]): string {
  return items.length === 0 ? `<${root} />` : `<${root}>${items.map(writeElements).join('')}</${root}>`;
}

function limitOf(text: string | undefined): number {
  const number = Number(text);
  return number > 0 ? Math.min(number, MOST_SHOWN) : MOST_SHOWN;
}

function startsWith(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}

function fits(text: string, query: string): boolean {
  const [value, pattern] = [text.toLowerCase(), query.toLowerCase()];
  const plain = pattern.replaceAll('*', '');
  if (pattern.startsWith('*') && pattern.endsWith('*')) return value.includes(plain);
  if (pattern.endsWith('*')) return value.startsWith(plain);
  return pattern.startsWith('*') ? value.endsWith(plain) : value === plain;
}
