import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TextFormat } from '../../src/response/format.js';
import { formatFile } from '../../src/response/formatFile.js';

describe('formatFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'format-file-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function format(
    content: string | Uint8Array,
    type: TextFormat,
    charset = 'utf-8',
  ): Promise<string | undefined> {
    const [source, target] = [path.join(folder, 'source'), path.join(folder, 'target')];
    await writeFile(source, content);
    const isWritten = await formatFile({ source, target, format: type, charset });
    assert.equal(existsSync(target), isWritten);
    return isWritten ? readFile(target, 'utf8') : undefined;
  }

  it('formats JSON of many pieces, with letters of several bytes all over', async () => {
    const value = Array.from({ length: 40_000 }, (_, i) => ({ name: `€${i}é`, text: '\\u20ac "😀"' }));
    assert.equal(await format(JSON.stringify(value), 'json'), JSON.stringify(value, undefined, 2));
  });

  for (const [what, content, type, charset, expected] of [
    ['formats XML', '<a><b>é</b></a>', 'xml', 'utf-8', '<a>\n  <b>é</b>\n</a>'],
    ['decodes UTF-16', Buffer.from('{"a":"é"}', 'utf16le'), 'json', 'utf-16le', '{\n  "a": "é"\n}'],
    ['decodes text', Buffer.from([0xe9, 0x80]), 'txt', 'windows-1252', 'é€'],
    ['formats what came of JSON whose end is missing', '{"a":[1', 'json', 'utf-8', '{\n  "a": [\n    1'],
    ['leaves text alone that is UTF-8 already', 'a,b', 'csv', 'utf-8', undefined],
    ['leaves alone what is no JSON', '{"a":oops}', 'json', 'utf-8', undefined],
    ['leaves alone what is no XML', '<a><b></a>', 'xml', 'utf-8', undefined],
  ] as const) {
    it(what, async () => assert.equal(await format(content, type, charset), expected));
  }

  it('leaves nothing behind when it is stopped', async () => {
    const [source, target] = [path.join(folder, 'source'), path.join(folder, 'target')];
    await writeFile(source, '[]');
    await assert.rejects(formatFile({ source, target, format: 'json', charset: 'utf-8' }, AbortSignal.abort()));
    assert.ok(!existsSync(target));
  });
});
