import type { HttpResponse } from '../http/exchange.js';
import { headerValue } from '../http/request.js';
import { type AnswerRules, answerRules } from './answerRules.js';
import { type AnswerNode, AnswerXmlError, readAnswerXml } from './answerXml.js';
import { type Callout, PATIENCE_MS, TIME_BUDGET_MS } from './callout.js';
import { type CalloutFinding, errorAt, warningAt } from './finding.js';
import type { CalloutValues } from './message.js';

/** The part of an exchange that is judged. */
export interface Answer extends Pick<HttpResponse, 'status' | 'headers'> {
  readonly body: string;
  readonly durationMs: number;
}

/** Every departure of an answer from what Concur expects of this callout; empty when there is none. */
export function checkAnswer(callout: Callout, values: CalloutValues, answer: Answer): readonly CalloutFinding[] {
  const time = checkTime(callout, answer.durationMs);
  if (answer.status !== 200) return [checkStatus(callout, answer), ...time];
  const rules = answerRules(callout.name, values);
  const type = headerValue(answer.headers, 'content-type') ?? '';
  if (callout.proof === 'signature') return [...checkPage(type, answer.body), ...time];
  return [...(rules ? [...checkXmlHeaders(type), ...checkSearchAnswer(answer.body, rules)] : []), ...time];
}

function checkStatus({ proof }: Callout, { status, headers }: Answer): CalloutFinding {
  if (status === 401 || status === 403) {
    return errorAt(
      'status',
      proof === 'basic'
        ? `The connector answered ${status}: it does not take these credentials. Check the user and password that it compares with.`
        : `The connector answered ${status}: it does not take the signature. Sign the decoded values in the order of the page, without separators.`,
    );
  }
  if (status >= 300 && status < 400) {
    const location = headerValue(headers, 'location') ?? 'nowhere';
    return errorAt(
      'status',
      `The connector redirects (${status}) to ${location}. Concur expects 200 at the address itself.`,
    );
  }
  if (status === 404 || status === 405) {
    return errorAt('status', `The connector answered ${status}. Check the path, and that it takes this method.`);
  }
  const meaning = status >= 200 && status < 300 ? 'Concur expects exactly 200' : 'Concur takes it for a failure';
  return errorAt('status', `The connector answered ${status}; ${meaning}.`);
}

function checkTime({ method }: Callout, durationMs: number): readonly CalloutFinding[] {
  const seconds = (durationMs / 1000).toFixed(1);
  if (durationMs > TIME_BUDGET_MS) {
    return [errorAt('time', `The answer took ${seconds} s; Concur gives up after ${TIME_BUDGET_MS / 1000} s.`)];
  }
  if (durationMs > PATIENCE_MS && method === 'POST') {
    return [warningAt('time', `The answer took ${seconds} s, while somebody waits. Answer within a few seconds.`)];
  }
  return [];
}

function checkPage(type: string, body: string): readonly CalloutFinding[] {
  if (/html/i.test(type) || (type === '' && /<html|<!doctype html/i.test(body))) return [];
  return [warningAt('Content-Type', `The browser gets ${type || 'no type'}; a page for a person is text/html.`)];
}

function checkXmlHeaders(type: string): readonly CalloutFinding[] {
  if (/^(application|text)\/xml\b/i.test(type)) return [];
  return [
    warningAt('Content-Type', `The answer is marked as ${type || 'nothing'}; send application/xml with its charset.`),
  ];
}

/** What Concur would mind in the answer to a search. */
export function checkSearchAnswer(body: string, rules: AnswerRules): readonly CalloutFinding[] {
  if (body.trim() === '') {
    return [errorAt('body', `The answer has no body. Without a match it has to be an empty <${rules.root} />.`)];
  }
  try {
    const root = readAnswerXml(body);
    if (root.name !== rules.root) {
      return [errorAt('body', `The root of the answer is ${root.name}, but has to be ${rules.root}.`)];
    }
    return [...checkCount(root, rules), ...checkItems(root, rules)];
  } catch (error) {
    if (error instanceof AnswerXmlError) return [errorAt('body', error.message)];
    throw error;
  }
}

function checkCount({ children }: AnswerNode, { maximum, item }: AnswerRules): readonly CalloutFinding[] {
  const count = children.filter(({ name }) => name === item).length;
  if (count <= maximum) return [];
  const what = `The answer holds ${count} items, but at most ${maximum} were asked for; the person is told to refine.`;
  return [errorAt('body', what)];
}

function checkItems({ children }: AnswerNode, rules: AnswerRules): readonly CalloutFinding[] {
  let number = 0;
  return children.flatMap((child) => {
    if (child.name !== rules.item) {
      return [warningAt('body', `Concur does not know the element ${child.name}; it reads ${rules.item} only.`)];
    }
    number += 1;
    return checkItem(child, `${rules.item} ${number}`, rules);
  });
}

function checkItem(item: AnswerNode, where: string, { elements }: AnswerRules): readonly CalloutFinding[] {
  const byName = new Map(item.children.map((child) => [child.name, child]));
  const known = new Set(elements.map(({ name }) => name));
  const missing = elements.filter(({ name, isRequired }) => isRequired && !byName.has(name)).map(({ name }) => name);
  const unknown = item.children.map(({ name }) => name).filter((name) => !known.has(name));
  return [
    ...(missing.length > 0
      ? [errorAt(where, `${where} lacks ${missing.join(', ')}. Send every element, blank ones empty.`)]
      : []),
    ...unknown.map((name) => warningAt(where, `Concur does not know the element ${name}. ${nearly(name, known)}`)),
    ...elements.flatMap(({ name, isFilled, maxLength }) => {
      const child = byName.get(name);
      if (!child) return [];
      if (isFilled && child.text.trim() === '') return [errorAt(`${where} > ${name}`, `${name} needs a value.`)];
      if (maxLength === undefined || child.text.length <= maxLength) return [];
      const what = `${name} has ${child.text.length} characters; Concur takes ${maxLength}.`;
      return [errorAt(`${where} > ${name}`, what)];
    }),
  ];
}

/** Names of elements are told apart by letter case, which is the usual slip. */
function nearly(name: string, known: ReadonlySet<string>): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[-_]/g, '');
  const meant = [...known].find((one) => plain(one) === plain(name));
  return meant === undefined ? 'It is passed over.' : `It has to be written ${meant}.`;
}
