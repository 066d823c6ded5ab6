import type { Evidence } from './evidence.js';

/** What came of one requirement. */
export type Verdict =
  | { readonly state: 'passed'; readonly evidence: readonly string[] }
  /** Something breaks it; `fix` says what to do. */
  | { readonly state: 'failed'; readonly evidence: readonly string[]; readonly fix: string }
  /** Nothing was seen of it yet; `todo` says how to show it. */
  | { readonly state: 'notSeen'; readonly todo: string }
  /** Only a person can show it; `show` says what the reviewer wants to see. */
  | { readonly state: 'manual'; readonly show: string };

/** Parts of the review, in the order of the report. */
export const AREAS = [
  'Authentication',
  'Tokens',
  'Calls',
  'Errors and limits',
  'Landing page',
  'Logging',
  'Readiness',
] as const;

/** One line of Concur's review, judged by evidence. */
export interface Requirement {
  readonly id: string;
  readonly area: (typeof AREAS)[number];
  /** What is asked for, in one sentence. */
  readonly title: string;
  /** The public page, below developer.concur.com. */
  readonly page: string;
  readonly judge: (evidence: Evidence) => Verdict;
}

export const CHECKLIST = '/api-guides/e-receipts-certification.html';
export const REVIEW = '/manage-apps/app-certification.html';

/** How many places a verdict names before it only counts. */
const MOST_NAMED = 5;

export function passed(...evidence: readonly string[]): Verdict {
  return { state: 'passed', evidence };
}

export function failed(evidence: readonly string[], fix: string): Verdict {
  return { state: 'failed', evidence, fix };
}

export function notSeen(todo: string): Verdict {
  return { state: 'notSeen', todo };
}

export function manual(show: string): () => Verdict {
  return () => ({ state: 'manual', show });
}

/** The first few of many, each once, and how many more there are. */
export function some(texts: readonly string[]): readonly string[] {
  const unique = [...new Set(texts)];
  const rest = unique.length - MOST_NAMED;
  return rest > 0 ? [...unique.slice(0, MOST_NAMED), `and ${rest} more`] : unique;
}
