// `npm run bench`: how long our extension takes to activate and to show a response, beside the floor and any peers, in a
// real VS Code. Figures of one run on one machine compare; nothing here is a test.
//   npm run bench -- [--rounds 5] [--sizes 1000,1000000] [--activate call|open|turns] [--give-up SECONDS]
//                    [--formatting: beside a floor that pretty-prints as it streams]
//                    [--subject EXTENSION_FOLDER:ADAPTER.json]... [--without-ours]
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { projectRoot } from '../workbench/cacheFolder.js';
import type { Adapter } from './job.js';
import { buildHostSuite, type Measured, measure, type Subject } from './measure.js';
import { serveResponses } from './responses.js';
import { describeSize } from './size.js';
import { formatTable } from './table.js';

const adapterSchema = z.object({
  label: z.string(),
  id: z.string(),
  send: z.string(),
  settings: z.record(z.string(), z.unknown()).default({}),
});

async function readAdapter(file: string): Promise<Adapter> {
  return z.parse(adapterSchema, JSON.parse(await readFile(file, 'utf8')));
}

/** `FOLDER:ADAPTER.json`; a drive letter's colon separates nothing. */
async function readSubject(text: string): Promise<Subject> {
  const [, folder, adapter] = /^(.+?[^:]):((?:[A-Za-z]:[\\/])?[^:]+)$/.exec(text) ?? [];
  if (folder === undefined || adapter === undefined) throw new Error(`Not FOLDER:ADAPTER.json: ${text}`);
  return { folder: path.resolve(folder), adapter: await readAdapter(adapter) };
}

const ownAdapter = (name: string) => readAdapter(path.join(import.meta.dirname, 'adapters', `${name}.json`));

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1000' },
    formatting: { type: 'boolean', default: false },
    activate: { type: 'string', default: 'turns' },
    'give-up': { type: 'string', default: '60' },
    subject: { type: 'string', multiple: true, default: [] },
    'without-ours': { type: 'boolean', default: false },
  },
});
const floor = values.formatting ? 'formattingFloor' : 'floor';
const subjects: Subject[] = [
  { folder: path.join(import.meta.dirname, floor), adapter: await ownAdapter(floor) },
  ...(values['without-ours'] ? [] : [{ folder: projectRoot, adapter: await ownAdapter('ours') }]),
  ...(await Promise.all(values.subject.map(readSubject))),
];
const results = new Map<Subject, Measured[]>(subjects.map((subject) => [subject, []]));
const rounds = Number(values.rounds);
const suite = await buildHostSuite();
const responses = await serveResponses();
try {
  for (let round = 0; round < rounds; round++) {
    const isEven = round % 2 === 0;
    for (const subject of isEven ? subjects : subjects.toReversed()) {
      const started = performance.now();
      const turn = isEven ? 'call' : 'open';
      const measured = await measure(subject, suite, {
        origin: responses.origin,
        sizes: values.sizes.split(',').map(Number),
        activateBy: values.activate === 'call' || values.activate === 'open' ? values.activate : turn,
        giveUpMs: Number(values['give-up']) * 1000,
      });
      results.get(subject)?.push(measured);
      const seconds = Math.round((performance.now() - started) / 1000);
      console.error(`round ${round + 1}, ${subject.adapter.label}: ${seconds} s; ${measured.remarks.join('; ')}`);
    }
  }
} finally {
  responses.close();
}
const columns = subjects.map((subject) => ({ label: subject.adapter.label, rounds: results.get(subject) ?? [] }));
console.log(`\n${rounds} rounds in turns, ${os.cpus().length} cores, medians [each]\n\n${formatTable(columns)}\n`);
if (!values['without-ours']) console.log(await describeSize(projectRoot));
