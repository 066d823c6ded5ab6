import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { makeTemporaryFolder } from './temporaryFolder.js';
import { appendTestEvent, countTestEvents, readTestEvents, type TestEvent, TestEventPrinter } from './testEvents.js';

const passed: TestEvent = { type: 'passed', title: 'adds', durationMs: 3 };
const failed: TestEvent = { type: 'failed', title: 'divides', message: 'by zero' };
const skipped: TestEvent = { type: 'skipped', title: 'waits' };
const ended: TestEvent = { type: 'ended', activated: true };

describe('countTestEvents', () => {
  for (const [what, events, counts] of [
    ['counts what passed and what failed', [passed, failed, passed, skipped, ended], { passed: 2, failed: 1 }],
    ['counts a suite that was cut off as one more failure', [passed, failed], { passed: 1, failed: 2 }],
    ['counts a suite that never started as a failure', [], { passed: 0, failed: 1 }],
    ['counts an empty suite as nothing', [ended], { passed: 0, failed: 0 }],
  ] as const) {
    it(what, () => assert.deepEqual(countTestEvents(events), counts));
  }
});

describe('The file of test events', () => {
  let temporary: Awaited<ReturnType<typeof makeTemporaryFolder>>;
  let file: string;
  beforeEach(async () => {
    temporary = await makeTemporaryFolder();
    file = path.join(temporary.path, 'events.jsonl');
  });
  afterEach(() => temporary.remove());

  it('gives back what was appended, and nothing before that', () => {
    assert.deepEqual(readTestEvents(file), []);
    for (const event of [passed, failed, ended]) appendTestEvent(file, event);
    assert.deepEqual(readTestEvents(file), [passed, failed, ended]);
  });

  it('leaves a line that is still being written for later', () => {
    appendTestEvent(file, passed);
    appendFileSync(file, '{"type":"fai');
    assert.deepEqual(readTestEvents(file), [passed]);
  });

  it('is printed once for each test, with the message of a failure', () => {
    const lines: string[] = [];
    const printer = new TestEventPrinter(file, (line) => lines.push(line));
    appendTestEvent(file, passed);
    printer.printNew();
    appendTestEvent(file, failed);
    appendTestEvent(file, ended);
    printer.printNew();
    printer.printNew();
    assert.deepEqual(lines, ['  ✔ adds', '  ✖ divides\n      by zero']);
  });
});
