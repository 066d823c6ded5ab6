// Part of `npm run bench`: what the catalogue costs, beside what a library gives without our scoring. No timed test.
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import fuzzysort from 'fuzzysort';
import { ApiBrowser } from '../../src/catalog/browse.js';
import { listOperations, OperationSearch } from '../../src/catalog/search.js';
import { type StoredIndex, unpackIndex } from '../../src/catalog/storedIndex.js';
import { projectRoot } from '../workbench/cacheFolder.js';
import { median } from './table.js';

const ROUNDS = 50;
const QUERIES = ['r', 're', 'rep list', 'image upload', 'spend.list.read', 'create report attendee', 'qxzzkj'];
const index = path.join(projectRoot, 'dist', 'catalog', 'index.json');

/** Milliseconds of one run, each of several. */
async function time(run: () => unknown): Promise<number[]> {
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await run();
    figures.push(performance.now() - started);
  }
  return figures;
}

function row(what: string, figures: readonly number[], bar: string): string {
  const [first = 0] = figures;
  const cells = [first, median(figures), Math.max(...figures)].map((figure) => figure.toFixed(2));
  return `| ${[what, ...cells, bar].join(' | ')} |`;
}

const { size } = await stat(index);
const load = async () => unpackIndex(JSON.parse(await readFile(index, 'utf8')) as StoredIndex);
const loading = await time(load);
const apis = await load();
const operations = listOperations(apis);
const preparing = await time(() => new ApiBrowser(apis));
const building = await time(() => new OperationSearch(apis));
const browser = new ApiBrowser(apis);
const search = new OperationSearch(apis);
const view = { sort: 'area', showDeprecated: true, showRetired: true, pinned: [] } as const;
const targets = operations.map(({ api, operation }) => ({
  name: operation.name,
  text: `${operation.title} ${operation.path} ${api.title} ${operation.scopes.join(' ')}`,
}));

console.log(`${apis.length} APIs, ${operations.length} operations, index ${size} B (bar: under 250000 B)\n`);
console.log('| milliseconds | first | median | worst | bar |\n| --- | --- | --- | --- | --- |');
console.log(row('load index', loading, '15'));
console.log(row('prepare tree', preparing, ''));
console.log(row('prepare search', building, ''));
for (const query of QUERIES) {
  console.log(row(`filter "${query}"`, await time(() => browser.view({ ...view, filter: query })), '16'));
  console.log(row(`search "${query}"`, await time(() => search.search(query)), '10'));
  console.log(
    row(`fuzzysort "${query}"`, await time(() => fuzzysort.go(query, targets, { keys: ['name', 'text'] })), ''),
  );
}
