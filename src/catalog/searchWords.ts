/** Words as people type them, and how well they fit words that operations are called by. */

/** What people say for what operations are called. */
const SYNONYMS = new Map<string, readonly string[]>(
  Object.entries({
    add: ['create', 'attach', 'append'],
    all: ['list'],
    approval: ['approve'],
    cfdi: ['digital'],
    change: ['update', 'patch'],
    currency: ['exchange'],
    delegate: ['delegator'],
    delete: ['remove'],
    diem: ['allowance'],
    download: ['get', 'file'],
    edit: ['update', 'patch'],
    employee: ['user'],
    fetch: ['get', 'list'],
    find: ['list', 'search', 'get'],
    fx: ['exchange'],
    get: ['obtain'],
    invoice: ['paymentrequest'],
    list: ['search', 'find'],
    login: ['token', 'authorize'],
    make: ['create'],
    modify: ['update', 'patch'],
    new: ['create'],
    oauth: ['token', 'authorize'],
    paymentrequest: ['invoice'],
    person: ['user', 'attendee'],
    picture: ['image'],
    po: ['purchase'],
    post: ['create'],
    read: ['get', 'list'],
    receipt: ['image'],
    remove: ['delete'],
    rotate: ['create', 'update'],
    search: ['list', 'find'],
    send: ['post', 'create'],
    show: ['get'],
    upload: ['attach', 'create', 'append', 'add', 'post'],
    user: ['profile', 'identity'],
  }),
);
const SYNONYM_SCORE = 0.85;
/** What a plural counts for its singular. */
export const SAME_STEM = 0.98;

/** How well a term fits a word, or another word for the same thing does: 0 to 1. */
export function scoreWithSynonyms(term: string, word: string): number {
  const own = scoreWord(term, word);
  const others = SYNONYMS.get(stem(term)) ?? [];
  return others.reduce((best, other) => Math.max(best, scoreWord(other, word) * SYNONYM_SCORE), own);
}

/** Two words that are written as one, as in `/travelrequest/v4`; a beginning of that is not worth counting. */
export function scoreJoined(terms: string, word: string): number {
  const score = scoreWithSynonyms(terms, word);
  return score < SYNONYM_SCORE ? 0 : score;
}

/** 1 for the word itself, less for its beginning, least for a part inside; 0 when it does not fit. */
function scoreWord(term: string, word: string): number {
  if (term === word) return 1;
  if (stem(term) === stem(word)) return SAME_STEM;
  if (word.startsWith(term)) return 0.75 + 0.2 * (term.length / word.length);
  return term.length > 2 && word.includes(term) ? 0.5 : 0;
}

/** Of words that nobody wrote like this: those that differ by one slip, long ones by two. */
export function scoreTypo(term: string, word: string): number {
  if (!/^[a-z\d]{3,}$/.test(term) || term[0] !== word[0]) return 0;
  const most = term.length > 6 ? 2 : 1;
  const slips = Math.abs(term.length - word.length) > most + 1 ? most + 1 : countSlips(stem(term), stem(word));
  return slips > most ? 0 : 0.8 - 0.1 * slips;
}

/** Letters that are wrong, missing, too many, or swapped with their neighbour. */
function countSlips(a: string, b: string): number {
  let above: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (above[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    above = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** One form for one and many: `entries` and `entry`, `reports` and `report`. */
function stem(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** `listReports`, `/expense/reports/{id}` and `spend.list.read` as lower-case words. */
export function wordsOf(text: string): string[] {
  return splitCamelCase(text)
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(Boolean);
}

/** `listReports` as `list Reports`. */
export function splitCamelCase(text: string): string {
  return text.replace(/([a-z\d])([A-Z])/g, '$1 $2');
}
