/**
 * How long .http text takes to read, by hand: `npx tsx test/bench/httpfile.ts [ROUNDS]`. httpYac is measured beside it where
 * it can be loaded. A keystroke counts what CodeLens, symbols and findings need after it: read anew from the file, and
 * brought up to date by what a document tells of its changes.
 */
import { createRequire } from 'node:module';
import { HttpDocument } from '../../src/httpfile/document.js';
import type { HttpFileRequest } from '../../src/httpfile/nodes.js';
import { type ParsedHttpFile, parseHttpFile, reparse } from '../../src/httpfile/parse.js';

const rounds = Number(process.argv[2] ?? 15);

function textOf(count: number): string {
  const requests = Array.from(
    { length: count },
    (_, i) =>
      `### request ${i}\n# @name r${i}\nPOST http://127.0.0.1:9/items/${i}?a=1&b={{v}}\nContent-Type: application/json\nX-Id: ${i}\n\n{"i": ${i}, "name": "item"}\n`,
  );
  return `@v = 1\n${requests.join('\n')}`;
}

/** What the editor asks for: a button and a symbol for each request, and all findings. */
function show(file: ParsedHttpFile): { readonly shown: readonly Shown[]; readonly findings: number } {
  return { shown: file.requests.map(showRequest), findings: file.findings.length };
}

interface Shown {
  readonly label: string;
  readonly line: number;
  readonly end: number;
}

function showRequest({ requestLine, range, name, title, method, url }: HttpFileRequest): Shown {
  return { label: name ?? title ?? `${method} ${url}`, line: requestLine.start.line, end: range.end.line };
}

function update(document: HttpDocument, shown: readonly Shown[], text: string, place: number): readonly Shown[] {
  const { at, removed, added, lines } = document.edit([{ start: place, end: place, text }]);
  const below = shown.slice(at + removed);
  return [
    ...shown.slice(0, at),
    ...added.map(showRequest),
    ...(lines === 0 ? below : below.map(({ label, line, end }) => ({ label, line: line + lines, end: end + lines }))),
  ];
}

async function measure(what: string, run: () => unknown): Promise<void> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await run();
    figures.push(performance.now() - start);
  }
  figures.sort((a, b) => a - b);
  const [first = 0, middle = 0] = [figures[0], figures[figures.length >> 1]];
  process.stdout.write(`${what.padEnd(60)} median ${middle.toFixed(2)} ms, best ${first.toFixed(2)} ms\n`);
}

const text = textOf(10_000);
const parsed = parseHttpFile(text);
show(parsed);
await measure('parse 10,000 requests', () => parseHttpFile(text));
await measure('parse 20,000 requests', () => parseHttpFile(`${text}\n${text}`));
await measure('parse 10,000 requests, buttons, symbols and findings', () => show(parseHttpFile(text)));
for (const [what, inserted] of [
  ['a keystroke within a line', 'x'],
  ['a keystroke that adds a line', '\n'],
] as const) {
  let file = parsed;
  await measure(`${what}: reading`, () => {
    file = reparse(file, [{ start: text.length >> 1, end: text.length >> 1, text: inserted }]);
  });
  await measure(`${what}: reading, buttons, symbols and findings`, () => {
    file = reparse(file, [{ start: text.length >> 1, end: text.length >> 1, text: inserted }]);
    return show(file);
  });
  const document = new HttpDocument(text);
  let { shown } = show(document.file);
  await measure(`${what}: a document's buttons, symbols and findings`, () => {
    shown = update(document, shown, inserted, text.length >> 1);
    return document.file.findings;
  });
}
await measurePeer();

async function measurePeer(): Promise<void> {
  const require = createRequire(import.meta.url);
  try {
    const yac: {
      cli: { initIOProvider: () => void };
      store: { HttpFileStore: new () => { getOrCreate: (...values: unknown[]) => Promise<unknown> } };
    } = require('httpyac');
    yac.cli.initIOProvider();
    let serial = 0;
    await measure('httpYac: parse 10,000 requests', async () => {
      serial += 1;
      const options = { workingDir: process.cwd() };
      await new yac.store.HttpFileStore().getOrCreate(`bench${serial}.http`, () => Promise.resolve(text), 0, options);
    });
  } catch {
    process.stdout.write('httpYac is not installed here.\n');
  }
}
